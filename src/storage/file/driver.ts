import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flush, flushFolders, makeFolder, writeFlushed } from '../../lib/durable-file.ts';
import { codeOf } from '../../lib/errors.ts';
import { checkBytes, compareStored } from '../check-bytes.ts';
import type { ListedObject, OpenObject, StorageDriver } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import { openObjectFile } from './object-file.ts';
import { openObject } from './open-object.ts';
import { type SharedObjects, shareObjects } from './shared-objects.ts';
import { orAbsent, throwUnavailable, unavailable } from './system-errors.ts';

// The group may read, so that a web server can deliver the same files.
const fileMode = 0o640;
const folderMode = 0o750;

export interface FileDriver extends StorageDriver {
  readonly openShared: SharedObjects['open'];
  /** Closes the shared files. */
  close(): void;
}

/**
 * Objects as files below `root/objects`. Uploads are written to `root/incoming`, on the same file system, and moved when complete. Creates
 * both folders; throws `storage-unavailable` when it cannot.
 */
export function createFileDriver(root: string): FileDriver {
  const objectsFolder = join(root, 'objects');
  const incomingFolder = join(root, 'incoming');
  try {
    makeFolder(objectsFolder, folderMode);
    makeFolder(incomingFolder, folderMode);
  } catch (error) {
    throw unavailable(error);
  }

  /**
   * The only conversion from a key to a path. An `ObjectKey` has no empty, `.` or `..` segment, no backslash and no NUL, so the path stays
   * below the folder of objects.
   */
  const pathOf = (key: ObjectKey) => join(objectsFolder, key);

  const openFile = (key: ObjectKey) => openObjectFile(pathOf(key));
  const shared = shareObjects(openFile);

  async function open(key: ObjectKey): Promise<OpenObject | undefined> {
    const file = await openFile(key);
    return file && openObject(file);
  }

  /** Links a flushed file under the key. False when the key is taken. */
  async function nameObject(path: string, key: ObjectKey): Promise<boolean> {
    const folder = dirname(pathOf(key));
    await fs.mkdir(folder, { recursive: true, mode: folderMode });
    try {
      await fs.link(path, pathOf(key));
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      await flushNameOf(key);
    } catch (error) {
      await forget(path, key).catch(() => {});
      throw error;
    }
    return true;
  }

  /** Flushes every folder up to the root: this or another upload may just have created them. */
  const flushNameOf = (key: ObjectKey) => flushFolders(dirname(pathOf(key)), objectsFolder);

  /** Removes a name that may not survive a power failure, unless a repeated upload of the same bytes has replaced it. */
  async function forget(path: string, key: ObjectKey): Promise<void> {
    const [own, named] = await Promise.all([fs.lstat(path), fs.lstat(pathOf(key))]);
    if (own.ino === named.ino) await fs.unlink(pathOf(key));
  }

  return {
    open,
    openShared: shared.open,
    close: shared.close,

    async head(key) {
      const stats = await orAbsent(fs.lstat(pathOf(key)));
      return stats?.isFile() ? { size: stats.size } : undefined;
    },

    async put(key, source, expected) {
      const temporary = join(incomingFolder, randomUUID());
      try {
        await writeFlushed(temporary, checkBytes(source, expected), fileMode);
        if (await nameObject(temporary, key)) return 'stored';
        await compareStored(await open(key), expected);
        // Replaces the file: its bytes may not be on the disk, and after a failed flush a second one reports no error.
        await fs.rename(temporary, pathOf(key));
        await flushNameOf(key);
        return 'already-stored';
      } catch (error) {
        throw unavailable(error);
      } finally {
        shared.forget(key); // it may hold the replaced file
        await fs.rm(temporary, { force: true }).catch(() => {}); // if this fails, the next sweep removes it
      }
    },

    async copy(from, to, expected) {
      if ((await orAbsent(fs.lstat(pathOf(from)))) === undefined) return false;
      // Objects never change, so a second name for the same bytes is a copy.
      if (await nameObject(pathOf(from), to).catch(throwUnavailable)) return true;
      await compareStored(await open(to), expected);
      await flushNameOf(to).catch(throwUnavailable);
      return true;
    },

    async delete(key) {
      try {
        await orAbsent(fs.unlink(pathOf(key)));
      } finally {
        shared.forget(key); // after unlinking: an earlier `forget` would let a reader share the file again
      }
      // Flushes even if the file is already gone: the previous attempt may have failed at the flush.
      await orAbsent(flush(dirname(pathOf(key))));
    },

    list: (prefix) => listFolder(objectsFolder, '', prefix),

    async removeAbandoned(beforeMs) {
      let removed = 0;
      const failures: Array<unknown> = [];
      for (const name of await fs.readdir(incomingFolder).catch(throwUnavailable)) {
        try {
          if (await removeOlder(join(incomingFolder, name), beforeMs)) removed += 1;
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
      return removed;
    },
  };
}

/** @returns whether there was a file that had last changed before that time */
async function removeOlder(path: string, beforeMs: number): Promise<boolean> {
  const stats = await orAbsent(fs.lstat(path));
  if (stats === undefined || stats.mtimeMs >= beforeMs) return false;
  return (await orAbsent(fs.unlink(path).then(() => true))) ?? false;
}

async function* listFolder(path: string, keyOfFolder: string, prefix: string): AsyncGenerator<ListedObject> {
  const entries: AsyncIterable<Dirent> = await fs.opendir(path).catch(throwUnavailable);
  for await (const entry of entries) {
    const key = keyOfFolder + entry.name;
    const child = join(path, entry.name);
    if (entry.isFile() && key.startsWith(prefix)) {
      const stats = await orAbsent(fs.lstat(child)); // undefined when just deleted
      if (stats !== undefined) yield { key, size: stats.size };
    } else if (entry.isDirectory() && (key.startsWith(prefix) || prefix.startsWith(`${key}/`))) {
      yield* listFolder(child, `${key}/`, prefix);
    }
  }
}
