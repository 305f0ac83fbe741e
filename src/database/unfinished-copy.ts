import { type Kysely, sql } from 'kysely';
import { LecternError } from '../errors.ts';
import { hasTable } from './catalogue.ts';
import type { Database } from './database.ts';

/**
 * The table that `lectern copy` keeps in its target from its first row to its last check. It belongs to no
 * migration: while it is there, the database is no Lectern yet, and nothing else may open it.
 */
export const unfinishedCopyTable = 'unfinishedCopy';

export interface UnfinishedCopyRow {
  /** The name of a table that is copied. */
  table: string;
  /** The database that is copied from, without a password. */
  source: string;
  /** JSON of the key of the last row that was copied. */
  lastKey: string | null;
}

/** The table of the marker, which the schema does not have. */
export function unfinishedCopyOf({ kysely }: Database): Kysely<{ unfinishedCopy: UnfinishedCopyRow }> {
  return kysely as unknown as Kysely<{ unfinishedCopy: UnfinishedCopyRow }>;
}

/** From which database a copy was begun and not finished; undefined when none was. */
export async function sourceOfUnfinishedCopy(database: Database): Promise<string | undefined> {
  if (!(await hasTable(database, unfinishedCopyTable))) return undefined;
  const row = await unfinishedCopyOf(database)
    .selectFrom('unfinishedCopy')
    .select('source')
    .limit(1)
    .executeTakeFirst();
  return row?.source;
}

/** @throws LecternError `unavailable` for the target of a copy that was begun and not finished */
export async function refuseUnfinishedCopy(database: Database): Promise<void> {
  const source = await sourceOfUnfinishedCopy(database);
  if (source === undefined) return;
  const drop = { sqlite: 'delete its data folder', postgres: 'drop the database and create it anew' };
  throw new LecternError(
    'unavailable',
    `This database holds an unfinished copy of ${source}. Run the same "lectern copy" again to finish it, or ${drop[database.dialect]} to give it up.`,
  );
}

/** Makes the marker, with a row for each table; those that are there already are kept. */
export async function markUnfinishedCopy(
  database: Database,
  source: string,
  tables: ReadonlyArray<string>,
): Promise<void> {
  await unfinishedCopyOf(database)
    .transaction()
    .execute(async (trx) => {
      await trx.schema
        .createTable(unfinishedCopyTable)
        .ifNotExists()
        .addColumn('table', 'text', (c) => c.primaryKey().notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('lastKey', 'text')
        .execute();
      const rows = tables.map((table) => ({ table, source, lastKey: null }));
      await trx
        .insertInto('unfinishedCopy')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
}

/** Removes the marker: from now on the database is a Lectern like any other. */
export async function unmarkUnfinishedCopy({ kysely }: Database): Promise<void> {
  await sql`drop table ${sql.id(unfinishedCopyTable)}`.execute(kysely);
}
