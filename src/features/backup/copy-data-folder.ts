import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { OnProgress } from '../../cli/progress.ts';
import { dataPaths } from '../../config/config.ts';
import { readTables } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import { executedMigrations } from '../../database/migrate.ts';
import { openSqlite } from '../../database/sqlite.ts';
import { damaged } from '../../database/sqlite-failure.ts';
import { writeFlushed } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { createFileDriver } from '../../storage/file/driver.ts';
import type { Feature } from '../feature.ts';
import { type BackupManifest, orAbsent } from './backup-folder.ts';
import { copyObjects, type ObjectsReport } from './objects.ts';
import { countRows } from './rows.ts';

type DatabaseSummary = Pick<BackupManifest, 'migrations' | 'tables'>;

interface DataFolderCopy {
  copyDatabase(from: string, to: string): Promise<void>;
  /** Throws if the copied database must not be used. */
  check(database: Database, holds: DatabaseSummary): Promise<void>;
  readonly features: ReadonlyArray<Feature>;
  /** Name of the copying of objects, for `onProgress`. */
  readonly phase: string;
  readonly onProgress: OnProgress;
}

/**
 * Copies a data folder to a backup, or back: the database, every object that it names, and the secret files.
 * @throws OperatorError when SQLite finds the copied database damaged
 * @throws `storage-unavailable` when the files cannot be read or written
 */
export async function copyDataFolder(
  from: string,
  to: string,
  { copyDatabase, check, features, phase, onProgress }: DataFolderCopy,
): Promise<DatabaseSummary & { readonly objects: ObjectsReport }> {
  const [path, copy] = [dataPaths(from).database, dataPaths(to).database];
  await copyDatabase(path, copy);
  const database = openOrDamaged(copy, path);
  try {
    const holds = await examine(database, path);
    await check(database, holds);
    const objects = await copyObjects(
      openFiles(from),
      { features, database, driver: openFiles(to) },
      phase,
      onProgress,
    );
    await copySecrets(from, to);
    return { ...holds, objects };
  } finally {
    await database.close();
  }
}

const openFiles = (folder: string) => createFileDriver(join(folder, 'files'));

/** @param path the original, for error messages */
function openOrDamaged(copy: string, path: string): Database {
  try {
    return openSqlite(copy);
  } catch (error) {
    throw damaged(path, error instanceof OperatorError ? error.cause : error);
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
  const tables = (await readTables(database)).filter(({ name }) => !name.startsWith('kysely_')); // the migrator's tables
  return {
    migrations: await executedMigrations(database),
    tables: await countRows(database.kysely, tables),
  };
}

/** Either file may be absent, because secrets can also come from the environment. */
async function copySecrets(from: string, to: string): Promise<void> {
  for (const name of ['signingKeys', 'authSecret'] as const) {
    const text = await fs.readFile(dataPaths(from)[name]).catch(orAbsent);
    if (text !== undefined) await writeFlushed(dataPaths(to)[name], text);
  }
}
