import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { StorageDriver } from '../driver.ts';
import { mediaType } from '../file-types.ts';
import { createObjectStore, type ObjectStoreLimits } from '../object-store.ts';
import type { ErrorMeaning, ProviderApi } from '../provider-api.ts';
import type { Remedies } from '../storage.ts';
import { type SwiftConnection, SwiftRefusal } from './connection.ts';

export interface SwiftDriverParts extends ObjectStoreLimits {
  readonly connection: SwiftConnection;
}

/**
 * Objects of one container of OpenStack Swift (Object Store API v1). If two puts of one key overlap, both may be `stored`, and the later
 * object stays, complete: Swift checks `If-None-Match: *` before it reads the bytes.
 */
export function createSwiftDriver({ connection, ...limits }: SwiftDriverParts): StorageDriver {
  const api: ProviderApi = {
    // The check before an upload also renews an expired token. The upload cannot, because its bytes can be read only once.
    overwrites: true,

    async stat(key, signal) {
      const { headers } = await connection.ask('HEAD', { key, signal, expected: 200 });
      return { size: Number(headers.get('content-length')), tag: headers.get('etag') ?? '' };
    },

    async read(key, { first, last }, tag = '', signal) {
      const headers = { range: `bytes=${first}-${last}`, 'if-match': tag };
      const { body } = await connection.ask('GET', { key, headers, signal, expected: 206 });
      if (body === null) throw new Error('the storage sent no body');
      return Readable.fromWeb(body as ReadableStream<Uint8Array>);
    },

    create(key, body, { size }, signal) {
      const headers = {
        'content-length': String(size),
        'content-type': mediaType(key),
        'if-none-match': '*',
      };
      return connection.ask('PUT', { key, headers, body, signal, expected: 201 });
    },

    copy: (from, to, signal) =>
      connection.ask('PUT', {
        key: to,
        headers: { 'x-copy-from': connection.copySource(from), 'content-length': '0' },
        signal,
        expected: 201,
      }),

    remove: (key, signal) => connection.ask('DELETE', { key, signal, expected: 204 }),

    async list({ prefix, limit, after: marker = '' }, signal) {
      const query = new URLSearchParams({ format: 'json', prefix, marker, limit: String(limit) });
      const response = await connection.ask('GET', { query: `?${query}`, signal, expected: 200 });
      const found = (await response.json()) as ReadonlyArray<{ name: string; bytes: number }>;
      return {
        objects: found.map(({ name, bytes }) => ({ key: name, size: bytes })),
        next: found.at(-1)?.name, // a short page need not be the last
      };
    },

    confirmBucket: (signal) => connection.ask('HEAD', { signal }),

    classifyError,
  };

  return createObjectStore(api, swiftRemedies, limits);
}

/** Uses the status, the only thing that Swift reports reliably. */
function classifyError(error: unknown): ErrorMeaning {
  if (!(error instanceof SwiftRefusal)) return { kind: 'other' };
  const meaning = { code: String(error.status), seen: error.message };
  if (error.status === 412) return { kind: 'taken', ...meaning };
  return { kind: error.status === 404 && error.isAboutObject ? 'absent' : 'other', ...meaning };
}

/** By HTTP status, because Swift has no other codes: responses to signed URLs. */
export const swiftUrlRemedies: Remedies = {
  401: 'SWIFT_TEMPURL_KEY is not a TempURL key of the account (swift post -m "Temp-URL-Key:…"), or a proxy in between changes path or query.',
  404: 'SWIFT_URL and SWIFT_CONTAINER name another container than the one that Lectern writes to: correct them.',
};

/** The same for responses to Lectern's requests. */
const swiftRemedies: Remedies = {
  401: 'Correct SWIFT_USER and SWIFT_KEY.',
  403: 'Allow SWIFT_USER to read, write, list and delete in SWIFT_CONTAINER.',
  404: 'Create the container, or correct SWIFT_CONTAINER and SWIFT_URL.',
  413: 'Free space in the account or the container.',
};
