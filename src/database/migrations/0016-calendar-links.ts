import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the table of links by which calendars are read';

/** At most one for an account; it ends with the account. */
export async function up(db: Kysely<never>, { plain, text, integer }: Tables): Promise<void> {
  await plain('calendarLinks')
    .addColumn('userId', text, (c) => c.primaryKey().notNull().references('user.id').onDelete('cascade'))
    .addColumn('tokenHash', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('calendarLinks_tokenHash_idx')
    .unique()
    .on('calendarLinks')
    .column('tokenHash')
    .execute();
}
