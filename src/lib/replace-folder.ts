import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { flush, makeFolder } from './durable-file.ts';
import { OperatorError } from './errors.ts';

/** In the folder while it is filled; a lock of SQLite ends with its process, however that ends. */
const lockName = 'filling.lock';

/**
 * Fills a folder under another name, `PATH.ENDING`, and renames it at the end: `path` is there with all that belongs
 * in it, or it is as it was. What a process left that was killed is replaced; only one process can do it at a time.
 * @param path an empty folder, or one that does not exist
 * @param fill returns whether the folder may take its place; else, or when it throws, nothing is left
 * @returns what `fill` did
 * @throws OperatorError when another process is filling it, or has filled `path` meanwhile
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
    await fs.rm(temporary, { recursive: true, force: true }).catch(() => {}); // the next one does
    throw error;
  } finally {
    lock.close();
  }
}

/** @throws OperatorError when there is anything in the folder */
export async function refuseFilledFolder(folder: string): Promise<void> {
  const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return;
  throw new OperatorError(`${folder} is not empty, and nothing is ever overwritten: choose another folder.`);
}

function lockIn(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, lockName));
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
    return lock;
  } catch (cause) {
    lock.close();
    throw new OperatorError(`Another process is filling ${folder} now: wait until it has ended.`, { cause });
  }
}

async function removeAllBut(name: string, folder: string): Promise<void> {
  const others = (await fs.readdir(folder)).filter((each) => each !== name);
  for (const other of others) await fs.rm(join(folder, other), { recursive: true });
}

async function putInPlace(temporary: string, path: string): Promise<void> {
  // With its lock, so that no other process takes it for left behind and empties it.
  await flush(temporary);
  await fs.rename(temporary, path).catch((cause) => {
    if (!['ENOTEMPTY', 'EEXIST'].includes(cause.code)) throw cause;
    throw new OperatorError(`${path} is not empty any more: another process has filled it.`, { cause });
  });
  await fs.rm(join(path, lockName), { force: true });
  try {
    await flush(path);
    await flush(dirname(path));
  } catch (error) {
    await fs.rename(path, temporary).catch(() => {}); // so that it can be done again
    throw error;
  }
}
