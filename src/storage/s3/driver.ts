import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { encodeObjectKey, percentEncode } from 'lectern-signing';
import type { StorageDriver } from '../driver.ts';
import { mediaType } from '../file-types.ts';
import { createObjectStore, type ObjectStoreLimits } from '../object-store.ts';
import type { ErrorMeaning, ProviderApi } from '../provider-api.ts';
import type { Remedies } from '../storage.ts';

export interface S3DriverParts extends ObjectStoreLimits {
  readonly client: S3Client;
  readonly bucket: string;
  /** Whether the service supports `If-None-Match: *` on a PUT; without it, two simultaneous puts may both be stored. */
  readonly conditionalPut: boolean;
}

/** Objects of one bucket at Amazon S3 or a compatible service. */
export function createS3Driver({ client, bucket, conditionalPut, ...limits }: S3DriverParts): StorageDriver {
  const Bucket = bucket;

  const api: ProviderApi = {
    overwrites: !conditionalPut,

    async stat(Key, abortSignal) {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal });
      return { size: found.ContentLength, tag: found.ETag };
    },

    async read(Key, { first, last }, tag, abortSignal) {
      const command = new GetObjectCommand({ Bucket, Key, Range: `bytes=${first}-${last}`, IfMatch: tag });
      const { Body } = await client.send(command, { abortSignal });
      if (!(Body instanceof Readable)) throw new Error('the storage sent no body');
      return Body;
    },

    create(Key, Body, { size, sha256 }, abortSignal) {
      const command = new PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentLength: size,
        ContentType: mediaType(Key),
        ...(conditionalPut ? { IfNoneMatch: '*' } : {}),
      });
      signPayload(command, sha256);
      return client.send(command, { abortSignal });
    },

    copy(from, Key, abortSignal) {
      const CopySource = `${percentEncode(bucket)}/${encodeObjectKey(from)}`;
      return client.send(new CopyObjectCommand({ Bucket, Key, CopySource }), { abortSignal });
    },

    remove: (Key, abortSignal) => client.send(new DeleteObjectCommand({ Bucket, Key }), { abortSignal }),

    async list({ prefix: Prefix, limit: MaxKeys, after: ContinuationToken }, abortSignal) {
      const command = new ListObjectsV2Command({ Bucket, Prefix, MaxKeys, ContinuationToken });
      const { Contents = [], NextContinuationToken } = await client.send(command, { abortSignal });
      return {
        objects: Contents.map(({ Key = '', Size }) => ({ key: Key, size: Size })),
        next: NextContinuationToken,
      };
    },

    /** A reply to HEAD has no body, so it lacks S3's code for a missing bucket. */
    async confirmBucket(abortSignal) {
      try {
        await client.send(new HeadBucketCommand({ Bucket }), { abortSignal });
      } catch (error) {
        if (error instanceof Error && statusOf(error) === 404) error.name = 'NoSuchBucket';
        throw error;
      }
    },

    classifyError,
  };

  return createObjectStore(api, s3Remedies, limits);
}

/** Reads the provider's code, or the status if there is none. */
export function classifyError(error: unknown): ErrorMeaning {
  const status = statusOf(error);
  const name = error instanceof Error ? error.name : '';
  if (status === undefined) return { kind: 'other', code: /ProviderError$/.test(name) ? name : undefined };
  const hasCode = !['UnknownError', 'Unknown', String(status)].includes(name);
  const code = hasCode ? name : String(status);
  if (status === 412 || code === 'ConditionalRequestConflict') return { kind: 'taken', code };
  return { kind: status === 404 && code !== 'NoSuchBucket' ? 'absent' : 'other', code };
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/**
 * Makes the service check the SHA-256 of the bytes, and refuse others with `XAmzContentSHA256Mismatch`. The client keeps an existing
 * payload hash (Signature Version 4, `x-amz-content-sha256`), and would send `UNSIGNED-PAYLOAD` for a stream. `x-amz-checksum-sha256` has
 * less support: Ceph 18 ignores it.
 */
function signPayload(command: PutObjectCommand, sha256: string): void {
  command.middlewareStack.add(
    (next) => (parts) => {
      const { headers } = parts.request as { headers: Record<string, string> };
      headers['x-amz-content-sha256'] = sha256;
      return next(parts);
    },
    { step: 'build', name: 'signPayload' },
  );
}

/** Amazon S3 API Reference, Error responses; and codes of the AWS SDK. */
export const s3Remedies: Remedies = {
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID: set both again.',
  InvalidAccessKeyId: 'The storage does not know AWS_ACCESS_KEY_ID: correct it, or S3_ENDPOINT.',
  AccessDenied: 'Grant the credentials the rights that "lectern doctor --print-policy" prints.',
  NoSuchBucket:
    'The bucket does not exist: create it with "lectern storage create", or correct S3_BUCKET and S3_ENDPOINT.',
  BucketAlreadyExists: 'Another account has a bucket of this name: choose another S3_BUCKET.',
  NoSuchKey: 'The public address reaches another bucket or service than the internal one: correct it.',
  AuthorizationHeaderMalformed: 'S3_REGION is not the region of the bucket: correct it.',
  AuthorizationQueryParametersError: 'S3_REGION is not the region of the bucket: correct it.',
  PermanentRedirect: 'The bucket is in another region: correct S3_REGION and S3_ENDPOINT.',
  RequestTimeTooSkewed: 'Synchronize the clock of this machine with NTP (timedatectl set-ntp true).',
  ExpiredToken: 'The session token of the credentials has expired: renew it.',
  InvalidToken: 'AWS_SESSION_TOKEN does not belong to the credentials: correct or remove it.',
  NotImplemented: 'The service does not support If-None-Match: set S3_CONDITIONAL_PUT=false.',
  QuotaExceeded: 'Free space in the bucket, or raise its quota.',
  CredentialsProviderError:
    'There are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for example.',
  // Replies to HEAD have no body, so no code.
  301: 'The bucket is in another region: correct S3_REGION and S3_ENDPOINT.',
  400: 'Check S3_REGION and the credentials.',
  403: 'Check that the credentials may read and list S3_BUCKET.',
};
