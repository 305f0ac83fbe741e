import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { flush, flushFolders, writeFlushed } from '../../durable-file.ts';
import { LecternError } from '../../errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { checkBytes, compareStored } from '../check-bytes.ts';
import type { ByteRange, ListedObject, OpenObject, StorageDriver } from '../driver.ts';
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

  /** Gives a flushed file one more name under the key. False when something has it already. */
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

  /** Every folder up to the root, as this or another upload may just have made it. */
  const flushNameOf = (key: ObjectKey) => flushFolders(dirname(pathOf(key)), objectsFolder);

  /** Takes a name back that may not survive a power failure, unless the same upload, sent again, has it by now. */
  async function forget(path: string, key: ObjectKey): Promise<void> {
    const [own, named] = await Promise.all([fs.lstat(path), fs.lstat(pathOf(key))]);
    if (own.ino === named.ino) await fs.unlink(pathOf(key));
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
        if (await nameObject(temporary, key)) return 'stored';
        await compareStored(await open(key), expected);
        // Nobody knows whether those bytes reached the disk: if a flush of them failed, a second one says nothing.
        await fs.rename(temporary, pathOf(key));
        await flushNameOf(key);
        return 'already-stored';
      } catch (error) {
        throw unavailable(error);
      } finally {
        await fs.rm(temporary, { force: true }).catch(() => {}); // else the next sweep removes it
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
      await orAbsent(fs.unlink(pathOf(key)));
      // Also when it is gone already: the flush may be what failed the last time.
      await orAbsent(flush(dirname(pathOf(key))));
    },

    list: (prefix) => listFolder(objectsFolder, '', prefix),

    async removeAbandoned(beforeMs) {
      async function remove(path: string): Promise<boolean> {
        const stats = await orAbsent(fs.lstat(path));
        if (stats === undefined || stats.mtimeMs >= beforeMs) return false;
        return (await orAbsent(fs.unlink(path).then(() => true))) ?? false;
      }

      let removed = 0;
      const failures: Array<unknown> = [];
      for (const name of await fs.readdir(incomingFolder).catch(throwUnavailable)) {
        try {
          if (await remove(join(incomingFolder, name))) removed += 1;
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
      return removed;
    },
  };
}

function openObject(file: fs.FileHandle, size: number): OpenObject {
  const whole = { first: 0, last: size - 1 };
  let stream: Readable | undefined;

  /** Reads what the system gives at once, at least a byte. */
  async function readSome(into: Uint8Array, position: number): Promise<number> {
    const { bytesRead } = await file.read(into, 0, into.length, position).catch(throwUnavailable);
    if (bytesRead === 0) throw unavailable(new Error('the file is shorter than it was'));
    return bytesRead;
  }

  return {
    size,

    async read({ first, last }: ByteRange = whole) {
      const bytes = Buffer.allocUnsafe(last - first + 1);
      let filled = 0;
      while (filled < bytes.length) {
        filled += await readSome(bytes.subarray(filled), first + filled);
      }
      return bytes;
    },

    stream({ first, last }: ByteRange = whole) {
      let next = first;
      stream = new Readable({
        highWaterMark: streamChunkBytes,
        read() {
          const chunk = Buffer.allocUnsafeSlow(Math.min(streamChunkBytes, last - next + 1));
          if (chunk.length === 0) return void this.push(null);
          readSome(chunk, next).then(
            (bytesRead) => {
              next += bytesRead;
              this.push(chunk.subarray(0, bytesRead));
            },
            (error) => this.destroy(error),
          );
        },
      });
      return stream;
    },

    async close() {
      stream?.destroy(); // nobody may have begun to read it
      await file.close();
    },
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
