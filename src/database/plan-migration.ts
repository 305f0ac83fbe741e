import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { sizeOfSqlite } from './backup-before-migration.ts';
import { executedMigrations, type Migrations, pendingMigrations } from './migrate.ts';
import { type DatabaseSettings, openWithoutTimeLimits } from './open-database.ts';
import { openSqliteToRead } from './save-sqlite.ts';
import { sqliteOpenFailure } from './sqlite-failure.ts';

export interface MigrationPlan {
  /** Name of the database's last migration; undefined for a new one. */
  readonly lastMigration: string | undefined;
  /** What would run, in order. */
  readonly pending: ReturnType<typeof pendingMigrations>;
  /** Size of the database on disk. */
  readonly bytes: number;
}

/**
 * What a migration would do. Only reads: does not even create a missing SQLite database.
 * @throws OperatorError when the database cannot be read, or is newer than this program
 */
export async function planMigration(
  settings: DatabaseSettings,
  sqlitePath: string,
  migrations: Migrations,
): Promise<MigrationPlan> {
  const { executed, bytes } =
    settings.databaseUrl === undefined ? lookAtSqlite(sqlitePath) : await lookAtPostgres(settings);
  return { lastMigration: executed.at(-1), pending: pendingMigrations(executed, migrations), bytes };
}

interface Found {
  readonly executed: ReadonlyArray<string>;
  readonly bytes: number;
}

function lookAtSqlite(path: string): Found {
  if (!existsSync(path)) return { executed: [], bytes: 0 };
  const database = openSqliteToRead(path);
  try {
    const isNew =
      database.prepare(`select 1 from sqlite_master where name = 'kysely_migration'`).get() === undefined;
    const rows = isNew ? [] : database.prepare('select name from kysely_migration order by name').all();
    return { executed: rows.map(({ name }) => String(name)), bytes: sizeOfSqlite(path) };
  } catch (error) {
    throw sqliteOpenFailure(path, error);
  } finally {
    database.close();
  }
}

async function lookAtPostgres(settings: DatabaseSettings): Promise<Found> {
  const database = await openWithoutTimeLimits(settings, '');
  try {
    const { rows } = await sql<{
      bytes: number;
    }>`select pg_database_size(current_database()) as bytes`.execute(database.kysely);
    return { executed: await executedMigrations(database), bytes: Number(rows[0]?.bytes) };
  } finally {
    await database.close();
  }
}
