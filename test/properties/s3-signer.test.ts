import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { create } from 'content-disposition';
import fc from 'fast-check';
import { createS3Signer, type S3Signer, type S3SignerParts } from '../../signing/s3/s3-signer.ts';
import { download, upload } from './arbitrary-requests.ts';

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

/** A URL with its parameters in the order of their names, as the SDK keeps another. */
function sorted(url: string) {
  const [address, query = ''] = url.split('?');
  return { address, parameters: query.split('&').sort() };
}

/** Signs with one signer for every two requests, so that what it keeps from the first is used by the second. */
function signTwice<T>(
  parts: S3SignerParts,
  requests: readonly [T, T],
  sign: (signer: S3Signer, request: T) => string,
) {
  const signer = createS3Signer(parts);
  return requests.map((request) => ({ request, url: sign(signer, request) }));
}

const two = <T>(request: fc.Arbitrary<T>) => fc.tuple(request, request);

describe('a signed URL of S3', () => {
  it('is what the AWS presigner makes for a download', async () => {
    const property = fc.asyncProperty(bucket, credentials, two(download), async (where, keys, requests) => {
      const parts = { ...where, credentials: () => keys };
      for (const { request, url } of signTwice(
        parts,
        requests,
        (signer, one) => signer.signDownload(one).url,
      )) {
        const { expiresAtSeconds, signedAtSeconds } = request;
        const command = new GetObjectCommand({
          Bucket: where.bucket,
          Key: request.objectKey,
          ResponseCacheControl: `private, max-age=${expiresAtSeconds - signedAtSeconds}, immutable`,
          ResponseContentDisposition: create(request.fileName, { type: request.disposition }),
          ResponseContentType: 'application/pdf',
        });
        const client = awsClient(parts, { 'x-lectern-issue': request.issueId });
        assert.deepEqual(sorted(url), sorted(await getSignedUrl(client, command, times(request))));
      }
    });
    await fc.assert(property);
  });

  it('is what the AWS presigner makes for an upload', async () => {
    const property = fc.asyncProperty(
      bucket,
      credentials,
      two(upload),
      fc.boolean(),
      async (where, keys, requests, conditionalPut) => {
        const parts = { ...where, credentials: () => keys, conditionalPut };
        for (const { request, url } of signTwice(
          parts,
          requests,
          (signer, one) => signer.signUpload(one).url,
        )) {
          const command = new PutObjectCommand({
            Bucket: where.bucket,
            Key: request.objectKey,
            ContentLength: request.size,
            ContentType: 'application/pdf',
            ChecksumSHA256: Buffer.from(request.sha256, 'hex').toString('base64'),
            ...(conditionalPut ? { IfNoneMatch: '*' } : {}),
          });
          const { sha256, size } = request;
          const client = awsClient(parts, { 'x-lectern-sha256': sha256, 'x-lectern-size': String(size) });
          const signableHeaders = new Set(['host', ...uploadHeaders]);
          const expected = await getSignedUrl(client, command, { ...times(request), signableHeaders });
          assert.deepEqual(sorted(url), sorted(expected));
        }
      },
    );
    await fc.assert(property);
  });

  it('is read back by its signer, and refused after any character is changed', () => {
    const signed = fc.tuple(bucket, credentials, download, upload, fc.boolean());
    const put = fc.constantFrom(...'aA0%/?&=#.-_~+');
    fc.assert(
      fc.property(signed, fc.nat(), put, ([where, keys, forReader, forUploader, isUpload], at, character) => {
        const signer = createS3Signer({ ...where, credentials: () => keys });
        const { url, expiresAtMs } = isUpload
          ? signer.signUpload(forUploader)
          : signer.signDownload(forReader);
        const expected = isUpload
          ? { kind: 'upload', objectKey: forUploader.objectKey, expiresAtMs }
          : { kind: 'download', objectKey: forReader.objectKey, issueId: forReader.issueId, expiresAtMs };
        assert.deepEqual(signer.readUrl(url), expected);
        const mutated = url.slice(0, at % url.length) + character + url.slice((at % url.length) + 1);
        fc.pre(mutated !== url);
        assert.ok('failure' in signer.readUrl(mutated), mutated);
      }),
      { numRuns: 1000 },
    );
  });
});
