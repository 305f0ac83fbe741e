import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary =
  'creates the tables of revocations and of objects to delete, and adds a counter to accounts and tasks';

/** What ends URLs before their time, and objects that are to be deleted although no version names them any more. */
export async function up(db: Kysely<never>, { keyed, text, integer }: Tables): Promise<void> {
  for (const table of ['user', 'tasks']) {
    await db.schema
      .alterTable(table)
      .addColumn('urlEpoch', integer, (c) => c.notNull().defaultTo(0))
      .execute();
  }
  await keyed('revocations')
    .addColumn('subject', text, (c) => c.primaryKey().notNull())
    .addColumn('until', integer, (c) => c.notNull())
    .execute();
  await keyed('discardedObjects')
    .addColumn('objectKey', text, (c) => c.primaryKey().notNull())
    .addColumn('deleteAt', integer, (c) => c.notNull())
    .execute();
}
