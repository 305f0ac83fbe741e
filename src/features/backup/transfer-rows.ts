import type { Table } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import { unfinishedTransferOf } from '../../database/unfinished-transfer.ts';
import { LecternError, messageOf, OperatorError } from '../../lib/errors.ts';
import type { ReadTable } from './fingerprint.ts';
import { type Key, type Row, readPages } from './rows.ts';

/**
 * Copies the rows that the target lacks, in key order. Saves its progress after each page, so an interrupted copy can
 * resume. Throws OperatorError when the target refuses rows.
 */
export function transferRowsTo(target: Database): ReadTable {
  return async (source, table, fingerprint) => {
    const insert = target.prepareInsert(table.name as never, table.columns as never) as (
      rows: ReadonlyArray<Row>,
    ) => Promise<void>;
    const copied = await readProgress(target, table);
    if (copied !== undefined) await fingerprint.add(readPages(source, table, { upTo: copied }));
    await fingerprint.add(readPages(source, table, { after: copied }), async ({ rows, lastKey }) => {
      await insert(rows).catch((error: unknown) => {
        throw refusal(table, error);
      });
      await saveProgress(target, table, lastKey);
    });
  };
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

/** A database may refuse values that the other one accepted, such as U+0000 in text. */
function refusal({ name }: Table, error: unknown): unknown {
  if (error instanceof LecternError && error.code === 'unavailable') return error;
  const cause = error instanceof Error ? error.cause : undefined;
  const reason = messageOf(cause instanceof Error ? cause : error);
  return new OperatorError(`The target refused rows of the table ${name}: ${reason}.`, { cause: error });
}
