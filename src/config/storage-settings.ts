import type { StorageSettings } from '../storage/settings.ts';
import { httpUrl, oneOf, optionalText, type Settings } from './setting.ts';

/** The variables as they stand, each by itself; `readStorage` makes one provider's settings of them. */
export interface StorageVariables {
  readonly storageKind: StorageSettings['kind'];
  readonly s3Bucket: string | undefined;
  readonly s3Region: string | undefined;
  readonly s3Endpoint: string | undefined;
  readonly s3PublicEndpoint: string | undefined;
  readonly s3ForcePathStyle: boolean;
  readonly s3ConditionalPut: boolean;
  readonly cloudFrontUrl: string | undefined;
  readonly cloudFrontKeyPairId: string | undefined;
  readonly cloudFrontPrivateKeyFile: string | undefined;
  readonly gcsBucket: string | undefined;
  readonly gcsEndpoint: string | undefined;
  readonly gcsHmacAccessId: string | undefined;
  readonly gcsHmacSecret: string | undefined;
  readonly azureAccount: string | undefined;
  readonly azureKey: string | undefined;
  readonly azureContainer: string | undefined;
  readonly azureEndpoint: string | undefined;
  readonly swiftUrl: string | undefined;
  readonly swiftContainer: string | undefined;
  readonly swiftUser: string | undefined;
  readonly swiftKey: string | undefined;
  readonly swiftTempUrlKeys: ReadonlyArray<string>;
}

const yesOrNo = (fallback: boolean) => ({
  fallback: () => fallback,
  parse: (text: string) => oneOf('true', 'false')(text) === 'true',
});
const optionalUrl = { fallback: () => undefined, parse: httpUrl({ path: true }) };

export const storageSettings: Settings<StorageVariables> = {
  storageKind: {
    variable: 'LECTERN_STORAGE',
    describe: 'where the PDFs lie: file, s3, gcs, azure or swift',
    fallback: () => 'file',
    parse: oneOf('file', 's3', 'gcs', 'azure', 'swift'),
  },
  s3Bucket: { variable: 'S3_BUCKET', describe: 'bucket of the PDFs', ...optionalText },
  s3Region: {
    variable: 'S3_REGION',
    describe: 'region of the bucket (default: us-east-1 where S3_ENDPOINT is given)',
    fallback: () => undefined,
    parse: (text) => text,
  },
  s3Endpoint: {
    variable: 'S3_ENDPOINT',
    describe: 'where the backend reaches the service (default: AWS)',
    ...optionalUrl,
  },
  s3PublicEndpoint: {
    variable: 'S3_PUBLIC_ENDPOINT',
    describe: 'the service as browsers see it; only signed for, never asked (default: S3_ENDPOINT)',
    ...optionalUrl,
  },
  s3ForcePathStyle: {
    variable: 'S3_FORCE_PATH_STYLE',
    describe: 'true for addresses of the form https://host/bucket/key',
    ...yesOrNo(false),
  },
  s3ConditionalPut: {
    variable: 'S3_CONDITIONAL_PUT',
    describe: 'false where the service answers 501 to If-None-Match: upload links may then overwrite',
    ...yesOrNo(true),
  },
  cloudFrontUrl: {
    variable: 'CLOUDFRONT_URL',
    describe: 'address of a CloudFront distribution in front of the bucket',
    ...optionalUrl,
  },
  cloudFrontKeyPairId: {
    variable: 'CLOUDFRONT_KEY_PAIR_ID',
    describe: 'id of the public key in the trusted key group of the distribution',
    ...optionalText,
  },
  cloudFrontPrivateKeyFile: {
    variable: 'CLOUDFRONT_PRIVATE_KEY_FILE',
    describe: 'file of its private RSA key, in PEM',
    ...optionalText,
  },
  gcsBucket: { variable: 'GCS_BUCKET', describe: 'bucket of the PDFs', ...optionalText },
  gcsEndpoint: {
    variable: 'GCS_ENDPOINT',
    describe: 'address of the service (default: https://storage.googleapis.com)',
    ...optionalUrl,
  },
  gcsHmacAccessId: {
    variable: 'GCS_HMAC_ACCESS_ID',
    describe: 'access id of an HMAC key that signs, in the place of an RSA key',
    ...optionalText,
  },
  gcsHmacSecret: {
    variable: 'GCS_HMAC_SECRET',
    describe: 'its secret',
    secret: true,
    ...optionalText,
  },
  azureAccount: { variable: 'AZURE_STORAGE_ACCOUNT', describe: 'storage account', ...optionalText },
  azureKey: {
    variable: 'AZURE_STORAGE_KEY',
    describe: 'its key (default: user delegation keys, by the credentials that the Azure SDK finds)',
    secret: true,
    ...optionalText,
  },
  azureContainer: {
    variable: 'AZURE_STORAGE_CONTAINER',
    describe: 'container of the PDFs',
    ...optionalText,
  },
  azureEndpoint: {
    variable: 'AZURE_BLOB_ENDPOINT',
    describe: 'address of the blob service (default: https://ACCOUNT.blob.core.windows.net)',
    ...optionalUrl,
  },
  swiftUrl: { variable: 'SWIFT_URL', describe: 'address of the service, without a path', ...optionalUrl },
  swiftContainer: { variable: 'SWIFT_CONTAINER', describe: 'container of the PDFs', ...optionalText },
  swiftUser: { variable: 'SWIFT_USER', describe: 'user, as account:user', ...optionalText },
  swiftKey: { variable: 'SWIFT_KEY', describe: 'key of the user', secret: true, ...optionalText },
  swiftTempUrlKeys: {
    variable: 'SWIFT_TEMPURL_KEY',
    describe: 'TempURL key of the account; while keys rotate two with a comma, of which the first signs',
    secret: true,
    fallback: () => [],
    parse(text) {
      const keys = text.split(',').map((key) => key.trim());
      if (keys.length > 2 || keys.includes('')) throw new Error('one key, or two with a comma');
      return keys;
    },
  },
};
