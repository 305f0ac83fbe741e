import { S3Client } from '@aws-sdk/client-s3';
import type { S3Credentials } from 'lectern-signing/s3';
import type { S3Settings } from './settings.ts';

const connectionTimeoutMs = 5_000;
/** Without a logger it writes some warnings to the console; all that matters is thrown. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/**
 * A client with the credentials that the AWS SDK finds. It sends nothing yet: wrong credentials show at the first
 * call of a driver. Checksums only where S3 requires them: services that are not AWS know fewer.
 */
export function connectS3({ region, endpoint, forcePathStyle }: S3Settings): S3Client {
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle,
    maxAttempts: 3,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: silent,
    requestHandler: { connectionTimeout: connectionTimeoutMs },
  });
}

/** The credentials that sign URLs now. Those of a session say when they end. */
export async function loadS3Credentials(client: S3Client): Promise<S3Credentials> {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await client.config.credentials();
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs: expiration?.getTime() };
}
