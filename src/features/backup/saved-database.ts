import { sql } from 'kysely';
import { readTables } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import { executedMigrations } from '../../database/migrate.ts';
import { openSqlite } from '../../database/sqlite.ts';
import { damaged } from '../../database/sqlite-failure.ts';
import type { BackupManifest } from './backup-folder.ts';
import { countRows } from './transfer/rows.ts';

/**
 * Opens the copy of a database, checks it, and hands it to a step with what the manifest says of it.
 * @param path names the database in errors
 * @returns what the step returns
 * @throws OperatorError when SQLite finds it damaged
 */
export async function withSavedDatabase<T>(
  copy: string,
  path: string,
  use: (database: Database, holds: DatabaseSummary) => Promise<T>,
): Promise<T> {
  const database = openOrDamaged(copy, path);
  try {
    return await use(database, await examine(database, path));
  } finally {
    await database.close();
  }
}

type DatabaseSummary = Pick<BackupManifest, 'migrations' | 'tables'>;

function openOrDamaged(copy: string, path: string): Database {
  try {
    return openSqlite(copy);
  } catch (error) {
    throw damaged(path, (error as Error).cause ?? error);
  }
}

async function examine(database: Database, path: string): Promise<DatabaseSummary> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`
    .execute(database.kysely)
    .catch((error: unknown) => {
      throw damaged(path, error);
    });
  const found = rows[0]?.integrity_check;
  if (found !== 'ok') throw damaged(path, new Error(found));
  const tables: Record<string, number> = {};
  for (const table of await readTables(database)) {
    if (table.name.startsWith('kysely_')) continue; // they are the migrations
    tables[table.name] = await countRows(database.kysely, table);
  }
  return { migrations: await executedMigrations(database), tables };
}
