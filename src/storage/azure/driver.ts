import { type ContainerClient, RestError } from '@azure/storage-blob';
import type { ListedObject, OpenObject, StorageDriver } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import { compareStored, remoteObject } from '../remote-object.ts';
import { sendObject } from '../send-object.ts';
import { answerTimeoutMs, askStorage, storageUnavailable } from '../storage-unavailable.ts';

export interface AzureDriverParts {
  readonly container: ContainerClient;
  /** The longest that one answer may take, and that a transfer may stand still. */
  readonly timeoutMs?: number;
  /** Objects in one request of `list`; at most 5000. */
  readonly pageSize?: number;
}

/**
 * Objects as block blobs of one container. An object is put by one request (Put Blob, at most 5000 MiB), so
 * there are no uncommitted blocks: nothing is seen, and nothing is left, before all of it has arrived.
 */
export function createAzureDriver({
  container,
  timeoutMs = answerTimeoutMs,
  pageSize = 1000,
}: AzureDriverParts): StorageDriver {
  const ask = <T>(step: (abortSignal: AbortSignal) => Promise<T>) => askStorage(timeoutMs, step);

  async function open(key: ObjectKey): Promise<OpenObject | undefined> {
    const blob = container.getBlockBlobClient(key);
    const found = await ask((abortSignal) => orAbsent(blob.getProperties({ abortSignal })));
    if (found === undefined) return undefined;
    // If another object took the key meanwhile, it must not pass for this one.
    const conditions = found.etag === undefined ? {} : { ifMatch: found.etag };
    return remoteObject({
      size: sizeOf(found.contentLength),
      timeoutMs,
      async fetch({ first, last }, abortSignal) {
        const answer = await blob.download(first, last - first + 1, { abortSignal, conditions });
        if (answer.readableStreamBody === undefined) throw new Error('the storage sent no body');
        return answer.readableStreamBody as AsyncIterable<Buffer>;
      },
    });
  }

  return {
    open,

    async head(key) {
      const blob = container.getBlockBlobClient(key);
      const found = await ask((abortSignal) => orAbsent(blob.getProperties({ abortSignal })));
      return found && { size: sizeOf(found.contentLength) };
    },

    async put(key, source, expected) {
      const blob = container.getBlockBlobClient(key);
      try {
        await sendObject(source, expected, timeoutMs, (body, abortSignal) => {
          return blob.upload(onlyOnce(body), expected.size, {
            abortSignal,
            conditions: { ifNoneMatch: '*' },
            blobHTTPHeaders: { blobContentType: 'application/pdf' },
          });
        });
        return 'stored';
      } catch (error) {
        if (!isTaken(error)) throw storageUnavailable(error);
        return compareStored(await open(key), expected);
      }
    },

    async delete(key) {
      const blob = container.getBlockBlobClient(key);
      await ask((abortSignal) => orAbsent(blob.delete({ abortSignal, deleteSnapshots: 'include' })));
    },

    async *list(prefix): AsyncGenerator<ListedObject> {
      let continuationToken: string | undefined;
      do {
        const page = await ask(async (abortSignal) => {
          const pages = container.listBlobsFlat({ prefix, abortSignal }).byPage({
            maxPageSize: pageSize,
            ...(continuationToken === undefined ? {} : { continuationToken }),
          });
          return (await pages.next()).value;
        });
        for (const { name, properties } of page.segment.blobItems) {
          yield { key: name, size: sizeOf(properties.contentLength) };
        }
        continuationToken = page.continuationToken || undefined;
      } while (continuationToken !== undefined);
    },

    async removeAbandoned() {
      return 0; // a request that was cut short leaves nothing
    },
  };
}

/** The client tries a request again after some failures; the bytes of a source are there only once. */
function onlyOnce<T>(body: T): () => T {
  let given = false;
  return () => {
    if (given) throw new Error('the upload failed on its way, and its bytes cannot be read again');
    given = true;
    return body;
  };
}

async function orAbsent<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    // When the whole container is missing, the storage is set up wrongly.
    if (statusOf(error) === 404 && codeOf(error) !== 'ContainerNotFound') return undefined;
    throw error;
  }
}

/** Put Blob with `If-None-Match: *` for a blob that exists. */
function isTaken(error: unknown): boolean {
  return ['BlobAlreadyExists', 'ConditionNotMet'].includes(codeOf(error));
}

function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined;
}

/** The header is there also where the reply has no body, after HEAD. */
function codeOf(error: unknown): string {
  return (error instanceof RestError && error.response?.headers.get('x-ms-error-code')) || '';
}

function sizeOf(contentLength: number | undefined): number {
  if (contentLength === undefined) throw storageUnavailable(new Error('the storage told no size'));
  return contentLength;
}
