import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemClock } from './clock.ts';
import { codeOf } from './errors.ts';

const forItsOwner = { file: 0o600, folder: 0o700 };

/** A change takes milliseconds. One that is older was cut off, and nobody goes on with it. */
const changeLastsMs = 60 * 1000;

/**
 * Creates a file, whose bytes are on the disk when this returns. Its name is only once its folder is flushed. A file
 * that could not be written in full is removed: after a failed flush nobody knows which of its bytes are on the disk.
 * @throws `EEXIST` of the system rather than write to a file that exists
 */
export async function writeFlushed(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  mode = forItsOwner.file,
): Promise<void> {
  const file = await fs.open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await fs.rm(path, { force: true }).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Creates a file for its owner alone, with its folder if need be. It has its name from the moment it is whole, also
 * where power fails, and never takes the place of another file.
 * @returns whether it was created; false when there is a file already
 */
export async function createOnce(path: string, content: string): Promise<boolean> {
  if (await isThere(path)) return false;
  const folder = dirname(path);
  const firstMade = makeFolder(folder, forItsOwner.folder);
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFlushed(temporary, content);
    await fs.link(temporary, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await fs.rm(temporary, { force: true });
  }
  await flushFolders(folder, firstMade === undefined ? folder : dirname(firstMade));
  return true;
}

/**
 * Replaces the content of a file in one step; a link is followed, and owner, group and mode stay. `PATH.next` is where
 * the new content is written and the lock as well, since only one process can create it. A minute after a process was
 * killed in the middle, the next change takes its place.
 * @throws `EEXIST` of the system during another change
 */
export async function replaceContent(path: string, edit: (content: string) => string): Promise<void> {
  const real = await fs.realpath(path);
  const temporary = `${real}.next`;
  await removeOlder(temporary, systemClock.nowMs() - changeLastsMs);
  const file = await fs.open(temporary, 'wx', forItsOwner.file);
  try {
    const content = edit(await fs.readFile(real, 'utf8'));
    const { uid, gid, mode } = await fs.stat(real);
    await file.chown(uid, gid);
    await file.chmod(mode & 0o777);
    await file.writeFile(content);
    await file.sync();
    await fs.rename(temporary, real);
  } catch (error) {
    await fs.unlink(temporary);
    throw error;
  } finally {
    await file.close();
  }
  await flush(dirname(real));
}

/**
 * Removes what processes that were killed have left beside a file while they created or changed it.
 * @param beforeMs what was written later stays, as somebody may still write it; Unix milliseconds
 * @returns how many files
 */
export async function removeLeftovers(path: string, beforeMs: number): Promise<number> {
  const folder = dirname(path);
  let removed = 0;
  for (const name of await fs.readdir(folder)) {
    if (!isTemporaryName(name, basename(path))) continue;
    if (await removeOlder(join(folder, name), beforeMs)) removed += 1;
  }
  return removed;
}

const temporaryEnding = /^(\.(next|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}))+$/;

function isTemporaryName(name: string, ofFile: string): boolean {
  return name.startsWith(ofFile) && temporaryEnding.test(name.slice(ofFile.length));
}

/**
 * Removes a file that was last written before a time. It is moved aside first, so that a new one that somebody puts in
 * its place meanwhile is told from it, and stays.
 */
async function removeOlder(path: string, beforeMs: number): Promise<boolean> {
  const found = await statOrAbsent(path);
  if (found === undefined || found.mtimeMs >= beforeMs) return false;
  const aside = `${path}.${randomUUID()}`;
  try {
    await fs.rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false; // another process was faster
    throw error;
  }
  const isAnother = (await fs.stat(aside)).ino !== found.ino;
  await (isAnother ? fs.rename(aside, path) : fs.rm(aside));
  return !isAnother;
}

async function isThere(path: string): Promise<boolean> {
  return (await statOrAbsent(path)) !== undefined;
}

async function statOrAbsent(path: string) {
  return fs.lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

/** Flushes a file or a folder. A new name in a folder survives a power failure only when the folder is flushed. */
export async function flush(path: string): Promise<void> {
  const file = await fs.open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder and those above it, up to `top`. */
export async function flushFolders(folder: string, top: string): Promise<void> {
  await flush(folder);
  if (folder.length > top.length) await flushFolders(dirname(folder), top);
}

/**
 * Makes a folder, and those above it. Unlike `mkdir` of Node with `recursive`, it does not try for ever where nothing
 * can be made in a folder that exists, as in /proc.
 * @returns the first folder that was made, or undefined when it was there already
 * @throws what the system says, `EEXIST` for a file in its place
 */
export function makeFolder(path: string, mode: number): string | undefined {
  let first: string | undefined;
  try {
    return makeOne(path, mode);
  } catch (error) {
    const parent = dirname(path);
    if (codeOf(error) !== 'ENOENT' || parent === path) throw error;
    first = makeFolder(parent, mode);
  }
  return makeOne(path, mode) === undefined ? first : (first ?? path);
}

/** The path when it was made; undefined when it was a folder already, also one that another process has just made. */
function makeOne(path: string, mode: number): string | undefined {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    const exists = codeOf(error) === 'EEXIST';
    if (exists && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    throw error;
  }
}
