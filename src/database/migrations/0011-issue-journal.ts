import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the journal of issued URLs';

/** Records of issued URLs, as they were committed together, until they are moved to the table that is searched. */
export async function up(_db: Kysely<never>, { keyed, text, integer }: Tables): Promise<void> {
  await keyed('issueJournal')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('size', integer, (c) => c.notNull())
    .addColumn('records', text, (c) => c.notNull())
    .execute();
}
