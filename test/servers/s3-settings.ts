import type { S3Settings } from '../../src/storage/s3/provider.ts';

/** A bucket of a service on this machine. */
export function s3Settings(endpoint: string, changes: Partial<S3Settings> = {}): S3Settings {
  return {
    bucket: 'lectern',
    region: 'us-east-1',
    endpoint,
    publicEndpoint: undefined,
    forcePathStyle: true,
    conditionalPut: true,
    cloudFrontUrl: undefined,
    cloudFrontKeyPairId: undefined,
    cloudFrontPrivateKeyFile: undefined,
    ...changes,
  };
}
