import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { checkBytes } from '../check-bytes.ts';
import type { ListedObject, OpenObject, StorageDriver } from '../driver.ts';
import type { ObjectKey } from '../object-key.ts';
import { compareStored, remoteObject } from '../remote-object.ts';
import { sendObject } from '../send-object.ts';
import { answerTimeoutMs, askStorage, storageUnavailable } from '../storage-unavailable.ts';
import { nameOf, s3Refusal, statusOf } from './refusal.ts';
import { signPayload } from './sign-payload.ts';

export interface S3DriverParts {
  readonly client: S3Client;
  readonly bucket: string;
  /** Whether the service knows `If-None-Match: *` on a PUT; without it, two at once may both be stored. */
  readonly conditionalPut: boolean;
  /** The longest that one answer may take, and that a transfer may stand still. */
  readonly timeoutMs?: number;
  /** Objects in one request of `list`; at most 1000. */
  readonly pageSize?: number;
}

/** Objects of one bucket at Amazon S3 or what speaks its protocol. An object is put by one request. */
export function createS3Driver(parts: S3DriverParts): StorageDriver {
  const { client, bucket: Bucket, conditionalPut, timeoutMs = answerTimeoutMs, pageSize = 1000 } = parts;
  let bucketWasSeen = false;

  const ask = <T>(step: (abortSignal: AbortSignal) => Promise<T>) =>
    askStorage(timeoutMs, (abortSignal) => step(abortSignal).catch(throwRefusal));

  async function head(Key: ObjectKey) {
    const found = await ask((abortSignal) =>
      orAbsent(client.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal })),
    );
    if (found === undefined) await confirmBucket();
    return found;
  }

  /** An answer to HEAD does not tell a missing bucket, where the storage is set up wrongly, from a missing object. */
  async function confirmBucket(): Promise<void> {
    if (bucketWasSeen) return;
    await ask(async (abortSignal) => {
      try {
        await client.send(new HeadBucketCommand({ Bucket }), { abortSignal });
      } catch (error) {
        throw s3Refusal(error, statusOf(error) === 404 ? 'NoSuchBucket' : nameOf(error));
      }
    });
    bucketWasSeen = true;
  }

  async function open(Key: ObjectKey): Promise<OpenObject | undefined> {
    const found = await head(Key);
    if (found === undefined) return undefined;
    return remoteObject({
      size: sizeOf(found.ContentLength),
      timeoutMs,
      async fetch({ first, last }, abortSignal) {
        const Range = `bytes=${first}-${last}`;
        // If another object took the key meanwhile, it must not pass for this one.
        const command = new GetObjectCommand({ Bucket, Key, Range, IfMatch: found.ETag });
        const { Body } = await client.send(command, { abortSignal }).catch(throwRefusal);
        if (Body === undefined) throw new Error('the storage sent no body');
        return Body as AsyncIterable<Uint8Array>;
      },
    });
  }

  return {
    open,

    async head(key) {
      const found = await head(key);
      return found && { size: sizeOf(found.ContentLength) };
    },

    async put(Key, source, expected) {
      if (!conditionalPut && (await head(Key))) {
        for await (const _chunk of checkBytes(source, expected)); // whoever uploads is heard out first
        return compareStored(await open(Key), expected);
      }
      try {
        await sendObject(source, expected, timeoutMs, (Body, abortSignal) => {
          const command = new PutObjectCommand({
            Bucket,
            Key,
            Body,
            ContentLength: expected.size,
            ContentType: 'application/pdf',
            ...(conditionalPut ? { IfNoneMatch: '*' } : {}),
          });
          signPayload(command, expected.sha256);
          return client.send(command, { abortSignal });
        });
        return 'stored';
      } catch (error) {
        if (!isTaken(error)) throw s3Refusal(error);
        return compareStored(await open(Key), expected);
      }
    },

    async delete(Key) {
      await ask((abortSignal) =>
        orAbsent(client.send(new DeleteObjectCommand({ Bucket, Key }), { abortSignal })),
      );
    },

    async *list(Prefix): AsyncGenerator<ListedObject> {
      let ContinuationToken: string | undefined;
      do {
        const page = await ask((abortSignal) =>
          client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken, MaxKeys: pageSize }), {
            abortSignal,
          }),
        );
        for (const { Key = '', Size } of page.Contents ?? []) yield { key: Key, size: sizeOf(Size) };
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },

    async removeAbandoned() {
      return 0; // a request that was cut short leaves nothing
    },
  };
}

async function orAbsent<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    // When the whole bucket is missing, the storage is set up wrongly.
    if (statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket') return undefined;
    throw error;
  }
}

/** A conditional PUT for a key that has an object, or that another request is putting. */
function isTaken(error: unknown): boolean {
  return statusOf(error) === 412 || nameOf(error) === 'ConditionalRequestConflict';
}

function throwRefusal(error: unknown): never {
  throw s3Refusal(error);
}

function sizeOf(contentLength: number | undefined): number {
  if (contentLength === undefined) throw storageUnavailable(new Error('the storage told no size'));
  return contentLength;
}
