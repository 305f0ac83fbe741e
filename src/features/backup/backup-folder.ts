import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Config, dataPaths } from '../../config/config.ts';
import { flush, flushFolders, makeFolder, writeFlushed } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder } from '../../lib/replace-folder.ts';
import { createFileDriver } from '../../storage/file/driver.ts';
import type { ObjectProblem } from './transfer/object-problem.ts';

const format = 1;

/** What `backup.json` says. It is written last, so a backup without it is not complete. */
export interface BackupManifest {
  readonly format: typeof format;
  /** Version of Lectern. */
  readonly version: string;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly migrations: ReadonlyArray<string>;
  /** Rows of each table. */
  readonly tables: Readonly<Record<string, number>>;
  readonly objects: { readonly count: number; readonly bytes: number };
  /** Objects that were missing or damaged when it was taken. */
  readonly problems: ReadonlyArray<ObjectProblem>;
}

/** Where things lie in a data folder and, in the same places, in a backup of it. */
export function placesOf(folder: string) {
  const { database, signingKeys, authSecret } = dataPaths(folder);
  return {
    database,
    secrets: [signingKeys, authSecret],
    manifest: join(folder, 'backup.json'),
    openDriver: () => createFileDriver(join(folder, 'files')),
  };
}

/** @throws OperatorError for an installation that does not lie in its data folder alone */
export function refuseOtherThanEmbedded({ databaseUrl, storage }: Config): void {
  if (databaseUrl !== undefined) {
    throw new OperatorError(
      'Backups are for SQLite with files in the data folder. Use pg_dump and pg_restore for PostgreSQL, and let the object store keep versions or copy its bucket.',
    );
  }
  if (storage.kind !== 'file') {
    throw new OperatorError(
      `Backups are for files in the data folder, and LECTERN_STORAGE is ${storage.kind}. Stop the servers and use "lectern transfer" to a data folder, or let the object store keep versions and save lectern.db by sqlite3's .backup.`,
    );
  }
}

/**
 * Makes a folder that only its owner may enter, or takes an empty one.
 * @throws OperatorError when there is anything in it, or it cannot be closed to others
 */
export async function claimFolder(folder: string): Promise<void> {
  await refuseFilledFolder(folder);
  makeFolder(folder, 0o700);
  try {
    await fs.chmod(folder, 0o700);
  } catch (cause) {
    const message = `${folder} cannot be closed to others (chmod 700): choose a folder inside it, which will be created.`;
    throw new OperatorError(message, { cause });
  }
}

/** Copies the files of secrets that exist; secrets may come from the environment instead. */
export async function copySecrets(from: string, to: string): Promise<void> {
  const targets = placesOf(to).secrets;
  for (const [at, path] of placesOf(from).secrets.entries()) {
    const text = await fs.readFile(path).catch(orAbsent);
    if (text === undefined) continue;
    await writeFlushed(targets[at] as string, text);
  }
}

/**
 * Copies a database that nobody has open.
 * @throws OperatorError when there is none
 */
export async function copyDatabaseFile(from: string, to: string): Promise<void> {
  await fs.copyFile(from, to, constants.COPYFILE_EXCL).catch((error: unknown) => {
    orAbsent(error as NodeJS.ErrnoException);
    throw new OperatorError(`${from} is missing.`, { cause: error });
  });
  await fs.chmod(to, 0o600);
  await flush(to);
}

/** Marks a backup as complete. */
export async function writeManifest(
  folder: string,
  content: Omit<BackupManifest, 'format'>,
): Promise<BackupManifest> {
  const manifest: BackupManifest = { format, ...content };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  // Its name promises that all the rest survives a power failure as well.
  await flush(folder);
  const path = placesOf(folder).manifest;
  await writeFlushed(path, text);
  try {
    await flushFolders(folder, dirname(folder));
  } catch (error) {
    await fs.rm(path, { force: true }).catch(() => {}); // a backup that is said to have failed is none
    throw error;
  }
  return manifest;
}

/** @throws OperatorError for a folder that holds no complete backup, or one that this version cannot read */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await fs.readFile(placesOf(folder).manifest, 'utf8').catch(orAbsent);
  if (text === undefined) {
    throw new OperatorError(
      `${folder} holds no complete backup: there is no backup.json, which is written last.`,
    );
  }
  const manifest = parseManifest(text);
  if (manifest?.format === format) return manifest;
  throw new OperatorError(
    `${placesOf(folder).manifest} cannot be read: it is damaged, or of a later version of Lectern.`,
  );
}

function parseManifest(text: string): BackupManifest | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function orAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
