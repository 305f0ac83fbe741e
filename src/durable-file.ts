import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

const forItsOwner = { file: 0o600, folder: 0o700 };

/**
 * Creates a file, whose bytes are on the disk when this returns. Its name is only once its folder is flushed.
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
  const folder = dirname(path);
  const firstMade = makeFolder(folder, forItsOwner.folder);
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFlushed(temporary, content);
    await fs.link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await fs.rm(temporary, { force: true });
  }
  await flushFolders(folder, firstMade === undefined ? folder : dirname(firstMade));
  return true;
}

/**
 * Replaces the content of a file in one step; a link is followed, and owner, group and mode stay. `PATH.next` is where
 * the new content is written and the lock as well, since only one process can create it.
 * @throws `EEXIST` of the system during another change, or when one was cut off
 */
export async function replaceContent(path: string, edit: (content: string) => string): Promise<void> {
  const real = await fs.realpath(path);
  const temporary = `${real}.next`;
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
