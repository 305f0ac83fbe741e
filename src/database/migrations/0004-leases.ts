import { type Kysely, sql } from 'kysely';

/** For `lectern migrate --dry-run`. */
export const summary = 'renames the table of turns to leases';

/** What an instance holds while it does what is done once is a lease. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table turns rename to leases`.execute(db);
}
