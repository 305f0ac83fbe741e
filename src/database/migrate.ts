import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { LecternError, OperatorError } from '../lib/errors.ts';
import type { Database } from './database.ts';
import * as foundation from './migrations/0001-foundation.ts';
import * as contests from './migrations/0002-contests.ts';
import * as instances from './migrations/0003-instances.ts';
import * as leases from './migrations/0004-leases.ts';
import * as accountSearch from './migrations/0005-account-search.ts';
import * as hashedSessions from './migrations/0006-hashed-sessions.ts';
import * as revocation from './migrations/0007-revocation.ts';
import * as uploadLimits from './migrations/0008-upload-limits.ts';
import * as documentExaminations from './migrations/0009-document-examinations.ts';
import * as platforms from './migrations/0010-platforms.ts';
import * as issueJournal from './migrations/0011-issue-journal.ts';
import * as idempotencyKeys from './migrations/0012-idempotency-keys.ts';
import * as mail from './migrations/0013-mail.ts';
import * as booklets from './migrations/0014-booklets.ts';
import * as changeReasons from './migrations/0015-change-reasons.ts';
import * as calendarLinks from './migrations/0016-calendar-links.ts';
import * as envelopes from './migrations/0017-envelopes.ts';
import * as groupBooklets from './migrations/0018-group-booklets.ts';
import * as verifiedAddresses from './migrations/0019-verified-addresses.ts';
import * as keyLimits from './migrations/0020-key-limits.ts';
import { type Tables, tablesOf } from './migrations/tables.ts';
import { postgresRemedy } from './postgres-remedies.ts';
import type { Schema } from './schema.ts';
import { sqliteRemedy } from './sqlite-failure.ts';

interface MigrationFile {
  /** What it does, for operators; completes "Migration NAME …". */
  readonly summary: string;
  readonly up: (db: Kysely<never>, tables: Tables) => Promise<void>;
}

/** In order; a migration that has been released is never changed. */
const migrations: Readonly<Record<string, MigrationFile>> = {
  '0001-foundation': foundation,
  '0002-contests': contests,
  '0003-instances': instances,
  '0004-leases': leases,
  '0005-account-search': accountSearch,
  '0006-hashed-sessions': hashedSessions,
  '0007-revocation': revocation,
  '0008-upload-limits': uploadLimits,
  '0009-document-examinations': documentExaminations,
  '0010-platforms': platforms,
  '0011-issue-journal': issueJournal,
  '0012-idempotency-keys': idempotencyKeys,
  '0013-mail': mail,
  '0014-booklets': booklets,
  '0015-change-reasons': changeReasons,
  '0016-calendar-links': calendarLinks,
  '0017-envelopes': envelopes,
  '0018-group-booklets': groupBooklets,
  '0019-verified-addresses': verifiedAddresses,
  '0020-key-limits': keyLimits,
};

/**
 * Brings the schema up to date. Safe to run by several processes at once, and again: on SQLite they wait for
 * the write lock, on PostgreSQL for an advisory lock.
 * @param beforeChange called before the schema of a database changes that is not new, inside the transaction that
 *   changes it, with the name of the last migration that it has; what it throws is thrown, and nothing is changed
 * @returns the names of the migrations that ran
 * @throws OperatorError when one fails, or when the database is newer than this program
 */
export async function migrateToLatest(
  database: Database,
  beforeChange: BeforeChange = async () => {},
): Promise<ReadonlyArray<string>> {
  const { error, results } = await migrator(database, beforeChange).migrateToLatest();
  if (error === undefined) return (results ?? []).map((result) => result.migrationName);
  if (error instanceof OperatorError) throw error;
  await refuseNewer(database, error);
  throw new OperatorError(`The database cannot be used: ${reasonOf(error, database)}`, {
    kind: 'unavailable',
    cause: error,
  });
}

type BeforeChange = (lastMigration: string) => Promise<void>;

/** @throws OperatorError when a later version of this program has migrated the database */
export async function refuseNewer(database: Database, cause?: unknown): Promise<void> {
  refuseUnknown(await executedMigrations(database), cause);
}

/**
 * The migrations that a database with these does not have yet, in their order.
 * @throws OperatorError when it has others, of a later version of this program
 */
export function pendingMigrations(
  executed: ReadonlyArray<string>,
): ReadonlyArray<{ readonly name: string; readonly summary: string }> {
  refuseUnknown(executed);
  return Object.entries(migrations)
    .filter(([name]) => !executed.includes(name))
    .map(([name, { summary }]) => ({ name, summary }));
}

function refuseUnknown(executed: ReadonlyArray<string>, cause?: unknown): void {
  const newer = executed.filter((name) => !(name in migrations));
  if (newer.length === 0) return;
  throw new OperatorError(
    `The database is newer than this version of Lectern, which does not know ${newer.join(', ')}: run the version that made it or a later one, or go back as /manual/upgrading of the server says.`,
    { cause },
  );
}

/** Whether the schema is the one that this program expects. */
export async function isMigrated(database: Database): Promise<boolean> {
  const known = await migrator(database).getMigrations();
  return known.every((migration) => migration.executedAt !== undefined);
}

/** For the operator, who may see what the database itself says: that, and what to do. */
function reasonOf(error: unknown, { dialect }: Database): string {
  const said = error instanceof LecternError ? error.cause : error;
  // Node's error for a host with several addresses has a code only.
  const { message, code } = said as { message?: string; code?: string };
  const remedy = dialect === 'postgres' ? postgresRemedy(said) : sqliteRemedy(said);
  return `${message || code || String(said)}. ${remedy ?? 'Try again, or restore a backup.'}`;
}

/** The names of the migrations that ran here, by whatever version; none when that cannot be told. */
export async function executedMigrations({
  kysely,
}: Pick<Database, 'kysely'>): Promise<ReadonlyArray<string>> {
  const rows = await (kysely as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
    .catch(() => []);
  return rows.map(({ name }) => name);
}

function migrator({ dialect, kysely }: Database, beforeChange: BeforeChange = async () => {}): Migrator {
  let isFirst = true;
  const spelled = Object.entries(migrations).map(([name, { up }]): [string, Migration] => [
    name,
    {
      async up(db: Kysely<never>) {
        if (isFirst) {
          isFirst = false;
          const last = (await executedMigrations({ kysely: db as unknown as Kysely<Schema> })).at(-1);
          if (last !== undefined) await beforeChange(last);
        }
        await up(db, tablesOf(dialect, db));
      },
    } as Migration,
  ]);
  return new Migrator({ db: kysely, provider: { getMigrations: async () => Object.fromEntries(spelled) } });
}
