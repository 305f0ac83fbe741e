import { closeSync, constants, fstatSync, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { orAbsent, unavailable } from './system-errors.ts';

// A symbolic link in place of an object could lead outside, and a FIFO would block the open.
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

// The callback API costs half as much per read as `FileHandle`.
const openPath = promisify(open);
const readAt = promisify(read);

/** The open file of an object, closed after its last user. The opener is the first user. */
export interface ObjectFile {
  /** Bytes. */
  readonly size: number;
  addUser(): void;
  /** Call once per user. */
  removeUser(): void;
  /** Fills the buffer from a position in the file. Throws `storage-unavailable`, also if the file is too short. */
  fill(bytes: Uint8Array, position: number): Promise<void>;
}

/** Undefined when the path is not a regular file. Throws `storage-unavailable`. */
export async function openObjectFile(path: string): Promise<ObjectFile | undefined> {
  const descriptor = await orAbsent(openPath(path, readFlags));
  if (descriptor === undefined) return undefined;
  try {
    // fstat and close do not wait for the disk, so the thread pool would only add cost.
    const stats = fstatSync(descriptor);
    if (stats.isFile()) return objectFile(descriptor, stats.size);
  } catch (error) {
    close(descriptor);
    throw unavailable(error);
  }
  close(descriptor); // a folder
  return undefined;
}

function close(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // Linux has closed it anyway, and reads have finished.
  }
}

function objectFile(descriptor: number, size: number): ObjectFile {
  let users = 1;

  function removeUser(): void {
    users -= 1;
    if (users === 0) close(descriptor);
  }

  return {
    size,
    addUser() {
      users += 1;
    },
    removeUser,

    async fill(bytes, position) {
      // Counts as a user while it reads, so the descriptor cannot be closed and reused for another file.
      users += 1;
      try {
        for (let filled = 0; filled < bytes.length; ) {
          const { bytesRead } = await readAt(
            descriptor,
            bytes,
            filled,
            bytes.length - filled,
            position + filled,
          );
          if (bytesRead === 0) throw new Error('the file is shorter than it was');
          filled += bytesRead;
        }
      } catch (error) {
        throw unavailable(error);
      } finally {
        removeUser();
      }
    },
  };
}
