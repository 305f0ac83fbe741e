import { closeSync, openSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { readTables } from '../database/catalogue.ts';
import type { Database } from '../database/database.ts';
import { executedMigrations } from '../database/migrate.ts';
import { openSqlite } from '../database/sqlite.ts';
import { sqliteOpenFailure, sqliteRemedy } from '../database/sqlite-failure.ts';
import { flush } from '../durable-file.ts';
import { OperatorError } from '../errors.ts';
import { countRows } from '../transfer/rows.ts';
import type { BackupManifest } from './backup-folder.ts';

const pagesPerStep = 500;
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const ofDamage: ReadonlySet<number> = new Set([11, 26]);

/**
 * Copies an SQLite database as it is at one moment, while other processes read and write it.
 * @param onPages how many pages are copied, and of how many
 * @throws OperatorError when SQLite cannot read or write a file, or finds the database damaged
 */
export async function saveDatabase(
  from: string,
  to: string,
  onPages: (done: number, total: number) => void,
): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600)); // SQLite would let others read what it makes
  const source = openToRead(from);
  try {
    // While the copy runs, this transaction keeps the state that it reads: without it, each write by another
    // process would make SQLite begin anew.
    source.exec('begin; select count(*) from sqlite_master');
    await backup(source, to, {
      rate: pagesPerStep,
      progress: ({ totalPages, remainingPages }) => onPages(totalPages - remainingPages, totalPages),
    });
    await flush(to);
  } catch (cause) {
    if (ofDamage.has((cause as { errcode?: number }).errcode ?? 0)) throw damaged(from, cause);
    const message = `${from} could not be saved to ${to}: ${(cause as Error).message}. ${sqliteRemedy(cause) ?? 'Try again.'}`;
    throw new OperatorError(message, { kind: 'unavailable', cause });
  } finally {
    source.close();
  }
}

function openToRead(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  } catch (error) {
    throw sqliteOpenFailure(path, error);
  }
}

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

function damaged(path: string, cause: unknown): OperatorError {
  return new OperatorError(`${path} is damaged: ${(cause as Error).message}.`, {
    kind: 'unavailable',
    cause,
  });
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
