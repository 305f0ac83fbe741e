import { sql } from 'kysely';
import type { BackupBeforeMigration } from './backup-before-migration.ts';
import type { Database } from './database.ts';
import { executedMigrations, type Migrations, migrateToLatest } from './migrate.ts';
import { busyTimeoutMs, openSqlite } from './sqlite.ts';
import { refuseUnfinishedTransfer } from './unfinished-transfer.ts';

export interface DatabaseSettings {
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
}

/** Another process may save and migrate a large database meanwhile. */
const migrationWaitMs = 60 * 1000;

export interface MigratedDatabase {
  readonly database: Database;
  /** Names of the migrations that ran now. */
  readonly migrated: ReadonlyArray<string>;
  /** Where the database lies as it was before. */
  readonly saved: string | undefined;
}

/**
 * Opens PostgreSQL, or else SQLite at a path, and brings its schema up to date.
 * @param backup saves the database before that; on SQLite alone, since whoever may use a PostgreSQL server need not
 *   be able to read all of it at once, nor have room for it
 * @throws OperatorError when it does not answer, is newer than this program, cannot be saved, or is the target of an
 *   unfinished transfer
 */
export async function openDatabase(
  settings: DatabaseSettings,
  sqlitePath: string,
  migrations: Migrations,
  backup?: BackupBeforeMigration,
): Promise<MigratedDatabase> {
  const { databaseUrl, databaseConnections } = settings;
  const unlimited = await openWithoutTimeLimits(settings, sqlitePath);
  const done = await bringUpToDate(unlimited, migrations, databaseUrl === undefined ? backup : undefined);
  if (databaseUrl === undefined) return { database: unlimited, ...done };
  await unlimited.close();
  const { openPostgres } = await import('./postgres.ts');
  return { database: openPostgres(databaseUrl, { connections: databaseConnections }), ...done };
}

/**
 * Opens the same database without migrating it, and without limits to how long a statement takes: waiting for another
 * process's migration, building an index or reading a whole table may take longer than a request should.
 */
export async function openWithoutTimeLimits(
  { databaseUrl }: DatabaseSettings,
  sqlitePath: string,
): Promise<Database> {
  if (databaseUrl === undefined) return openSqlite(sqlitePath);
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(databaseUrl, { connections: 2, hasTimeLimits: false });
}

async function bringUpToDate(
  database: Database,
  migrations: Migrations,
  backup: BackupBeforeMigration | undefined,
): Promise<Omit<MigratedDatabase, 'database'>> {
  try {
    const done = await waitForOthers(database, () => migrateSaved(database, migrations, backup));
    await refuseUnfinishedTransfer(database);
    return done;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function migrateSaved(
  database: Database,
  migrations: Migrations,
  backup: BackupBeforeMigration | undefined,
): Promise<Omit<MigratedDatabase, 'database'>> {
  let saved: string | undefined;
  let before: string | undefined;
  const migrated = await migrateToLatest(database, migrations, async (lastMigration) => {
    saved = await backup?.save(lastMigration);
    before = lastMigration;
  }).catch(async (error): Promise<never> => {
    // What was taken over stays so when a migration after that fails, and nothing else has the way back.
    const isUnchanged = (await executedMigrations(database)).at(-1) === before;
    if (saved !== undefined && isUnchanged) await backup?.discard(saved).catch(() => {});
    throw error;
  });
  // Old ones that cannot be removed keep no server from starting; the next migration removes them.
  if (saved !== undefined) await backup?.prune().catch(() => {});
  return { migrated, saved };
}

/** SQLite waits for a lock as long as its connection says. */
async function waitForOthers<T>({ dialect, kysely }: Database, step: () => Promise<T>): Promise<T> {
  if (dialect !== 'sqlite') return step();
  const wait = (ms: number) => sql.raw(`pragma busy_timeout = ${ms}`).execute(kysely);
  await wait(migrationWaitMs);
  const result = await step();
  await wait(busyTimeoutMs);
  return result;
}
