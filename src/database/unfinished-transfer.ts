import { type Kysely, sql } from 'kysely';
import { OperatorError } from '../lib/errors.ts';
import { hasTable } from './catalogue.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/**
 * The table that `lectern transfer` keeps in its target from the first row to the last check. No migration creates it. While it exists, the
 * database is incomplete, and nothing else may open it.
 */
export const unfinishedTransferTable = 'unfinishedTransfer';

export interface UnfinishedTransferRow {
  /** Name of a table to transfer. */
  table: string;
  /** Name of the source database, without a password. */
  source: string;
  /** JSON of the key of the last copied row. */
  lastKey: string | null;
}

/** The marker table, which is not in the schema. */
export function unfinishedTransferOf({
  kysely,
}: Database): Kysely<Schema & { unfinishedTransfer: UnfinishedTransferRow }> {
  return kysely.withTables<{ unfinishedTransfer: UnfinishedTransferRow }>();
}

/** The source of an unfinished transfer into this database, if any. */
export async function sourceOfUnfinishedTransfer(database: Database): Promise<string | undefined> {
  if (!(await hasTable(database, unfinishedTransferTable))) return undefined;
  const row = await unfinishedTransferOf(database)
    .selectFrom('unfinishedTransfer')
    .select('source')
    .limit(1)
    .executeTakeFirst();
  return row?.source;
}

/** @throws OperatorError for the target of an unfinished transfer */
export async function refuseUnfinishedTransfer(database: Database): Promise<void> {
  const source = await sourceOfUnfinishedTransfer(database);
  if (source === undefined) return;
  const drop = { sqlite: 'delete its data folder', postgres: 'drop and recreate the database' };
  throw new OperatorError(
    `This database holds an unfinished transfer from ${source}. Run the same "lectern transfer" again to finish it, or ${drop[database.dialect]} to discard it.`,
  );
}

/** Creates the marker, with a row per table; keeps existing rows. */
export async function markUnfinishedTransfer(
  database: Database,
  source: string,
  tables: ReadonlyArray<string>,
): Promise<void> {
  await unfinishedTransferOf(database)
    .transaction()
    .execute(async (trx) => {
      await trx.schema
        .createTable(unfinishedTransferTable)
        .ifNotExists()
        .addColumn('table', 'text', (c) => c.primaryKey().notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('lastKey', 'text')
        .execute();
      const rows = tables.map((table) => ({ table, source, lastKey: null }));
      await trx
        .insertInto('unfinishedTransfer')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
}

/** Removes the marker, which makes the database usable. */
export async function unmarkUnfinishedTransfer({ kysely }: Database): Promise<void> {
  await sql`drop table ${sql.id(unfinishedTransferTable)}`.execute(kysely);
}
