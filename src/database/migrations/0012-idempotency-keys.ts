import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the table of idempotency keys and their answers';

/** Requests that are not done twice, each with its answer once there is one. */
export async function up(db: Kysely<never>, { plain, text, integer }: Tables): Promise<void> {
  await plain('idempotencyKeys')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('caller', text, (c) => c.notNull())
    .addColumn('request', text, (c) => c.notNull())
    .addColumn('claim', text, (c) => c.notNull())
    .addColumn('claimedAt', integer, (c) => c.notNull())
    .addColumn('expiresAt', integer, (c) => c.notNull())
    .addColumn('size', integer, (c) => c.notNull())
    .addColumn('answer', text)
    .execute();
  // With the size, so that what a caller has is added up without its answers.
  await db.schema
    .createIndex('idempotencyKeys_caller_idx')
    .on('idempotencyKeys')
    .columns(['caller', 'expiresAt', 'size'])
    .execute();
  await db.schema
    .createIndex('idempotencyKeys_expiresAt_idx')
    .on('idempotencyKeys')
    .column('expiresAt')
    .execute();
}
