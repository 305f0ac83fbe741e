import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { ListedObject, OpenObject, StorageDriver } from './driver.ts';
import type { ObjectKey } from './object-key.ts';
import { compareStored, remoteObject } from './remote-object.ts';
import { sendObject } from './send-object.ts';
import { answerTimeoutMs, askStorage, storageUnavailable } from './storage-unavailable.ts';
import { type SwiftConnection, SwiftError } from './swift-connection.ts';

export interface SwiftDriverParts {
  readonly connection: SwiftConnection;
  /** The longest that one answer may take, and that a transfer may stand still. */
  readonly timeoutMs?: number;
  /** Objects in one request of `list`; at most 10,000. */
  readonly pageSize?: number;
}

/** Objects of one container of OpenStack Swift (Object Store API v1). */
export function createSwiftDriver(parts: SwiftDriverParts): StorageDriver {
  const { connection, timeoutMs = answerTimeoutMs, pageSize = 1000 } = parts;
  const ask = <T>(step: (signal: AbortSignal) => Promise<T>) => askStorage(timeoutMs, step);

  const head = (key: ObjectKey) =>
    ask(async (signal) => {
      const { status, headers } = await connection.ask('HEAD', { key, signal });
      if (status === 404) return undefined;
      if (status !== 200) throw new SwiftError('HEAD', status);
      return { size: Number(headers.get('content-length')), etag: headers.get('etag') ?? '' };
    });

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
        if (status !== 206 || body === null) throw new SwiftError('GET', status);
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
      try {
        await sendObject(source, expected, timeoutMs, async (body, signal) => {
          const { status } = await connection.ask('PUT', {
            key,
            headers: { 'content-type': 'application/pdf', 'if-none-match': '*' },
            body: Readable.toWeb(body) as never,
            signal,
          });
          if (status !== 201) throw new SwiftError('PUT', status);
        });
        return 'stored';
      } catch (error) {
        if (!(error instanceof SwiftError && error.status === 412)) throw storageUnavailable(error);
        return compareStored(await open(key), expected);
      }
    },

    async delete(key) {
      await ask(async (signal) => {
        const { status } = await connection.ask('DELETE', { key, signal });
        if (status !== 204 && status !== 404) throw new SwiftError('DELETE', status);
      });
    },

    async *list(prefix): AsyncGenerator<ListedObject> {
      let marker = '';
      for (;;) {
        const query = new URLSearchParams({ format: 'json', prefix, marker, limit: String(pageSize) });
        const page = await ask(async (signal) => {
          const response = await connection.ask('GET', { query: `?${query}`, signal });
          if (response.status !== 200) throw new SwiftError('a listing', response.status);
          return (await response.json()) as ReadonlyArray<{ name: string; bytes: number }>;
        });
        for (const { name, bytes } of page) yield { key: name, size: bytes };
        const last = page.at(-1);
        if (last === undefined || page.length < pageSize) return;
        marker = last.name;
      }
    },

    async removeAbandoned() {
      return 0; // a request that was cut short leaves nothing
    },
  };
}
