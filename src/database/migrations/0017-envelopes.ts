import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'lets contests say from when sealed envelopes may be fetched, and creates their table';

/** The statements of a contest, encrypted, each with the key that opens it. */
export async function up(db: Kysely<never>, { plain, text, integer }: Tables): Promise<void> {
  await db.schema.alterTable('contests').addColumn('prefetchFrom', integer).execute();
  await plain('envelopes')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('contestId', text, (c) => c.notNull().references('contests.id'))
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('objectKey', text, (c) => c.notNull())
    .addColumn('size', integer, (c) => c.notNull())
    .addColumn('sealedKey', text, (c) => c.notNull())
    .addColumn('documents', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('replacedAt', integer)
    .execute();
  // Of two processes that seal the same, one is too late.
  await db.schema
    .createIndex('envelopes_current_idx')
    .unique()
    .on('envelopes')
    .columns(['contestId', 'language'])
    .where(sql<boolean>`"replacedAt" is null`)
    .execute();
  await db.schema.createIndex('envelopes_contestId_idx').on('envelopes').column('contestId').execute();
  // What is to be sealed is asked for again and again, and few contests are.
  await db.schema
    .createIndex('contests_prefetchFrom_idx')
    .on('contests')
    .column('prefetchFrom')
    .where(sql<boolean>`"prefetchFrom" is not null`)
    .execute();
}
