import { sql } from 'kysely';
import type { BackupBeforeMigration } from './backup-before-migration.ts';
import type { Database } from './database.ts';
import { type Migrations, migrateToLatest } from './migrate.ts';
import { busyTimeoutMs, openSqlite } from './sqlite.ts';
import { refuseUnfinishedTransfer } from './unfinished-transfer.ts';

export interface DatabaseSettings {
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
}

/** Another process may be saving and migrating a large database. */
const migrationWaitMs = 60 * 1000;

export interface MigratedDatabase {
  readonly database: Database;
  /** Names of the migrations that just ran. */
  readonly migrated: ReadonlyArray<string>;
  /** Path of the backup from before the migration. */
  readonly saved: string | undefined;
}

/**
 * Opens PostgreSQL, or SQLite at a path, and migrates its schema.
 * @param backup saves the database first; SQLite only, because a PostgreSQL user may lack the rights or the disk space for a full copy
 * @throws OperatorError when the database does not respond, is newer than this program, cannot be saved, or is the target of an unfinished
 * transfer
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
 * Opens the same database without migrating it, and without a time limit for statements: waiting for another process's migration, building
 * an index or reading a whole table may take longer than a request may.
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
  const migrated = await migrateToLatest(database, migrations, async (lastMigration) => {
    saved = await backup?.save(lastMigration);
  }).catch(async (error): Promise<never> => {
    // All migrations share a transaction, so nothing has changed.
    if (saved !== undefined) await backup?.discard(saved).catch(() => {});
    throw error;
  });
  // If pruning fails, the server starts anyway, and the next migration prunes.
  if (saved !== undefined) await backup?.prune().catch(() => {});
  return { migrated, saved };
}

/** SQLite waits for a lock according to a setting of the connection. */
async function waitForOthers<T>({ dialect, kysely }: Database, step: () => Promise<T>): Promise<T> {
  if (dialect !== 'sqlite') return step();
  const wait = (ms: number) => sql.raw(`pragma busy_timeout = ${ms}`).execute(kysely);
  await wait(migrationWaitMs);
  const result = await step();
  await wait(busyTimeoutMs);
  return result;
}
