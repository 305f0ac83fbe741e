import { isoTime } from '../clock.ts';
import type { Page } from '../database/paging.ts';
import { type IssuedUrl, positionOf } from '../urls/issued-urls.ts';
import { toCsv } from './csv.ts';

export const maxCsvRows = 100_000;
const rowsPerRead = 1000;

const columns = [
  'issueId',
  'userId',
  'email',
  'taskId',
  'title',
  'versionId',
  'objectKey',
  'ground',
  'disposition',
  'issuedAt',
  'expiresAt',
  'name',
  'issuer',
  'apiKeyId',
  'apiKeyName',
];

/**
 * Records as CSV (RFC 4180, UTF-8, with a header row), read a part at a time while it is sent.
 * @param read returns up to `limit` records behind a position
 */
export async function* issuedUrlsAsCsv(
  read: (page: Page) => Promise<ReadonlyArray<IssuedUrl>>,
): AsyncGenerator<string> {
  yield toCsv([columns]);
  let after: string | undefined;
  for (let left = maxCsvRows; left > 0; ) {
    const records = await read({ after, limit: Math.min(rowsPerRead, left) });
    const last = records.at(-1);
    if (!last) return;
    yield toCsv(
      records.map((record) => [
        record.issueId,
        record.principalId,
        record.email,
        record.taskId,
        record.title,
        record.versionId,
        record.objectKey,
        record.ground,
        record.disposition,
        isoTime(record.issuedAt),
        isoTime(record.expiresAt),
        record.name,
        record.issuer,
        record.apiKeyId,
        record.apiKeyName,
      ]),
    );
    after = positionOf(last);
    left -= records.length;
  }
}
