import { type Kysely, sql } from 'kysely';
import { OperatorError } from '../lib/errors.ts';
import type { Database } from './database.ts';
import { type Ddl, ddl } from './migrations/ddl.ts';
import type { Schema } from './schema.ts';

/** The migrations of versions before the first release, with the same result as `0001-schema`. */
const unreleased =
  `0001-foundation 0002-contests 0003-instances 0004-leases 0005-account-search 0006-hashed-sessions
  0007-revocation 0008-upload-limits 0009-document-examinations 0010-platforms 0011-issue-journal
  0012-idempotency-keys 0013-mail 0014-booklets 0015-change-reasons 0016-calendar-links 0017-envelopes
  0018-group-booklets 0019-verified-addresses 0020-key-limits`.split(/\s+/);
const [first = ''] = unreleased;
/** Migrations that `complete` can replace: the data folder of `test/fixtures/data-folders/` lacks them. */
const late = unreleased.slice(18);

type Migrations = Kysely<Schema & { kysely_migration: { name: string } }>;

/** For `lectern migrate --dry-run`. */
export const summary = 'takes over the tables of an unreleased version';

export const isUnreleased = (migration: string): boolean => unreleased.includes(migration);

/** @throws OperatorError for a database of an unreleased version with fewer migrations than the fixture */
export function refuseIncomplete(executed: ReadonlyArray<string>): void {
  if (!executed.includes(first)) return;
  const missing = unreleased.filter((name) => !executed.includes(name) && !late.includes(name));
  if (missing.length === 0) return;
  throw new OperatorError(
    `This database is from before the first release of Lectern, and lacks the migrations ${missing.join(', ')}. Run the last commit that has them once on this database, then this version: see /manual/upgrading on the server.`,
  );
}

/**
 * Replaces the migration list of an unreleased version with `0001-schema`, in one transaction. Nothing else changes if the list is
 * complete.
 * @param beforeChange as in `migrateToLatest`
 * @returns the names of the migrations now in the list; empty if there was nothing to take over
 */
export async function takeOverUnreleased(
  { dialect, kysely }: Database,
  executed: ReadonlyArray<string>,
  beforeChange: (lastMigration: string) => Promise<void>,
): Promise<ReadonlyArray<string>> {
  if (!executed.includes(first)) return [];
  const migrations: Migrations = kysely.withTables();
  return migrations.transaction().execute(async (trx) => {
    // Processes that start at the same time wait here, and then find no such row.
    const { numUpdatedRows } = await trx
      .updateTable('kysely_migration')
      .set({ name: '0001-schema' })
      .where('name', '=', first)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return [];
    const rest = await trx
      .deleteFrom('kysely_migration')
      .where('name', 'in', unreleased)
      .returning('name')
      .execute();
    const had = rest.map(({ name }) => name).sort();
    await beforeChange(had.at(-1) ?? first);
    await complete(trx, ddl[dialect], (name) => !had.includes(name));
    return ['0001-schema'];
  });
}

/** Applies the last unreleased migrations that have not run. */
async function complete(db: Migrations, { text }: Ddl, lacks: (name: string) => boolean): Promise<void> {
  if (lacks('0019-verified-addresses')) {
    await sql`alter table "user" add column "emailSource" ${text}`.execute(db);
    // Until then, addresses counted as verified. Those that only a platform supplied do not: their accounts have no password and no link to
    // the provider.
    await sql`update "user" set "emailVerified" = true
      where email <> id and (
        "externalId" is null or exists (select 1 from account where account."userId" = "user".id)
      )`.execute(db);
  }
  if (lacks('0020-key-limits')) {
    await sql`alter table "apiKeys" add column limits ${text}`.execute(db);
  }
}
