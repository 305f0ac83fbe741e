import type { StorageDriver } from '../../src/storage/driver.ts';
import type { ObjectKey } from '../../src/storage/object-key.ts';
import { createObjectStore } from '../../src/storage/object-store.ts';
import type { ErrorMeaning, ProviderApi } from '../../src/storage/provider-api.ts';

/** An error as a provider's client throws it. */
export class ApiError extends Error {
  readonly meaning: ErrorMeaning;
  constructor(kind: ErrorMeaning['kind'], code: string) {
    super("the message of a provider's client");
    this.meaning = { kind, code };
  }
}

/** A provider in the memory of this process, whose members a test may replace. */
export function memoryApi(changes: Partial<ProviderApi> = {}): ProviderApi {
  const stored = new Map<string, { bytes: Buffer; tag: string }>();
  let created = 0;

  function find(key: ObjectKey) {
    const object = stored.get(key);
    if (object === undefined) throw new ApiError('absent', 'NoSuchKey');
    return object;
  }

  return {
    async stat(key) {
      const { bytes, tag } = find(key);
      return { size: bytes.length, tag };
    },
    async read(key, { first, last }, tag) {
      const object = find(key);
      if (object.tag !== tag) throw new ApiError('taken', 'PreconditionFailed');
      const part = object.bytes.subarray(first, last + 1);
      return (async function* () {
        yield part.subarray(0, 1000);
        yield part.subarray(1000);
      })();
    },
    async create(key, body) {
      const bytes = Buffer.concat(await body.toArray());
      if (stored.has(key) && !changes.overwrites) throw new ApiError('taken', 'PreconditionFailed');
      created += 1;
      stored.set(key, { bytes, tag: String(created) });
    },
    async remove(key) {
      stored.delete(key);
    },
    async list({ prefix, limit, after = '' }) {
      const keys = [...stored.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
      const page = keys.slice(0, limit);
      return {
        objects: page.map((key) => ({ key, size: stored.get(key)?.bytes.length })),
        next: keys.length > limit ? page.at(-1) : undefined,
      };
    },
    classifyError: (error) => (error instanceof ApiError ? error.meaning : { kind: 'other' }),
    ...changes,
  };
}

/** Objects in the memory of this process. */
export const createMemoryDriver = (): StorageDriver => createObjectStore(memoryApi(), {}, {});
