import { S3Client } from '@aws-sdk/client-s3';
import { providerLimits } from 'lectern-signing';
import { createS3Signer, createS3UrlReader, type S3Credentials, s3PublicUrl } from 'lectern-signing/s3';
import type { PageOrigins } from '../../lib/page-origins.ts';
import { bucketDefaults, createDocumentSigner } from '../document-signer.ts';
import { createRenewed } from '../renewed-credential.ts';
import type { Storage, StorageParts } from '../storage.ts';
import { createCloudFront } from './cloudfront.ts';
import { createBucket } from './create-bucket.ts';
import { createS3Driver, s3Remedies } from './driver.ts';
import type { S3Settings } from './provider.ts';

/**
 * Amazon S3 or a compatible service, optionally with CloudFront in front of it.
 * @throws OperatorError without credentials, and for a key file of CloudFront that cannot be read
 */
export async function openS3(settings: S3Settings, { clock, log }: StorageParts): Promise<Storage> {
  const { bucket, region, conditionalPut } = settings;
  const cloudFront = createCloudFront(settings);
  const client = connectS3(settings);
  const load = () => loadS3Credentials(client);
  const credentials = await createRenewed({ load, clock, log });
  const addressAt = (endpoint: string | undefined) => ({
    bucket,
    region,
    endpoint,
    pathStyle: settings.forcePathStyle,
  });
  const signerFor = (endpoint: string | undefined) => {
    const address = addressAt(endpoint);
    const options = { ...bucketDefaults, ...address, credentials: credentials.current, conditionalPut };
    return createDocumentSigner('s3', { ...createS3Signer(options), ...createS3UrlReader(options) });
  };
  const { endpoint: internal, publicEndpoint = internal } = settings;
  const signer = signerFor(publicEndpoint);
  const opened = {
    driver: createS3Driver({ client, bucket, conditionalPut }),
    createBucket: (origins: PageOrigins) => createBucket(client, bucket, origins),
    bindsUpload: providerLimits.s3.bindsUpload.filter((what) => what !== 'absence' || conditionalPut),
    close() {
      credentials.close();
      client.destroy();
    },
  };
  if (cloudFront) {
    return {
      ...opened,
      provider: 'cloudfront',
      remedies: cloudFront.remedies,
      signer: cloudFront.inFrontOf(signer),
      publicUrl: cloudFront.url,
      uploadUrl: s3PublicUrl(addressAt(publicEndpoint)),
    };
  }
  return {
    ...opened,
    provider: 's3',
    remedies: s3Remedies,
    signer,
    publicUrl: s3PublicUrl(addressAt(publicEndpoint)),
    ...(internal && publicEndpoint ? { endpoints: { internal, public: publicEndpoint, signerFor } } : {}),
  };
}

const connectionTimeoutMs = 5_000;
/** The SDK would write some warnings to the console; everything important is thrown. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/**
 * A client with the credentials that the AWS SDK finds. Sends nothing yet: wrong credentials fail at the driver's first call. Checksums
 * only where S3 requires them, because other services support fewer.
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

/** The credentials that sign URLs now. Session credentials have an expiry. */
export async function loadS3Credentials(client: S3Client): Promise<S3Credentials> {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await client.config.credentials();
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs: expiration?.getTime() };
}
