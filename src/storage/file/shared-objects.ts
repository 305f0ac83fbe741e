import { type ByteRange, blockBytes, type ReadableObject } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import type { ObjectFile } from './object-file.ts';

export interface SharingLimits {
  /** How long a file is shared from when it was looked up, in milliseconds. */
  readonly lifeMs: number;
  /** Files open at once beyond those that somebody reads. */
  readonly files: number;
  /** Bytes kept in memory, of all files together. While there is no room for more, the others are read from the disk. */
  readonly keptBytes: number;
}

/** A deletion reaches other processes as soon as a revocation does. */
export const sharingLimits: SharingLimits = {
  lifeMs: 2000,
  files: 256,
  keptBytes: 32 * 1024 * 1024,
};

/** Open files and bytes that the readers of the same objects share for a short while. */
export interface SharedObjects {
  /** Undefined when there is no such file. Throws what opening throws. */
  open(key: ObjectKey): Promise<ReadableObject | undefined>;
  /** Shares the file with nobody else. Who has it open may read on. */
  forget(key: ObjectKey): void;
  /** Forgets all. */
  close(): void;
}

interface Shared {
  readonly opening: Promise<ObjectFile | undefined>;
  /** Whether a second reader has come, so that there may be a third one. */
  isHot: boolean;
  /** What is kept of the file, by the number of the block. */
  readonly blocks: Map<number, Promise<Buffer>>;
  keptBytes: number;
  /** Stops sharing it. Whoever has it open may read on. */
  end(): void;
}

/**
 * Objects never change, so all that can become wrong of an open file is that it was removed. The oldest makes room for
 * another: as each ends soon, nothing is gained by finding out which is read most.
 */
export function shareObjects(
  openFile: (key: ObjectKey) => Promise<ObjectFile | undefined>,
  limits: SharingLimits = sharingLimits,
): SharedObjects {
  /** From the oldest to the newest. */
  const shared = new Map<ObjectKey, Shared>();
  let keptBytes = 0;

  function share(key: ObjectKey): Shared {
    const opening = openFile(key);
    const timer = setTimeout(end, limits.lifeMs).unref();
    const one: Shared = { opening, isHot: false, blocks: new Map(), keptBytes: 0, end };
    // Where nothing was found, whoever comes later must look again.
    opening.then((file) => file ?? end(), end);
    shared.set(key, one);
    if (shared.size > limits.files) shared.values().next().value?.end();
    return one;

    function end(): void {
      if (shared.get(key) !== one) return;
      shared.delete(key);
      clearTimeout(timer);
      keptBytes -= one.keptBytes;
      one.isHot = false;
      one.blocks.clear();
      // Whoever waits for the file as well came before, and is a user of it by then.
      opening.then(
        (file) => file?.removeUser(),
        () => {},
      );
    }
  }

  function keep(one: Shared, file: ObjectFile, block: number): Promise<Buffer> | undefined {
    const from = block * blockBytes;
    const length = Math.min(blockBytes, file.size - from);
    if (keptBytes + length > limits.keptBytes) return undefined;
    one.keptBytes += length;
    keptBytes += length;
    const bytes = Buffer.allocUnsafeSlow(length);
    const filling = file.fill(bytes, from).then(() => bytes);
    one.blocks.set(block, filling);
    return filling;
  }

  /** The block that the range lies in, if it is kept or is to be from now on. */
  function keptBlock(one: Shared, file: ObjectFile, { first, last }: ByteRange): Promise<Buffer> | undefined {
    const block = Math.floor(first / blockBytes);
    if (!one.isHot || last >= (block + 1) * blockBytes) return undefined;
    return one.blocks.get(block) ?? keep(one, file, block);
  }

  function readerOf(one: Shared, file: ObjectFile): ReadableObject {
    async function read(range: ByteRange, into?: Uint8Array): Promise<Uint8Array> {
      const { first, last } = range;
      const block = await keptBlock(one, file, range);
      if (block) return block.subarray(first % blockBytes, (last % blockBytes) + 1);
      const bytes = into?.subarray(0, last - first + 1) ?? Buffer.allocUnsafe(last - first + 1);
      await file.fill(bytes, first);
      return bytes;
    }

    return {
      size: file.size,
      async read(range = { first: 0, last: file.size - 1 }, into) {
        try {
          return await read(range, into);
        } catch (error) {
          one.end(); // opened anew, it may be well
          throw error;
        }
      },
      async close() {
        file.removeUser();
      },
    };
  }

  return {
    async open(key) {
      const found = shared.get(key);
      if (found) found.isHot = true;
      const one = found ?? share(key);
      const file = await one.opening;
      file?.addUser();
      return file && readerOf(one, file);
    },
    forget: (key) => shared.get(key)?.end(),
    close() {
      for (const one of shared.values()) one.end();
    },
  };
}
