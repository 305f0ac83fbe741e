import { gaxios } from 'google-auth-library';
import { percentEncode } from '../../../signing/percent-encoding.ts';
import type { ListedObject, OpenObject, StorageDriver } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import { compareStored, remoteObject } from '../remote-object.ts';
import { sendObject } from '../send-object.ts';
import { answerTimeoutMs, askStorage, storageUnavailable } from '../storage-unavailable.ts';
import type { GcsBucket } from './connection.ts';

export interface GcsDriverParts {
  readonly bucket: GcsBucket;
  /** The longest that one answer may take, and that a transfer may stand still. */
  readonly timeoutMs?: number;
  /** Objects in one request of `list`; at most 1000. */
  readonly pageSize?: number;
}

/** An `Objects` resource, with the fields that we ask for. */
interface StoredObject {
  /** Bytes, in decimal. */
  readonly size: string;
  readonly generation: string;
}

interface ListedPage {
  /** Absent from a page without objects. */
  readonly items?: ReadonlyArray<{ readonly name: string; readonly size: string }>;
  readonly nextPageToken?: string;
}

/**
 * Objects of one bucket over the JSON API of Cloud Storage, v1. An object is put by one request
 * (`uploadType=media`), so nothing is seen, and nothing is left, before all of it has arrived.
 */
export function createGcsDriver({
  bucket: { name: bucketName, endpoint, auth },
  timeoutMs = answerTimeoutMs,
  pageSize = 1000,
}: GcsDriverParts): StorageDriver {
  const path = `/storage/v1/b/${percentEncode(bucketName)}/o`;
  const objectsUrl = endpoint + path;
  const urlOf = (key: ObjectKey) => `${objectsUrl}/${percentEncode(key)}`;

  const ask = <T>(step: (signal: AbortSignal) => Promise<T>) => askStorage(timeoutMs, step);

  /** For what is safe to try again: the client does that by itself, and the signal limits all attempts together. */
  async function call<T>(signal: AbortSignal, options: gaxios.GaxiosOptions): Promise<T> {
    return (await auth.request<T>({ ...options, signal, retry: true })).data;
  }

  /** Undefined also when there is no bucket: the codes of the API do not tell the two apart. */
  function find(key: ObjectKey): Promise<StoredObject | undefined> {
    const params = { fields: 'size,generation' };
    return ask((signal) => orAbsent(call<StoredObject>(signal, { url: urlOf(key), params })));
  }

  async function open(key: ObjectKey): Promise<OpenObject | undefined> {
    const found = await find(key);
    if (found === undefined) return undefined;
    return remoteObject({
      size: Number(found.size),
      timeoutMs,
      fetch: ({ first, last }, signal) =>
        call<AsyncIterable<Buffer>>(signal, {
          url: urlOf(key),
          // If another object took the key meanwhile, it must not pass for this one.
          params: { alt: 'media', generation: found.generation },
          headers: { range: `bytes=${first}-${last}` },
          responseType: 'stream',
        }),
    });
  }

  return {
    open,

    async head(key) {
      const found = await find(key);
      return found && { size: Number(found.size) };
    },

    async put(key, source, expected) {
      try {
        await sendObject(source, expected, timeoutMs, (body, signal) =>
          auth.request({
            method: 'POST',
            url: `${endpoint}/upload${path}`,
            // No generation of the object may exist: an upload never replaces one.
            params: { uploadType: 'media', name: key, ifGenerationMatch: '0' },
            headers: { 'content-type': 'application/pdf', 'content-length': String(expected.size) },
            data: body,
            signal,
          }),
        );
        return 'stored';
      } catch (error) {
        if (statusOf(error) !== 412) throw storageUnavailable(error);
        return compareStored(await open(key), expected);
      }
    },

    async delete(key) {
      await ask((signal) => orAbsent(call(signal, { method: 'DELETE', url: urlOf(key) })));
    },

    async *list(prefix): AsyncGenerator<ListedObject> {
      let pageToken: string | undefined;
      do {
        const params = {
          prefix,
          maxResults: String(pageSize),
          fields: 'items(name,size),nextPageToken',
          ...(pageToken === undefined ? {} : { pageToken }),
        };
        const page = await ask((signal) => call<ListedPage>(signal, { url: objectsUrl, params }));
        for (const { name, size } of page.items ?? []) yield { key: name, size: Number(size) };
        pageToken = page.nextPageToken;
      } while (pageToken !== undefined);
    },

    async removeAbandoned() {
      return 0; // a request that was cut short leaves nothing
    },
  };
}

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof gaxios.GaxiosError ? error.response?.status : undefined;
}
