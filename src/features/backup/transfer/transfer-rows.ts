import type { Kysely } from 'kysely';
import type { Table } from '../../../database/catalogue.ts';
import type { Database } from '../../../database/database.ts';
import type { Schema } from '../../../database/schema.ts';
import { unfinishedTransferOf } from '../../../database/unfinished-transfer.ts';
import { LecternError, OperatorError } from '../../../lib/errors.ts';
import { createFingerprint, type Fingerprint } from './fingerprint.ts';
import { type Key, keyOf, type Row, readPages } from './rows.ts';

/**
 * Copies the rows of a table that are not in the target yet, in the order of their keys. Progress is saved after each
 * page, so it can be cut off at any point.
 * @returns the fingerprint of the whole table in the source
 * @throws OperatorError when the target refuses rows
 */
export async function transferRows(
  source: Kysely<Schema>,
  target: Database,
  table: Table,
  onRows: (rows: number) => void,
): Promise<Fingerprint> {
  const fingerprint = createFingerprint(table);
  const insert = target.prepareInsert(table.name as never, table.columns as never) as (
    rows: ReadonlyArray<Row>,
  ) => Promise<void>;
  const copied = await readProgress(target, table);
  if (copied !== undefined) {
    for await (const page of readPages(source, table, { upTo: copied })) {
      fingerprint.add(page);
      onRows(page.length);
    }
  }
  for await (const page of readPages(source, table, { after: copied })) {
    fingerprint.add(page);
    await insert(page).catch((error: unknown) => {
      throw refusal(table, error);
    });
    await saveProgress(target, table, keyOf(table, page.at(-1) as Row));
    onRows(page.length);
  }
  return fingerprint.result();
}

async function readProgress(target: Database, { name }: Table): Promise<Key | undefined> {
  const { lastKey } = await unfinishedTransferOf(target)
    .selectFrom('unfinishedTransfer')
    .select('lastKey')
    .where('table', '=', name)
    .executeTakeFirstOrThrow();
  return lastKey === null ? undefined : JSON.parse(lastKey);
}

async function saveProgress(target: Database, { name }: Table, key: Key): Promise<void> {
  await unfinishedTransferOf(target)
    .updateTable('unfinishedTransfer')
    .set({ lastKey: JSON.stringify(key) })
    .where('table', '=', name)
    .execute();
}

/** One database may refuse what another one took, such as U+0000 in a text. */
function refusal({ name }: Table, error: unknown): unknown {
  if (error instanceof LecternError && error.code === 'unavailable') return error;
  const { cause, message } = error as Error;
  const reason = cause instanceof Error ? cause.message : message;
  return new OperatorError(`The target refused rows of the table ${name}: ${reason}.`, { cause: error });
}
