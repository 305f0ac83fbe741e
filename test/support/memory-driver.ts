import { Readable } from 'node:stream';
import { checkBytes, compareStored } from '../../src/storage/check-bytes.ts';
import type { ByteRange, StorageDriver } from '../../src/storage/driver.ts';
import type { ObjectKey } from '../../src/storage/object-key.ts';

/** Objects in the memory of this process, for tests. */
export function createMemoryDriver(): StorageDriver {
  const objects = new Map<ObjectKey, Buffer>();

  const open: StorageDriver['open'] = async (key) => {
    const bytes = objects.get(key);
    if (bytes === undefined) return undefined;
    const part = (range?: ByteRange) => (range ? bytes.subarray(range.first, range.last + 1) : bytes);
    return {
      size: bytes.length,
      read: async (range) => part(range),
      stream: (range) => Readable.from([part(range)], { objectMode: false }),
      close: async () => {},
    };
  };

  return {
    open,

    async head(key) {
      const bytes = objects.get(key);
      return bytes && { size: bytes.length };
    },

    async put(key, source, expected) {
      const chunks: Array<Uint8Array> = [];
      for await (const chunk of checkBytes(source, expected)) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      if (objects.has(key)) return compareStored(await open(key), expected);
      objects.set(key, bytes);
      return 'stored';
    },

    async copy(from, to) {
      const bytes = objects.get(from);
      if (bytes) objects.set(to, bytes);
      return bytes !== undefined;
    },

    async delete(key) {
      objects.delete(key);
    },

    async *list(prefix) {
      for (const [key, { length }] of objects) if (key.startsWith(prefix)) yield { key, size: length };
    },

    async removeAbandoned() {
      return 0; // an upload that ends early leaves nothing in memory
    },
  };
}
