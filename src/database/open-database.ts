import type { Database } from './database.ts';
import { migrateToLatest } from './migrate.ts';
import { openSqlite } from './sqlite.ts';
import { refuseUnfinishedTransfer } from './unfinished-transfer.ts';

export interface DatabaseSettings {
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
}

/**
 * Opens PostgreSQL, or else SQLite at a path, and brings its schema up to date.
 * @throws OperatorError when it does not answer, is newer than this program, or is the target of an unfinished
 *   transfer
 */
export async function openDatabase(
  settings: DatabaseSettings,
  sqlitePath: string,
): Promise<{ readonly database: Database; readonly migrated: ReadonlyArray<string> }> {
  const { databaseUrl, databaseConnections } = settings;
  const unlimited = await openWithoutTimeLimits(settings, sqlitePath);
  const migrated = await bringUpToDate(unlimited);
  if (databaseUrl === undefined) return { database: unlimited, migrated };
  await unlimited.close();
  const { openPostgres } = await import('./postgres.ts');
  return { database: openPostgres(databaseUrl, { connections: databaseConnections }), migrated };
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

async function bringUpToDate(database: Database): Promise<ReadonlyArray<string>> {
  try {
    const migrated = await migrateToLatest(database);
    await refuseUnfinishedTransfer(database);
    return migrated;
  } catch (error) {
    await database.close();
    throw error;
  }
}
