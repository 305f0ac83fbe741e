import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { PageOrigins } from '../../lib/page-origins.ts';
import { withTimeout } from '../../lib/timeout.ts';
import { answerTimeoutMs, storageUnavailable } from '../storage-unavailable.ts';
import { classifyError } from './driver.ts';
import { corsOf } from './provider.ts';

/**
 * Creates the bucket with the rules of `lectern doctor --print-policy` for CORS. New buckets are private at every service; Amazon S3 also
 * blocks public access to them (User Guide: Blocking public access). We don't ask others for that: Ceph 18 would refuse all uploads.
 */
export async function* createBucket(
  client: S3Client,
  Bucket: string,
  origins: PageOrigins,
): AsyncGenerator<string> {
  const exists = await succeeds(
    (abortSignal) => client.send(new HeadBucketCommand({ Bucket }), { abortSignal }),
    ['404', 'NoSuchBucket', 'NotFound'],
  );
  if (exists) return yield `The bucket ${Bucket} exists already, so nothing was changed.`;
  // The SDK adds the region.
  await succeeds((abortSignal) => client.send(new CreateBucketCommand({ Bucket }), { abortSignal }));
  yield `Created the bucket ${Bucket}. It is private.`;
  const cors = new PutBucketCorsCommand({ Bucket, CORSConfiguration: corsOf(origins) });
  yield (await succeeds((abortSignal) => client.send(cors, { abortSignal }), notImplemented))
    ? 'Set the CORS rules, so that the pages of LECTERN_PUBLIC_URL and LECTERN_EMBED_ORIGINS can read files.'
    : 'The service takes no CORS rules from here: set those of "lectern doctor --print-policy" in its own way.';
}

/** What services answer that lack an operation. */
const notImplemented = ['NotImplemented', '501', 'MethodNotAllowed', '405'];

/** False if the service refuses with one of these codes. */
async function succeeds(
  send: (signal: AbortSignal) => Promise<unknown>,
  codes: ReadonlyArray<string> = [],
): Promise<boolean> {
  try {
    await withTimeout(answerTimeoutMs, send);
    return true;
  } catch (error) {
    const { code } = classifyError(error);
    if (code !== undefined && codes.includes(code)) return false;
    throw storageUnavailable(error, code);
  }
}
