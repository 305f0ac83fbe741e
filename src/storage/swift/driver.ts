import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { checkBytes } from '../check-bytes.ts';
import type { ListedObject, OpenObject, StorageDriver } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import { compareStored, remoteObject } from '../remote-object.ts';
import { sendObject } from '../send-object.ts';
import { answerTimeoutMs, askStorage, storageUnavailable } from '../storage-unavailable.ts';
import { type SwiftConnection, swiftRefusal } from './connection.ts';

export interface SwiftDriverParts {
  readonly connection: SwiftConnection;
  /** The longest that one answer may take, and that a transfer may stand still. */
  readonly timeoutMs?: number;
  /** Objects in one request of `list`; at most 10,000. */
  readonly pageSize?: number;
}

/**
 * Objects of one container of OpenStack Swift (Object Store API v1). Where two puts of one key overlap, both may be
 * `stored` and the later one stays, whole: Swift looks at `If-None-Match: *` before it reads the bytes.
 */
export function createSwiftDriver(parts: SwiftDriverParts): StorageDriver {
  const { connection, timeoutMs = answerTimeoutMs, pageSize = 1000 } = parts;
  const ask = <T>(step: (signal: AbortSignal) => Promise<T>) => askStorage(timeoutMs, step);

  let containerWasSeen = false;

  const head = (key: ObjectKey) =>
    ask(async (signal) => {
      const { status, headers } = await connection.ask('HEAD', { key, signal });
      if (status === 404) return confirmContainer(signal);
      if (status !== 200) throw swiftRefusal('HEAD', status);
      return { size: Number(headers.get('content-length')), etag: headers.get('etag') ?? '' };
    });

  /** Swift answers 404 for a missing container too, where the storage is set up wrongly. */
  async function confirmContainer(signal: AbortSignal): Promise<undefined> {
    if (containerWasSeen) return;
    const { ok, status } = await connection.ask('HEAD', { signal });
    if (!ok) throw swiftRefusal('HEAD of the container', status);
    containerWasSeen = true;
  }

  async function open(key: ObjectKey): Promise<OpenObject | undefined> {
    const found = await head(key);
    if (found === undefined) return undefined;
    return remoteObject({
      size: found.size,
      timeoutMs,
      async fetch({ first, last }, signal) {
        // If another object took the key meanwhile, it must not pass for this one.
        const headers = { range: `bytes=${first}-${last}`, 'if-match': found.etag };
        const { status, body } = await connection.ask('GET', { key, headers, signal });
        if (status !== 206 || body === null) throw swiftRefusal('GET', status);
        return Readable.fromWeb(body as ReadableStream<Uint8Array>);
      },
    });
  }

  return {
    open,

    async head(key) {
      const found = await head(key);
      return found && { size: found.size };
    },

    async put(key, source, expected) {
      // To look first also renews the token, which a request whose bytes are there only once cannot do.
      if (await head(key)) {
        for await (const _chunk of checkBytes(source, expected)); // whoever uploads is heard out first
        return compareStored(await open(key), expected);
      }
      let isTaken = false;
      const headers = {
        'content-length': String(expected.size),
        'content-type': 'application/pdf',
        'if-none-match': '*',
      };
      try {
        await sendObject(source, expected, timeoutMs, async (body, signal) => {
          const { status } = await connection.ask('PUT', { key, headers, body, signal });
          isTaken = status === 412;
          if (status !== 201 && !isTaken) throw swiftRefusal('PUT', status);
        });
      } catch (error) {
        throw storageUnavailable(error);
      }
      return isTaken ? compareStored(await open(key), expected) : 'stored';
    },

    async delete(key) {
      await ask(async (signal) => {
        const { status } = await connection.ask('DELETE', { key, signal });
        if (status === 404) await confirmContainer(signal);
        else if (status !== 204) throw swiftRefusal('DELETE', status);
      });
    },

    async *list(prefix): AsyncGenerator<ListedObject> {
      let marker = '';
      for (;;) {
        const query = new URLSearchParams({ format: 'json', prefix, marker, limit: String(pageSize) });
        const page = await ask(async (signal) => {
          const response = await connection.ask('GET', { query: `?${query}`, signal });
          if (response.status !== 200) throw swiftRefusal('a listing', response.status);
          return (await response.json()) as ReadonlyArray<{ name: string; bytes: number }>;
        });
        for (const { name, bytes } of page) yield { key: name, size: bytes };
        const last = page.at(-1);
        if (last === undefined) return; // a page that is shorter than asked for need not be the last one
        marker = last.name;
      }
    },

    async removeAbandoned() {
      return 0; // a request that was cut short leaves nothing
    },
  };
}
