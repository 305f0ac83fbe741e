import { optional, required, type SettingsOf, together, url, type Variable, yesOrNo } from '../variables.ts';

const region: Variable<string> = {
  ...required('S3_REGION', 'region of the bucket (default: us-east-1 where S3_ENDPOINT is given)'),
  fallback: ({ S3_ENDPOINT }) => (S3_ENDPOINT === undefined ? undefined : 'us-east-1'),
};

/** The AWS SDK finds the credentials by its own chain: environment, shared files, SSO, container, instance. */
export const s3Variables = {
  bucket: required('S3_BUCKET', 'bucket of the PDFs'),
  endpoint: optional('S3_ENDPOINT', 'address at which the backend reaches the service (default: AWS)', url),
  region,
  publicEndpoint: optional(
    'S3_PUBLIC_ENDPOINT',
    'address of the service as browsers see it; only signed for, never asked (default: S3_ENDPOINT)',
    url,
  ),
  forcePathStyle: yesOrNo(
    'S3_FORCE_PATH_STYLE',
    'true for addresses of the form https://host/bucket/key',
    false,
  ),
  conditionalPut: yesOrNo(
    'S3_CONDITIONAL_PUT',
    'false where the service answers 501 to If-None-Match: upload links may then overwrite',
    true,
  ),
  /** Delivery in front of the bucket; uploads go to S3 all the same. */
  cloudFront: together({
    url: required('CLOUDFRONT_URL', 'address of a CloudFront distribution in front of the bucket', url),
    keyPairId: required(
      'CLOUDFRONT_KEY_PAIR_ID',
      'id of the public key in the trusted key group of the distribution',
    ),
    privateKeyFile: required(
      'CLOUDFRONT_PRIVATE_KEY_FILE',
      'file with the private RSA key of that key pair, in PEM',
    ),
  }),
};

export type S3Settings = SettingsOf<typeof s3Variables>;
export type CloudFrontSettings = NonNullable<S3Settings['cloudFront']>;
