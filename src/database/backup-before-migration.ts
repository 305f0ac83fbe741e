import * as fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { flush, flushFolders, makeFolder } from '../lib/durable-file.ts';
import { messageOf, OperatorError } from '../lib/errors.ts';
import { openSqliteToRead, saveDatabase } from './save-sqlite.ts';

const kept = 3;
const nameOfBackup = /^(?<time>[\dTZ-]+)-before-(?<change>.+-schema-\d{4})\.db$/;
const unfinishedName = 'unfinished.db';
const orByHand =
  'Free space or allow writing there, then try again; or make a backup elsewhere ("lectern backup", with the previous version), then run "lectern migrate --no-backup".';

export interface BackupParts {
  /** The SQLite database. */
  readonly path: string;
  /** The folder of the backups. */
  readonly folder: string;
  /** The version of Lectern that is about to migrate. */
  readonly version: string;
  readonly clock: Clock;
  /** Free bytes on the disk of a folder; default: from the system. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

export type BackupBeforeMigration = ReturnType<typeof createBackupBeforeMigration>;

/**
 * Saves an SQLite database before its schema changes, so that the previous version can be restored. SQLite's online backup copies page by
 * page, so a restored database is identical; `vacuum into` would write a new one with the same rows.
 *
 * Call it inside the migrating transaction: no other process can write then, and only the process that migrates makes a backup.
 */
export function createBackupBeforeMigration(parts: BackupParts) {
  const { path, folder, version, clock, freeBytes = askFreeBytes } = parts;
  const unfinished = join(folder, unfinishedName);

  /** The path for a backup that begins now, of a schema with this last migration. */
  function pathFor(lastMigration: string): string {
    const time = new Date(clock.nowMs()).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
    return join(folder, `${time}-before-${version}-schema-${lastMigration.slice(0, 4)}.db`);
  }

  async function save(target: string): Promise<string> {
    makeFolder(folder, 0o700);
    await fs.rm(unfinished, { force: true }); // left by a killed process
    await refuseFullDisk(path, folder, freeBytes);
    try {
      await saveDatabase(path, unfinished, () => {});
      await fs.rename(unfinished, target);
    } catch (error) {
      await fs.rm(unfinished, { force: true }).catch(() => {});
      throw error;
    }
    await flushFolders(folder, dirname(folder));
    await removeOthersOf(folder, target);
    return target;
  }

  return {
    pathFor,
    /**
     * @param lastMigration name of the database's last migration
     * @returns the path of the backup, flushed to the disk
     * @throws OperatorError when there is not enough space, or SQLite cannot read or write a file
     */
    async save(lastMigration: string): Promise<string> {
      try {
        return await save(pathFor(lastMigration));
      } catch (error) {
        if (error instanceof OperatorError) throw error;
        throw new OperatorError(
          `The database must be migrated, but could not be backed up first: ${messageOf(error)}. ${orByHand}`,
          { kind: 'unavailable', cause: error },
        );
      }
    },
    /** Removes a backup when the migration failed and changed nothing: servers retry, and each attempt makes one. */
    async discard(saved: string): Promise<void> {
      await fs.rm(saved, { force: true });
    },
    /** Keeps only the last few. */
    async prune(): Promise<void> {
      for (const name of (await namesOfBackups(folder)).slice(0, -kept)) await fs.rm(join(folder, name));
      await flush(folder);
    },
  };
}

/** Each killed attempt left a backup of the same database. The last one is enough. */
async function removeOthersOf(folder: string, saved: string): Promise<void> {
  const names = await namesOfBackups(folder);
  const changeOf = (name: string) => nameOfBackup.exec(name)?.groups?.['change'];
  const others = names.filter(
    (name) => name !== basename(saved) && changeOf(name) === changeOf(basename(saved)),
  );
  for (const name of others) await fs.rm(join(folder, name));
}

/** From oldest to newest: the names begin with the time. */
async function namesOfBackups(folder: string): Promise<ReadonlyArray<string>> {
  return (await fs.readdir(folder)).filter((name) => nameOfBackup.test(name)).sort();
}

async function refuseFullDisk(
  path: string,
  folder: string,
  freeBytes: (folder: string) => Promise<number>,
): Promise<void> {
  const [needed, free] = [sizeOfSqlite(path), await freeBytes(folder)];
  if (free >= needed) return;
  throw new OperatorError(
    `The database must be migrated, and backed up to ${folder} first: this takes ${inMiB(needed)}, but only ${inMiB(free)} are free. ${orByHand}`,
    { kind: 'unavailable' },
  );
}

/** Bytes of a database, including its write-ahead log. */
export function sizeOfSqlite(path: string): number {
  const database = openSqliteToRead(path);
  try {
    const read = (name: string) => Number(Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]);
    return read('page_count') * read('page_size');
  } finally {
    database.close();
  }
}

async function askFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await fs.statfs(folder);
  return bavail * bsize;
}

/** For operators: `1.5 MiB`. */
export const inMiB = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
