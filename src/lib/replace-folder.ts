import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { flush, makeFolder } from './durable-file.ts';
import { OperatorError } from './errors.ts';

/** In the folder while it is filled. SQLite's lock ends with its process, even if killed. */
const lockName = 'filling.lock';

/**
 * Fills a folder under another name, `PATH.ENDING`, and renames it at the end: `path` is either complete or unchanged. Replaces the remains
 * of a killed process; only one process can fill it at a time.
 * @param path an empty folder, or one that does not exist
 * @param fill returns whether to keep the folder; if false, or if it throws, nothing is left
 * @returns the result of `fill`
 * @throws OperatorError when another process is filling it, or has just filled `path`
 */
export async function replaceFolderAtomically(
  path: string,
  ending: 'restoring' | 'seeding' | 'opening',
  fill: (folder: string) => Promise<boolean>,
): Promise<boolean> {
  const temporary = `${path}.${ending}`;
  makeFolder(temporary, 0o700);
  const lock = lockIn(temporary);
  try {
    await removeAllBut(lockName, temporary);
    const isGood = await fill(temporary);
    if (isGood) await putInPlace(temporary, path);
    else await fs.rm(temporary, { recursive: true, force: true });
    return isGood;
  } catch (error) {
    await fs.rm(temporary, { recursive: true, force: true }).catch(() => {}); // otherwise the next call removes it
    throw error;
  } finally {
    lock.close();
  }
}

/** @throws OperatorError when the folder is not empty */
export async function refuseFilledFolder(folder: string): Promise<void> {
  const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return;
  throw new OperatorError(
    `${folder} is not empty, and existing files are never overwritten: choose another folder.`,
  );
}

function lockIn(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, lockName));
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
    return lock;
  } catch (cause) {
    lock.close();
    throw new OperatorError(`Another process is writing to ${folder}: wait until it finishes.`, { cause });
  }
}

async function removeAllBut(name: string, folder: string): Promise<void> {
  const others = (await fs.readdir(folder)).filter((each) => each !== name);
  for (const other of others) await fs.rm(join(folder, other), { recursive: true });
}

async function putInPlace(temporary: string, path: string): Promise<void> {
  // Renamed with its lock, so that no other process considers it abandoned and empties it.
  await flush(temporary);
  await fs.rename(temporary, path).catch((cause) => {
    if (!['ENOTEMPTY', 'EEXIST'].includes(cause.code)) throw cause;
    throw new OperatorError(
      `${path} is no longer empty: another process has written to it. Choose another folder.`,
      { cause },
    );
  });
  await fs.rm(join(path, lockName), { force: true });
  try {
    await flush(path);
    await flush(dirname(path));
  } catch (error) {
    await fs.rename(path, temporary).catch(() => {}); // so that it can be retried
    throw error;
  }
}
