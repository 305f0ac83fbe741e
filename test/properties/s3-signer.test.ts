import { describe } from 'node:test';
import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { create } from 'content-disposition';
import fc from 'fast-check';
import { createS3Signer, type S3SignerParts } from 'lectern-signing/s3';
import { signerProperties } from '../contracts/signer-properties.ts';

const credentials = fc.record(
  {
    accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
    secretAccessKey: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }),
    sessionToken: fc.stringMatching(/^[A-Za-z0-9+/=]{1,300}$/),
  },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
const bucket = fc
  .record({
    region: fc.constantFrom(
      'us-east-1',
      'eu-central-1',
      'cn-north-1',
      'us-gov-west-1',
      'us-iso-east-1',
      'eusc-de-east-1',
    ),
    bucket: fc.constantFrom('examplebucket', 'with.dots.in-it', 'abc'),
    endpoint: fc.constantFrom(
      undefined,
      'https://s3.example.org',
      'https://s3.example.org:443/',
      'https://storage.example.org:8443/s3/v1',
      'http://localhost:9000',
      'http://127.0.0.1:9000',
    ),
    pathStyle: fc.boolean(),
  })
  // The SDK itself stumbles over a name with dots before an IP address.
  .filter(({ bucket, endpoint }) => !(bucket.includes('.') && endpoint?.includes('127.0.0.1')));

/** The AWS client for the same bucket; `parameters` take the place of the SDK's own notes in the query. */
function awsClient(parts: S3SignerParts, parameters: Readonly<Record<string, string>>): S3Client {
  const client = new S3Client({
    region: parts.region,
    credentials: parts.credentials() as NonNullable<S3ClientConfig['credentials']>,
    forcePathStyle: parts.pathStyle,
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    ...(parts.endpoint === undefined ? {} : { endpoint: parts.endpoint }),
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { query: Record<string, string> };
      delete request.query['x-id'];
      Object.assign(request.query, parameters);
      return next(args);
    },
    { step: 'build' },
  );
  return client;
}

const payloadHash = 'x-amz-content-sha256';
const uploadHeaders = ['content-length', 'content-type', 'if-none-match', 'x-amz-checksum-sha256'];

function times({ signedAtSeconds, expiresAtSeconds }: { signedAtSeconds: number; expiresAtSeconds: number }) {
  return {
    signingDate: new Date(signedAtSeconds * 1000),
    expiresIn: expiresAtSeconds - signedAtSeconds,
    // The presigner would write it into the query; the canonical request has it all the same.
    unsignableHeaders: new Set([payloadHash]),
    unhoistableHeaders: new Set([payloadHash, 'x-amz-checksum-sha256']),
  };
}

describe('a signed URL of S3', () => {
  signerProperties({
    parts: fc
      .record({ where: bucket, keys: credentials, conditionalPut: fc.boolean() })
      .map(({ where, keys, conditionalPut }) => ({ ...where, conditionalPut, credentials: () => keys })),
    create: createS3Signer,
    oracle: 'the AWS presigner',
    async download(parts, request) {
      const lifetime = request.expiresAtSeconds - request.signedAtSeconds;
      const command = new GetObjectCommand({
        Bucket: parts.bucket,
        Key: request.objectKey,
        ResponseCacheControl: `private, max-age=${lifetime}, immutable`,
        ResponseContentDisposition: create(request.fileName, { type: request.disposition }),
        ResponseContentType: 'application/pdf',
      });
      const client = awsClient(parts, { 'x-lectern-issue': request.issueId });
      return { url: await getSignedUrl(client, command, times(request)) };
    },
    async upload(parts, request) {
      const { sha256, size } = request;
      const checksum = Buffer.from(sha256, 'hex').toString('base64');
      const command = new PutObjectCommand({
        Bucket: parts.bucket,
        Key: request.objectKey,
        ContentLength: size,
        ContentType: 'application/pdf',
        ChecksumSHA256: checksum,
        ...(parts.conditionalPut ? { IfNoneMatch: '*' } : {}),
      });
      const client = awsClient(parts, { 'x-lectern-sha256': sha256, 'x-lectern-size': String(size) });
      const signableHeaders = new Set(['host', ...uploadHeaders]);
      return {
        url: await getSignedUrl(client, command, { ...times(request), signableHeaders }),
        headers: {
          'content-type': 'application/pdf',
          ...(parts.conditionalPut ? { 'if-none-match': '*' } : {}),
          'x-amz-checksum-sha256': checksum,
        },
      };
    },
    content: (request) => ('issueId' in request ? { issueId: request.issueId } : {}),
  });
});
