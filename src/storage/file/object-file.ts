import { closeSync, constants, fstatSync, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { orAbsent, unavailable } from './system-errors.ts';

// A symbolic link instead of an object could lead outside, and a FIFO would block the open.
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

// With callbacks a read costs half of what it costs by a `FileHandle`.
const openPath = promisify(open);
const readAt = promisify(read);

/** The open file of an object. It is closed after its last user; whoever opens it is the first. */
export interface ObjectFile {
  /** Bytes. */
  readonly size: number;
  addUser(): void;
  /** Once for each user. */
  removeUser(): void;
  /** Fills the buffer with what lies there from a position. Throws `storage-unavailable`, also if that is too little. */
  fill(bytes: Uint8Array, position: number): Promise<void>;
}

/** Undefined when no regular file lies there. Throws `storage-unavailable`. */
export async function openObjectFile(path: string): Promise<ObjectFile | undefined> {
  const descriptor = await orAbsent(openPath(path, readFlags));
  if (descriptor === undefined) return undefined;
  try {
    // Neither this nor closing what was only read waits for the disk, so neither is worth a thread.
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
    // Linux has let go of it all the same, and what was read was read.
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
      // A descriptor that was closed meanwhile could be that of another file by then.
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
