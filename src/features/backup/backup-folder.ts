import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { flush, flushFolders, makeFolder, writeFlushed } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder } from '../../lib/replace-folder.ts';
import type { ObjectProblem } from './object-problem.ts';

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

const manifestOf = (folder: string) => join(folder, 'backup.json');

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

/** Marks a backup as complete. */
export async function writeManifest(
  folder: string,
  content: Omit<BackupManifest, 'format'>,
): Promise<BackupManifest> {
  const manifest: BackupManifest = { format, ...content };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  // Its name promises that all the rest survives a power failure as well.
  await flush(folder);
  const path = manifestOf(folder);
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
  const text = await fs.readFile(manifestOf(folder), 'utf8').catch(orAbsent);
  if (text === undefined) {
    throw new OperatorError(
      `${folder} holds no complete backup: there is no backup.json, which is written last.`,
    );
  }
  const manifest = parseManifest(text);
  if (manifest?.format === format) return manifest;
  throw new OperatorError(
    `${manifestOf(folder)} cannot be read: it is damaged, or of a later version of Lectern.`,
  );
}

function parseManifest(text: string): BackupManifest | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function orAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
