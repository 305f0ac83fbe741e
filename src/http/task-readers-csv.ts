import { isoTimeOrNull } from '../clock.ts';
import type { Page } from '../database/paging.ts';
import type { TaskReader } from '../urls/task-readers.ts';
import { toCsv } from './csv.ts';

const rowsPerRead = 200;
const columns = ['userId', 'email', 'name', 'ground', 'through', 'validUntil', 'openedAt'];

/**
 * Readers as CSV (RFC 4180, UTF-8, with a header row), read a part at a time while it is sent; each with the ground that
 * holds longest.
 * @param read returns up to `limit` readers behind a position
 */
export async function* taskReadersAsCsv(
  read: (page: Page) => Promise<ReadonlyArray<TaskReader>>,
): AsyncGenerator<string> {
  yield toCsv([columns]);
  let after: string | undefined;
  for (;;) {
    const readers = await read({ after, limit: rowsPerRead });
    const last = readers.at(-1);
    if (!last) return;
    yield toCsv(
      readers.map(({ userId, email, name, grounds: [ground], validUntil, openedAt }) => [
        ...[userId, email, name, ground?.kind ?? null, ground?.through ?? null],
        ...[isoTimeOrNull(validUntil), isoTimeOrNull(openedAt)],
      ]),
    );
    after = last.userId;
  }
}
