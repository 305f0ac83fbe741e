import { Readable } from 'node:stream';
import {
  type ContainerClient,
  type ContainerListBlobFlatSegmentResponse,
  RestError,
} from '@azure/storage-blob';
import type { StorageDriver } from '../driver.ts';
import { mediaType } from '../file-types.ts';
import { createObjectStore, type ObjectStoreLimits } from '../object-store.ts';
import type { ErrorMeaning, ProviderApi } from '../provider-api.ts';
import type { Remedies } from '../storage.ts';

export interface AzureDriverParts extends ObjectStoreLimits {
  readonly container: ContainerClient;
}

/**
 * Objects as block blobs of one container. Each object is uploaded in one request (Put Blob, at most 5000 MiB), so no uncommitted blocks
 * remain.
 */
export function createAzureDriver({ container, ...limits }: AzureDriverParts): StorageDriver {
  const api: ProviderApi = {
    async stat(key, abortSignal) {
      const found = await container.getBlockBlobClient(key).getProperties({ abortSignal });
      return { size: found.contentLength, tag: found.etag };
    },

    async read(key, { first, last }, tag, abortSignal) {
      const conditions = tag === undefined ? {} : { ifMatch: tag };
      const blob = container.getBlockBlobClient(key);
      const answer = await blob.download(first, last - first + 1, { abortSignal, conditions });
      if (!(answer.readableStreamBody instanceof Readable)) throw new Error('the storage sent no body');
      return answer.readableStreamBody;
    },

    create: (key, body, { size }, abortSignal) =>
      container.getBlockBlobClient(key).upload(onlyOnce(body), size, {
        abortSignal,
        conditions: { ifNoneMatch: '*' },
        blobHTTPHeaders: { blobContentType: mediaType(key) },
      }),

    remove: (key, abortSignal) =>
      container.getBlockBlobClient(key).delete({ abortSignal, deleteSnapshots: 'include' }),

    async list({ prefix, limit, after }, abortSignal) {
      const pages = container.listBlobsFlat({ prefix, abortSignal }).byPage({
        maxPageSize: limit,
        ...(after === undefined ? {} : { continuationToken: after }),
      });
      const page: ContainerListBlobFlatSegmentResponse = (await pages.next()).value;
      return {
        objects: page.segment.blobItems.map(({ name, properties }) => ({
          key: name,
          size: properties.contentLength,
        })),
        next: page.continuationToken || undefined,
      };
    },

    classifyError,
  };

  return createObjectStore(api, azureRemedies, limits);
}

/** The client retries some failed requests, but the source can be read only once. */
function onlyOnce<T>(body: T): () => T {
  let given = false;
  return () => {
    if (given)
      throw new Error('the upload failed, and cannot be retried because its bytes can be read only once');
    given = true;
    return body;
  };
}

/** Reads the header `x-ms-error-code`: replies to HEAD have no body. */
function classifyError(error: unknown): ErrorMeaning {
  if (!(error instanceof RestError) || error.response === undefined) return { kind: 'other' };
  const code = error.response.headers.get('x-ms-error-code') ?? String(error.statusCode);
  // Put Blob with `If-None-Match: *` for a blob that exists.
  if (['BlobAlreadyExists', 'ConditionNotMet'].includes(code)) return { kind: 'taken', code };
  return { kind: error.statusCode === 404 && code !== 'ContainerNotFound' ? 'absent' : 'other', code };
}

/** Azure Storage REST, Common and Blob service error codes. */
export const azureRemedies: Remedies = {
  AuthenticationFailed: 'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT: copy it again.',
  AuthorizationFailure: 'The network rules of the storage account block this machine: allow its address.',
  AuthorizationPermissionMismatch: 'Give the identity the roles that "lectern doctor --print-policy" prints.',
  KeyBasedAuthenticationNotPermitted:
    'The account forbids shared keys: remove AZURE_STORAGE_KEY, and user delegation keys will sign.',
  ContainerNotFound:
    'The container does not exist: create it with "lectern storage create", or correct AZURE_STORAGE_CONTAINER.',
  BlobNotFound: 'A proxy in between changes the path: make it forward the whole URL.',
  ResourceNotFound:
    'The container does not exist: create it with "lectern storage create", or correct AZURE_STORAGE_CONTAINER.',
  InvalidAuthenticationInfo:
    'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT, or the token of the identity is not for it.',
};
