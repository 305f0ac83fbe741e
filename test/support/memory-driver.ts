import { Readable } from 'node:stream';
import { LecternError } from '../../src/errors.ts';
import { checkBytes } from '../../src/storage/check-bytes.ts';
import type { ByteRange, StorageDriver } from '../../src/storage/driver.ts';
import type { ObjectKey } from '../../src/storage/object-key.ts';

/** Objects in the memory of this process, for tests. */
export function createMemoryDriver(): StorageDriver {
  const objects = new Map<ObjectKey, Buffer>();

  return {
    async head(key) {
      const bytes = objects.get(key);
      return bytes && { size: bytes.length };
    },

    async open(key) {
      const bytes = objects.get(key);
      if (bytes === undefined) return undefined;
      const part = (range?: ByteRange) => (range ? bytes.subarray(range.first, range.last + 1) : bytes);
      return {
        size: bytes.length,
        read: async (range) => part(range),
        stream: (range) => Readable.from([part(range)], { objectMode: false }),
        close: async () => {},
      };
    },

    async put(key, source, expected) {
      const chunks: Array<Uint8Array> = [];
      for await (const chunk of checkBytes(source, expected)) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const stored = objects.get(key);
      if (stored === undefined) {
        objects.set(key, bytes);
        return 'stored';
      }
      if (stored.equals(bytes)) return 'already-stored';
      throw new LecternError('conflict', 'Another file is stored under this key: ask for a new upload link.');
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
