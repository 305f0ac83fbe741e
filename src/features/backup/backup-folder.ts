import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { flush, flushFolders, makeFolder, writeFlushed } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder } from '../../lib/replace-folder.ts';
import type { ObjectProblem } from './object-problem.ts';

const format = 1;

/** The content of `backup.json`, which is written last: a backup without it is incomplete. */
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

/** @throws OperatorError when the database or the files are outside the data folder */
export function refuseOtherThanEmbedded({ databaseUrl, storage }: Config): void {
  if (databaseUrl !== undefined) {
    throw new OperatorError(
      'Lectern can only back up SQLite and files in the data folder. For PostgreSQL, use pg_dump and pg_restore. For an object store, turn on versioning or copy the bucket.',
    );
  }
  if (storage.kind !== 'file') {
    throw new OperatorError(
      `Lectern can only back up files in the data folder, but LECTERN_STORAGE is ${storage.kind}. Stop the servers and use "lectern transfer" to copy to a data folder, or turn on versioning in the object store and save lectern.db with sqlite3's .backup.`,
    );
  }
}

/** Creates a folder with mode 0700, or uses an empty one. @throws OperatorError when the folder is not empty, or its mode cannot be set */
export async function claimFolder(folder: string): Promise<void> {
  await refuseFilledFolder(folder);
  makeFolder(folder, 0o700);
  try {
    await fs.chmod(folder, 0o700);
  } catch (cause) {
    const message = `${folder} cannot be made private (chmod 700). Choose a new folder inside it.`;
    throw new OperatorError(message, { cause });
  }
}

/** Marks the backup as complete. */
export async function writeManifest(
  folder: string,
  content: Omit<BackupManifest, 'format'>,
): Promise<BackupManifest> {
  const manifest: BackupManifest = { format, ...content };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  // The manifest promises a complete backup, so everything else is flushed first.
  await flush(folder);
  const path = manifestOf(folder);
  await writeFlushed(path, text);
  try {
    await flushFolders(folder, dirname(folder));
  } catch (error) {
    await fs.rm(path, { force: true }).catch(() => {}); // a failed backup must not look complete
    throw error;
  }
  return manifest;
}

/** @throws OperatorError when the backup is incomplete, or this version cannot read it */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await fs.readFile(manifestOf(folder), 'utf8').catch(orAbsent);
  if (text === undefined) {
    throw new OperatorError(
      `${folder} is not a complete backup: backup.json, which is written last, is missing. Choose another backup.`,
    );
  }
  const manifest = parseManifest(text);
  if (manifest?.format === format) return manifest;
  throw new OperatorError(
    `${manifestOf(folder)} is damaged, or from a later version of Lectern. Use that version, or choose another backup.`,
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
