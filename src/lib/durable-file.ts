import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemClock } from './clock.ts';
import { codeOf } from './errors.ts';

const forItsOwner = { file: 0o600, folder: 0o700 };

/** A change takes milliseconds, so an older one was interrupted. */
const changeLastsMs = 60 * 1000;

/**
 * Creates a file and flushes its content; its name is durable only once the folder is flushed. Removes the file if writing fails, because
 * after a failed flush it is unknown which bytes are on the disk.
 * @throws `EEXIST` of the system if the file exists
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
 * Creates a file that only its owner can read, with its folder if needed. The name appears only when the file is complete, even if power
 * fails, and an existing file is never replaced.
 * @returns whether it was created; false if the file exists
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
 * Replaces the content of a file atomically; follows links, and keeps owner, group and mode. The new content is written to `PATH.next`,
 * which is also the lock, because only one process can create it. If a process is killed midway, a change at least a minute later takes
 * over.
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
 * Removes temporary files that killed processes left while they created or changed this file.
 * @param beforeMs newer files stay, because they may still be in use; Unix milliseconds
 * @returns the number of removed files
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

/** Removes a file that was last written before a time. Moves it aside first, to recognize and keep a new file that has just replaced it. */
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

/** Flushes a file or a folder. A new name survives a power failure only after its folder is flushed. */
export async function flush(path: string): Promise<void> {
  const file = await fs.open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder and its parents, up to `top`. */
export async function flushFolders(folder: string, top: string): Promise<void> {
  await flush(folder);
  if (folder.length > top.length) await flushFolders(dirname(folder), top);
}

/**
 * Creates a folder and its parents. Unlike Node's recursive `mkdir`, it does not retry forever where an existing folder accepts no new
 * entries, as in /proc.
 * @returns the first folder that was created, or undefined if all existed
 * @throws errors of the system, `EEXIST` if a file is in the way
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

/** The path if it was created; undefined if the folder exists, also if another process has just created it. */
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
