import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the tables of signing keys and of turns';

/** What instances over one database share: the signing keys, and whose turn it is to do what is done once. */
export async function up(_db: Kysely<never>, { keyed, text, integer }: Tables): Promise<void> {
  await keyed('signingKeys')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('sealed', text, (c) => c.notNull())
    .addColumn('createdAt', integer)
    .addColumn('signsFrom', integer, (c) => c.notNull())
    .execute();
  await keyed('turns')
    .addColumn('name', text, (c) => c.primaryKey().notNull())
    .addColumn('takenAt', integer, (c) => c.notNull())
    .execute();
}
