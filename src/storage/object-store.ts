import { withTimeout } from '../lib/timeout.ts';
import { checkBytes, compareStored } from './check-bytes.ts';
import type { ListedObject, OpenObject, StorageDriver } from './driver.ts';
import type { ObjectKey } from './object-key.ts';
import type { ProviderApi } from './provider-api.ts';
import { remoteObject } from './remote-object.ts';
import { sendToProvider } from './send-to-provider.ts';
import type { Remedies } from './storage.ts';
import { answerTimeoutMs, StorageUnavailable, storageUnavailable } from './storage-unavailable.ts';

export interface ObjectStoreLimits {
  /** The longest wait for one response, and for progress of a transfer. */
  readonly timeoutMs?: number;
  /** Objects per `list` request; at most 1000. */
  readonly pageSize?: number;
}

/**
 * A driver for objects at a provider. Contains what providers share: time limits, checks of uploads, paging and errors.
 * @param remedies what an operator can do about each code of the provider's API
 */
export function createObjectStore(
  api: ProviderApi,
  remedies: Remedies,
  { timeoutMs = answerTimeoutMs, pageSize = 1000 }: ObjectStoreLimits,
): StorageDriver {
  let bucketWasSeen = api.confirmBucket === undefined;

  async function ask<T>(step: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withTimeout(timeoutMs, step);
    } catch (error) {
      throw toError(error);
    }
  }

  function toError(cause: unknown) {
    const { kind, code, seen = code } = api.classifyError(cause);
    const remedy = kind === 'other' && code !== undefined ? remedies[code] : undefined;
    if (remedy === undefined) return storageUnavailable(cause, seen);
    const message = `The file storage is not working (${seen}). ${remedy}`;
    return new StorageUnavailable(message, { cause, seen, remedy });
  }

  /** Undefined when there is no object. A missing bucket throws, because the storage is misconfigured. */
  async function orAbsent<T>(step: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await withTimeout(timeoutMs, step);
    } catch (error) {
      if (api.classifyError(error).kind !== 'absent') throw toError(error);
    }
    if (!bucketWasSeen) await ask(async (signal) => api.confirmBucket?.(signal));
    bucketWasSeen = true;
    return undefined;
  }

  async function stat(key: ObjectKey) {
    const found = await orAbsent((signal) => api.stat(key, signal));
    return found && { size: sizeOf(found), tag: found.tag };
  }

  async function open(key: ObjectKey): Promise<OpenObject | undefined> {
    const found = await stat(key);
    if (found === undefined) return undefined;
    const { size, tag } = found;
    // With the tag, an object that has replaced this one is never read in its place.
    return remoteObject({
      size,
      timeoutMs,
      toError,
      fetch: (range, signal) => api.read(key, range, tag, signal),
    });
  }

  const put: StorageDriver['put'] = async (key, source, expected) => {
    if (api.overwrites && (await stat(key))) {
      for await (const _chunk of checkBytes(source, expected)); // report wrong bytes first
      return compareStored(await open(key), expected);
    }
    try {
      await sendToProvider(source, expected, timeoutMs, (body, signal) =>
        api.create(key, body, expected, signal),
      );
      return 'stored';
    } catch (error) {
      if (api.classifyError(error).kind !== 'taken') throw toError(error);
      return compareStored(await open(key), expected);
    }
  };

  return {
    open,
    put,

    async head(key) {
      const found = await stat(key);
      return found && { size: found.size };
    },

    async copy(from, to, expected) {
      if (api.copy) {
        const copied = await orAbsent(async (signal) => {
          await api.copy?.(from, to, signal);
          return true;
        });
        return copied ?? false;
      }
      const object = await open(from);
      if (object === undefined) return false;
      try {
        await put(to, object.stream(), expected);
      } finally {
        await object.close();
      }
      return true;
    },

    async delete(key) {
      await orAbsent((signal) => api.remove(key, signal));
    },

    async *list(prefix): AsyncGenerator<ListedObject> {
      let after: string | undefined;
      do {
        const page = await ask((signal) => api.list({ prefix, limit: pageSize, after }, signal));
        for (const object of page.objects) yield { key: object.key, size: sizeOf(object) };
        after = page.next;
      } while (after !== undefined);
    },

    async removeAbandoned() {
      return 0; // an interrupted request leaves nothing
    },
  };
}

function sizeOf({ size }: { readonly size: number | undefined }): number {
  if (size === undefined) throw storageUnavailable(new Error('the storage sent no size'));
  return size;
}
