import { type ByteRange, blockBytes, type ReadableObject } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import type { ObjectFile } from './object-file.ts';

export interface SharingLimits {
  /** How long a file is shared after its lookup, in milliseconds. */
  readonly lifeMs: number;
  /** Open files, not counting those being read. */
  readonly files: number;
  /** Bytes kept in memory, for all files together. Above the limit, blocks are read from the disk. */
  readonly keptBytes: number;
}

/** A deletion reaches other processes as fast as a revocation. */
export const sharingLimits: SharingLimits = {
  lifeMs: 2000,
  files: 256,
  keptBytes: 32 * 1024 * 1024,
};

/** Open files and bytes that readers of the same objects share for a short time. */
export interface SharedObjects {
  /** Undefined when there is no such file. Throws the errors of opening. */
  open(key: ObjectKey): Promise<ReadableObject | undefined>;
  /** Stops sharing the file. Those who have it open can continue. */
  forget(key: ObjectKey): void;
  /** Stops sharing all files. */
  close(): void;
}

interface Shared {
  readonly opening: Promise<ObjectFile | undefined>;
  /** Set at the second reader: more are likely. */
  isHot: boolean;
  /** Blocks kept in memory, by block number. */
  readonly blocks: Map<number, Promise<Buffer>>;
  keptBytes: number;
  /** Stops sharing it. Those who have it open can continue. */
  end(): void;
}

/**
 * Objects never change, so an open file can be wrong only if it was deleted. The oldest is evicted: entries live so briefly that tracking
 * use would gain nothing.
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
    // A missing file is not remembered: later readers look again.
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
      // Readers that also wait for this file were queued before, and have added themselves as users by then.
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

  /** The block that contains the range, if it is in memory or should be kept from now on. */
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
          one.end(); // reopening may fix it
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
