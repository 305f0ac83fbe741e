import { type Kysely, sql } from 'kysely';

/** For `lectern migrate --dry-run`. */
export const summary =
  'ends all sessions, as their tokens lie hashed from now on, and drops three unused columns';

/**
 * Sessions lie hashed. Those of before end, since copies of the database that were made until now open them. What is
 * over is found by its time, and what the admin plugin of better-auth kept goes with it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`delete from session`.execute(db);
  for (const table of ['session', 'verification']) {
    await db.schema.createIndex(`${table}_expiresAt_idx`).on(table).column('expiresAt').execute();
  }
  await db.schema.alterTable('session').dropColumn('impersonatedBy').execute();
  await db.schema.alterTable('user').dropColumn('banReason').execute();
  await db.schema.alterTable('user').dropColumn('banExpires').execute();
}
