import type { PageOrigins } from '../../lib/page-origins.ts';
import { httpUrl, oneOf, type SettingTable, type SettledBy } from '../../lib/setting.ts';
import { objectFolders } from '../object-key.ts';
import {
  allowedHeaders,
  defineProvider,
  exposedHeaders,
  json,
  maxAgeSeconds,
  type Policy,
  type PolicyRequest,
} from '../provider.ts';

const url = httpUrl({ path: true });
const trueOrFalse = (text: string) => oneOf('true', 'false')(text) === 'true';

/** The AWS SDK finds the credentials: environment, shared files, SSO, container, instance. */
const settings = {
  bucket: { variable: 'S3_BUCKET', describe: 'bucket of the PDFs', required: true },
  endpoint: {
    variable: 'S3_ENDPOINT',
    describe: 'URL at which Lectern reaches the service',
    defaultText: 'AWS',
    parse: url,
  },
  region: {
    variable: 'S3_REGION',
    describe: 'region of the bucket',
    defaultText: '`us-east-1` where `S3_ENDPOINT` is given',
    required: true,
    fallback: ({ endpoint }) => (endpoint === undefined ? undefined : 'us-east-1'),
  },
  publicEndpoint: {
    variable: 'S3_PUBLIC_ENDPOINT',
    describe: 'public URL of the service; Lectern signs for it, but never calls it',
    defaultText: '`S3_ENDPOINT`',
    parse: url,
  },
  forcePathStyle: {
    variable: 'S3_FORCE_PATH_STYLE',
    describe: '`true` for URLs of the form `https://host/bucket/key`',
    fallback: () => false,
    parse: trueOrFalse,
  },
  conditionalPut: {
    variable: 'S3_CONDITIONAL_PUT',
    describe:
      "`false` if the service answers 501 to `If-None-Match`, as Swift's s3api does; upload links can then overwrite",
    fallback: () => true,
    parse: trueOrFalse,
  },
  /** Delivers in front of the bucket; uploads still go to S3. */
  cloudFrontUrl: {
    variable: 'CLOUDFRONT_URL',
    describe: 'URL of a CloudFront distribution in front of the bucket',
    parse: url,
  },
  cloudFrontKeyPairId: {
    variable: 'CLOUDFRONT_KEY_PAIR_ID',
    describe: 'id of the public key in the trusted key group of the distribution',
  },
  cloudFrontPrivateKeyFile: {
    variable: 'CLOUDFRONT_PRIVATE_KEY_FILE',
    describe: 'file with the private RSA key of that key pair, in PEM',
  },
} satisfies SettingTable;

export type S3Settings = SettledBy<typeof settings>;

export const s3 = defineProvider({
  settings,
  together: [[settings.cloudFrontUrl, settings.cloudFrontKeyPairId, settings.cloudFrontPrivateKeyFile]],
  clientVariables: 'AWS_',
  signers: ({ cloudFrontUrl }) => (cloudFrontUrl === undefined ? ['s3'] : ['cloudfront', 's3']),
  policies,
});

/** Amazon S3 User Guide: CORS configuration. */
export function corsOf({ webOrigin, embedOrigins }: PageOrigins) {
  const corsRule = (
    origins: ReadonlyArray<string>,
    methods: ReadonlyArray<string>,
    headers = allowedHeaders,
  ) => ({
    AllowedOrigins: [...origins],
    AllowedMethods: [...methods],
    AllowedHeaders: headers,
    ExposeHeaders: exposedHeaders,
    MaxAgeSeconds: maxAgeSeconds,
  });
  return {
    CORSRules: [
      corsRule([webOrigin], ['GET', 'PUT'], ['x-amz-checksum-sha256', ...allowedHeaders]),
      ...(embedOrigins.length === 0 ? [] : [corsRule(embedOrigins, ['GET'])]),
    ],
  };
}

/**
 * Amazon CloudFront API Reference, CachePolicyConfig. What is not in the key of the cache is not forwarded either. Objects never change, and
 * CloudFront itself takes the parameters of its signature out of the key; but the URLs of two readers also differ in `x-lectern-issue`.
 */
const cachePolicy: Policy = {
  title: 'Cache policy of the distribution: readers of a file share one copy',
  how: 'aws cloudfront create-cache-policy --cache-policy-config file://cache.json',
  document: json({
    Name: 'lectern',
    MinTTL: 0,
    DefaultTTL: 31_536_000,
    MaxTTL: 31_536_000,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: false,
      EnableAcceptEncodingBrotli: false,
      HeadersConfig: allow('Header', [
        'Origin',
        'Access-Control-Request-Method',
        'Access-Control-Request-Headers',
      ]),
      CookiesConfig: { CookieBehavior: 'none' },
      QueryStringsConfig: allow('QueryString', ['response-content-disposition', 'response-content-type']),
    },
  }),
};

function allow(what: 'Header' | 'QueryString', Items: ReadonlyArray<string>) {
  return { [`${what}Behavior`]: 'whitelist', [`${what}s`]: { Quantity: Items.length, Items } };
}

/** Amazon S3 User Guide: Policy keys; `s3:signatureAge` is in milliseconds. */
function policies({ bucket, cloudFrontUrl }: S3Settings, request: PolicyRequest): ReadonlyArray<Policy> {
  const objects = objectFolders.map((folder) => `arn:aws:s3:::${bucket}/${folder}/*`);
  // Uploads must begin within 15 minutes. CloudFront signs downloads itself.
  const maxAgeOfSignature = Math.max(cloudFrontUrl === undefined ? request.ttlSeconds : 0, 900);
  return [
    {
      title: 'CORS of the bucket',
      how: `aws s3api put-bucket-cors --bucket ${bucket} --cors-configuration file://cors.json`,
      document: json(corsOf(request)),
    },
    ...(cloudFrontUrl === undefined ? [] : [cachePolicy]),
    {
      title: 'What the identity of Lectern may do',
      how: 'aws iam put-user-policy --user-name lectern --policy-name lectern --policy-document file://lectern.json',
      document: json({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ReadWriteDocuments',
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
            Resource: objects,
          },
          {
            // Without it S3 returns 403 for a missing file. A condition on `s3:prefix` would bring that back, because HEAD has no prefix
            // (seen on Ceph RGW 18).
            Sid: 'TellMissingFiles',
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: `arn:aws:s3:::${bucket}`,
          },
        ],
      }),
    },
    {
      title: `Policy of the bucket: signatures last at most ${maxAgeOfSignature} s, and only https`,
      how: `aws s3api put-bucket-policy --bucket ${bucket} --policy file://bucket.json`,
      document: json({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'NoOldSignatures',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: objects,
            Condition: { NumericGreaterThan: { 's3:signatureAge': maxAgeOfSignature * 1000 } },
          },
          {
            Sid: 'OnlyHttps',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: objects,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      }),
    },
  ];
}
