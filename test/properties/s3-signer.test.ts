import { describe } from 'node:test';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import fc from 'fast-check';
import type { S3Credentials, S3Options } from 'lectern-signing/s3';
import { defined, dispositionOf, signerProperties } from '../contracts/signer-properties.ts';
import { s3Signer } from '../signing/signers.ts';
import type { AskedObject } from './arbitrary-requests.ts';

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
      undefined,
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
    pathStyle: fc.constantFrom(true, false, undefined),
  })
  // The SDK itself fails for a name with dots before an IP address.
  .filter(({ bucket, endpoint }) => !(bucket.includes('.') && endpoint?.includes('127.0.0.1')));

type Options = S3Options & { readonly credentials: S3Credentials };

/** The AWS client for the same bucket; `parameters` replace those that the SDK adds to the query. */
function awsClient(options: Options, parameters: Readonly<Record<string, string>>): S3Client {
  const client = new S3Client({
    region: options.region ?? 'us-east-1',
    credentials: defined(options.credentials),
    forcePathStyle: options.pathStyle ?? options.endpoint !== undefined,
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
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
    // The presigner would write it into the query; the canonical request contains it all the same.
    unsignableHeaders: new Set([payloadHash]),
    unhoistableHeaders: new Set([payloadHash, 'x-amz-checksum-sha256']),
  };
}

type Command = GetObjectCommand | HeadObjectCommand | DeleteObjectCommand;

async function signByAws(options: Options, request: AskedObject, command: Command) {
  const { correlation } = request;
  const client = awsClient(options, correlation ? { [correlation.name]: correlation.value } : {});
  return { url: await getSignedUrl(client, command as GetObjectCommand, times(request)) };
}

describe('a signed URL of S3', () => {
  signerProperties<Options>({
    provider: 's3',
    options: fc
      .record({
        where: bucket,
        credentials,
        conditionalPut: fc.boolean(),
        contentType: fc.constantFrom(undefined, 'application/pdf'),
        uploadParameterPrefix: fc.constantFrom('x-', 'x-upload-'),
      })
      .map(({ where, ...others }) => ({ ...where, ...others })),
    create: s3Signer,
    oracle: 'the AWS presigner',
    download(options, request) {
      const { responseHeaders } = request;
      const command = new GetObjectCommand({
        Bucket: options.bucket,
        Key: request.objectKey,
        ...defined({
          ResponseCacheControl: responseHeaders?.cacheControl,
          ResponseContentDisposition: dispositionOf(request),
          ResponseContentEncoding: responseHeaders?.contentEncoding,
          ResponseContentLanguage: responseHeaders?.contentLanguage,
          ResponseContentType: responseHeaders?.contentType,
        }),
        ...(responseHeaders?.expires && { ResponseExpires: new Date(responseHeaders.expires) }),
      });
      return signByAws(options, request, command);
    },
    head: (options, request) =>
      signByAws(options, request, new HeadObjectCommand({ Bucket: options.bucket, Key: request.objectKey })),
    delete: (options, request) =>
      signByAws(
        options,
        request,
        new DeleteObjectCommand({ Bucket: options.bucket, Key: request.objectKey }),
      ),
    async upload(options, request) {
      const { sha256, size, contentType = options.contentType } = request;
      const { conditionalPut, uploadParameterPrefix: prefix } = options;
      const checksum = sha256 && Buffer.from(sha256, 'hex').toString('base64');
      const command = new PutObjectCommand({
        Bucket: options.bucket,
        Key: request.objectKey,
        ...defined({ ContentLength: size, ContentType: contentType, ChecksumSHA256: checksum }),
        ...(conditionalPut ? { IfNoneMatch: '*' } : {}),
      });
      const repeated = defined({
        [`${prefix}content-type`]: contentType === options.contentType ? undefined : contentType,
        [`${prefix}sha256`]: sha256,
        [`${prefix}size`]: size === undefined ? undefined : String(size),
      });
      const signableHeaders = new Set([
        'host',
        ...uploadHeaders.filter((name) => name !== 'content-type' || contentType !== undefined),
      ]);
      return {
        url: await getSignedUrl(awsClient(options, repeated), command, {
          ...times(request),
          signableHeaders,
        }),
        headers: {
          ...defined({ 'content-type': contentType }),
          ...(conditionalPut ? { 'if-none-match': '*' } : {}),
          ...defined({ 'x-amz-checksum-sha256': checksum }),
        },
      };
    },
  });
});
