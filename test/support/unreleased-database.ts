import { sql } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import { type Migrations, migrateToLatest } from '../../src/database/migrate.ts';
import { migrations } from '../../src/features/migrations.ts';

/** The migrations of versions before the first release. */
const names = [
  ...['0001-foundation', '0002-contests', '0003-instances', '0004-leases', '0005-account-search'],
  ...['0006-hashed-sessions', '0007-revocation', '0008-upload-limits', '0009-document-examinations'],
  ...['0010-platforms', '0011-issue-journal', '0012-idempotency-keys', '0013-mail', '0014-booklets'],
  ...['0015-change-reasons', '0016-calendar-links', '0017-envelopes', '0018-group-booklets'],
  ...['0019-verified-addresses', '0020-key-limits'],
];

/** Those of the first release, which takes over the databases of unreleased versions. */
export const firstRelease: Migrations = Object.fromEntries(
  Object.entries(migrations).filter(([name]) => name === '0001-schema'),
);

/** The database of an unreleased version whose last migration was this one; for older ones only the list is right. */
export async function makeUnreleased(database: Database, lastMigration: string): Promise<void> {
  const { kysely } = database;
  await migrateToLatest(database, firstRelease);
  if (lastMigration < '0019') await sql`alter table "user" drop column "emailSource"`.execute(kysely);
  if (lastMigration < '0020') await sql`alter table "apiKeys" drop column limits`.execute(kysely);
  const rows = names.filter((name) => name <= lastMigration).map((name) => sql`(${name}, '2026-11-24')`);
  await sql`delete from kysely_migration`.execute(kysely);
  await sql`insert into kysely_migration (name, timestamp) values ${sql.join(rows)}`.execute(kysely);
}
