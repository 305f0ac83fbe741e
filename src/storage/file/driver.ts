import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { flush, flushFolders, writeFlushed } from '../../durable-file.ts';
import { LecternError } from '../../errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { checkBytes, compareStored } from '../check-bytes.ts';
import type { ByteRange, ExpectedBytes, ListedObject, OpenObject, StorageDriver } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import { storageUnavailable } from '../storage-unavailable.ts';

// The owner writes. The group may read, so that a web server can deliver the same files.
const fileMode = 0o640;
const folderMode = 0o750;

// A symbolic link instead of an object could lead outside, and a FIFO would block the open.
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const streamChunkBytes = 256 * 1024;

/**
 * Objects as files below `root/objects`. Uploads grow in `root/incoming`, in the same file system, until
 * they are whole. Makes both folders; throws `storage-unavailable` when it cannot.
 */
export function createFileDriver(root: string): StorageDriver {
  const objectsFolder = join(root, 'objects');
  const incomingFolder = join(root, 'incoming');
  try {
    makeFolder(objectsFolder, folderMode);
    makeFolder(incomingFolder, folderMode);
  } catch (error) {
    throw unavailable(error);
  }

  /**
   * The only gate from a key to a path. An `ObjectKey` has no empty, `.` or `..` segment, no backslash and
   * no NUL, so the path stays below the folder of objects.
   */
  const pathOf = (key: ObjectKey) => join(objectsFolder, key);

  async function open(key: ObjectKey): Promise<OpenObject | undefined> {
    const file = await orAbsent(fs.open(pathOf(key), readFlags));
    if (file === undefined) return undefined;
    try {
      const stats = await file.stat();
      if (stats.isFile()) return openObject(file, stats.size);
    } catch (error) {
      await file.close();
      throw unavailable(error);
    }
    await file.close(); // a folder
    return undefined;
  }

  /** Gives the file at `temporary` its place under the key, in one step and never over another file. */
  async function moveIntoPlace(temporary: string, key: ObjectKey, expected: ExpectedBytes) {
    const folder = dirname(pathOf(key));
    await fs.mkdir(folder, { recursive: true, mode: folderMode });
    try {
      await fs.link(temporary, pathOf(key));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      return compareStored(await open(key), expected);
    }
    // Every folder up to the root, as this or another upload may just have made it.
    await flushFolders(folder, objectsFolder);
    return 'stored';
  }

  return {
    open,

    async head(key) {
      const stats = await orAbsent(fs.lstat(pathOf(key)));
      return stats?.isFile() ? { size: stats.size } : undefined;
    },

    async put(key, source, expected) {
      const temporary = join(incomingFolder, randomUUID());
      try {
        await writeFlushed(temporary, checkBytes(source, expected), fileMode);
        return await moveIntoPlace(temporary, key, expected);
      } catch (error) {
        throw unavailable(error);
      } finally {
        await fs.rm(temporary, { force: true });
      }
    },

    async copy(from, to, expected) {
      if ((await orAbsent(fs.lstat(pathOf(from)))) === undefined) return false;
      // Objects never change, so a second name for the same bytes is a copy.
      await moveIntoPlace(pathOf(from), to, expected).catch(throwUnavailable);
      return true;
    },

    async delete(key) {
      const folder = dirname(pathOf(key));
      const removed = await orAbsent(fs.unlink(pathOf(key)).then(() => true));
      if (removed) await flush(folder).catch(throwUnavailable);
    },

    list: (prefix) => listFolder(objectsFolder, '', prefix),

    async removeAbandoned(beforeMs) {
      let removed = 0;
      for (const name of await fs.readdir(incomingFolder).catch(throwUnavailable)) {
        const path = join(incomingFolder, name);
        const stats = await orAbsent(fs.lstat(path));
        if (stats === undefined || stats.mtimeMs >= beforeMs) continue;
        if (await orAbsent(fs.unlink(path).then(() => true))) removed += 1;
      }
      return removed;
    },
  };
}

function openObject(file: fs.FileHandle, size: number): OpenObject {
  const whole = { first: 0, last: size - 1 };
  return {
    size,

    async read({ first, last }: ByteRange = whole) {
      const bytes = Buffer.allocUnsafe(last - first + 1);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, first + filled);
        if (bytesRead === 0) throw unavailable(new Error('the file is shorter than it was'));
        filled += bytesRead;
      }
      return bytes;
    },

    stream({ first, last }: ByteRange = whole) {
      if (last < first) return Readable.from([]); // an empty object
      return file.createReadStream({ start: first, end: last, highWaterMark: streamChunkBytes });
    },

    close: () => file.close(),
  };
}

async function* listFolder(path: string, keyOfFolder: string, prefix: string): AsyncGenerator<ListedObject> {
  const entries: AsyncIterable<Dirent> = await fs.opendir(path).catch(throwUnavailable);
  for await (const entry of entries) {
    const key = keyOfFolder + entry.name;
    const child = join(path, entry.name);
    if (entry.isFile() && key.startsWith(prefix)) {
      const stats = await orAbsent(fs.lstat(child)); // absent when deleted meanwhile
      if (stats !== undefined) yield { key, size: stats.size };
    } else if (entry.isDirectory() && (key.startsWith(prefix) || prefix.startsWith(`${key}/`))) {
      yield* listFolder(child, `${key}/`, prefix);
    }
  }
}

/** Undefined when nothing, or no regular file, lies there. Throws `storage-unavailable` for all else. */
async function orAbsent<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EISDIR'].includes(codeOf(error))) return undefined;
    throw unavailable(error);
  }
}

function throwUnavailable(error: unknown): never {
  throw unavailable(error);
}

/** The error for a failed system call. A `LecternError` is returned as it is. */
function unavailable(cause: unknown): LecternError {
  if (['ENOSPC', 'EDQUOT'].includes(codeOf(cause))) {
    return new LecternError(
      'storage-full',
      'The disk of the file storage is full: the operator must make room, then try again.',
      { cause },
    );
  }
  return storageUnavailable(cause);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
