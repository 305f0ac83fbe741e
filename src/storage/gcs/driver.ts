import { type GoogleAuth, gaxios } from 'google-auth-library';
import { percentEncode } from 'lectern-signing';
import type { StorageDriver } from '../driver.ts';
import { mediaType } from '../file-types.ts';
import type { ObjectKey } from '../object-key.ts';
import { createObjectStore, type ObjectStoreLimits } from '../object-store.ts';
import type { ErrorMeaning, ProviderApi } from '../provider-api.ts';
import type { Remedies } from '../storage.ts';

/**
 * A bucket and its credentials. Does not use `@google-cloud/storage`: in 8.4 its time limit has no effect, an aborted upload keeps its
 * connection, and an aborted download cuts off all others.
 */
export interface GcsBucket {
  readonly name: string;
  /** Scheme, host and port. */
  readonly endpoint: string;
  /** Sends requests with Google's access tokens and renews them. */
  readonly auth: GoogleAuth;
}

export interface GcsDriverParts extends ObjectStoreLimits {
  readonly bucket: GcsBucket;
}

/** An `Objects` resource, with the requested fields. */
interface ObjectResource {
  /** Bytes, in decimal. */
  readonly size: string;
  readonly generation: string;
}

interface ObjectList {
  /** Absent from a page without objects. */
  readonly items?: ReadonlyArray<{ readonly name: string; readonly size: string }>;
  readonly nextPageToken?: string;
}

/**
 * Objects of one bucket over the JSON API of Cloud Storage, v1. A missing bucket looks empty until something is listed or put, because the
 * API returns the same code for both.
 */
export function createGcsDriver({ bucket, ...limits }: GcsDriverParts): StorageDriver {
  const { endpoint, auth } = bucket;
  const path = `/storage/v1/b/${percentEncode(bucket.name)}/o`;
  const urlOf = (key: ObjectKey) => `${endpoint}${path}/${percentEncode(key)}`;

  /** For idempotent requests: the client retries them, and the signal limits all attempts together. */
  async function call<T>(options: gaxios.GaxiosOptions): Promise<T> {
    return (await auth.request<T>({ ...options, retry: true })).data;
  }

  const api: ProviderApi = {
    async stat(key, signal) {
      const params = { fields: 'size,generation' };
      const { size, generation } = await call<ObjectResource>({ url: urlOf(key), params, signal });
      return { size: Number(size), tag: generation };
    },

    read: (key, { first, last }, generation, signal) =>
      call({
        url: urlOf(key),
        params: { alt: 'media', generation },
        headers: { range: `bytes=${first}-${last}` },
        responseType: 'stream',
        signal,
      }),

    create: (key, data, { size }, signal) =>
      auth.request({
        method: 'POST',
        url: `${endpoint}/upload${path}`,
        // Requires that the object has no generation, so an upload never replaces one.
        params: { uploadType: 'media', name: key, ifGenerationMatch: '0' },
        headers: { 'content-type': mediaType(key), 'content-length': String(size) },
        data,
        signal,
      }),

    remove: (key, signal) => call({ method: 'DELETE', url: urlOf(key), signal }),

    async list({ prefix, limit, after }, signal) {
      const fields = 'items(name,size),nextPageToken';
      const pageToken = after === undefined ? {} : { pageToken: after };
      const params = { prefix, maxResults: String(limit), fields, ...pageToken };
      const { items = [], nextPageToken } = await call<ObjectList>({ url: endpoint + path, params, signal });
      return {
        objects: items.map(({ name, size }) => ({ key: name, size: Number(size) })),
        next: nextPageToken,
      };
    },

    classifyError,
  };

  return createObjectStore(api, gcsRemedies, limits);
}

/** Reads the status, and the `reason` of the JSON API. */
function classifyError(error: unknown): ErrorMeaning {
  if (!(error instanceof gaxios.GaxiosError) || error.response === undefined) return { kind: 'other' };
  const { status, data } = error.response;
  const { error: refusal } = (data ?? {}) as { error?: { errors?: ReadonlyArray<{ reason?: string }> } };
  const code = refusal?.errors?.[0]?.reason ?? String(status);
  if (status === 412) return { kind: 'taken', code };
  return { kind: status === 404 ? 'absent' : 'other', code };
}

/** Cloud Storage, HTTP status and error codes: those of the XML API, and `reason` of the JSON API. */
export const gcsRemedies: Remedies = {
  SignatureDoesNotMatch: 'The signing key does not belong to the service account: create a new key.',
  AccessDenied: 'Grant the service account the rights that "lectern doctor --print-policy" prints.',
  NoSuchBucket: 'The bucket does not exist: create it, or correct GCS_BUCKET.',
  InvalidSecurity: 'Cloud Storage does not know GCS_HMAC_ACCESS_ID: correct it.',
  forbidden: 'Grant the service account the rights that "lectern doctor --print-policy" prints.',
  notFound: 'The bucket does not exist: create it, or correct GCS_BUCKET.',
  authError: 'GOOGLE_APPLICATION_CREDENTIALS is not valid: create a new key.',
  required: 'GOOGLE_APPLICATION_CREDENTIALS is not valid: create a new key.',
};
