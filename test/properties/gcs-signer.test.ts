import { createHash, createHmac } from 'node:crypto';
import { after, before, describe, mock } from 'node:test';
import { type GetSignedUrlConfig, Storage } from '@google-cloud/storage';
import fc from 'fast-check';
import type { GcsSignature } from 'lectern-signing/gcs';
import { defined, dispositionOf, encoded, signerProperties } from '../contracts/signer-properties.ts';
import { gcsSigner } from '../signing/signers.ts';
import { privateKey } from '../support/rsa-key.ts';
import type { AskedDownload, AskedObject } from './arbitrary-requests.ts';

const clientEmail = 'signer@example-project.iam.gserviceaccount.com';
const rsa: GcsSignature = { kind: 'rsa', clientEmail, privateKey };
const google = new Storage({
  projectId: 'example-project',
  credentials: {
    client_email: clientEmail,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  },
});

const bucketName = fc.constantFrom('example-bucket', 'a_b.example.org');
const endpoint = fc.constantFrom(
  ...[undefined, 'https://storage.example.org', 'http://localhost/'],
  ...['http://localhost:8080', 'https://storage.example.org:8443', 'http://[::1]:4443'],
);
const hmac = fc.record({
  kind: fc.constant('hmac' as const),
  accessId: fc.stringMatching(/^GOOG[A-Z0-9]{20,57}$/),
  secret: fc.stringMatching(/^[A-Za-z0-9+/]{40}$/),
});

/** What Google's SDK signs at a time, which it takes from the clock. */
async function signByGoogle(
  where: { readonly bucket: string; readonly endpoint: string | undefined },
  request: {
    readonly objectKey: string;
    readonly signedAtSeconds: number;
    readonly expiresAtSeconds: number;
  },
  config: Omit<GetSignedUrlConfig, 'expires'>,
): Promise<string> {
  mock.timers.setTime(request.signedAtSeconds * 1000);
  const [url] = await google
    .bucket(where.bucket)
    .file(request.objectKey)
    .getSignedUrl({
      version: 'v4',
      expires: request.expiresAtSeconds * 1000,
      ...(where.endpoint === undefined ? {} : { host: new URL(where.endpoint) }),
      ...config,
    });
  return url;
}

interface HmacOptions {
  readonly bucket: string;
  readonly signature: { readonly accessId: string; readonly secret: string };
}

/** Cloud Storage, Signatures: the canonical request, the string to sign and the HMAC in four steps. */
function signBySpecification(
  method: string,
  { bucket, signature: { accessId, secret } }: HmacOptions,
  { objectKey, correlation, signedAtSeconds, expiresAtSeconds }: AskedObject,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const date = `${new Date(signedAtSeconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const scope = [date.slice(0, 8), 'auto', 'storage', 'goog4_request'];
  const query = Object.entries({
    'X-Goog-Algorithm': 'GOOG4-HMAC-SHA256',
    'X-Goog-Credential': [accessId, ...scope].join('/'),
    'X-Goog-Date': date,
    'X-Goog-Expires': String(expiresAtSeconds - signedAtSeconds),
    'X-Goog-SignedHeaders': 'host',
    ...parameters,
    ...(correlation && { [correlation.name]: correlation.value }),
  })
    .map(([name, value]) => `${name}=${encoded(value)}`)
    .join('&');
  const path = `/${bucket}/${objectKey.split('/').map(encoded).join('/')}`;
  const canonical = [method, path, query, 'host:storage.googleapis.com', '', 'host', 'UNSIGNED-PAYLOAD'];
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex');
  let key: string | Buffer = `GOOG4${secret}`;
  for (const step of scope) key = createHmac('sha256', key).update(step).digest();
  const signed = createHmac('sha256', key).update(
    ['GOOG4-HMAC-SHA256', date, scope.join('/'), hash].join('\n'),
  );
  return `https://storage.googleapis.com${path}?${query}&X-Goog-Signature=${signed.digest('hex')}`;
}

const queryParams = ({ correlation }: AskedObject) =>
  correlation === undefined ? {} : { queryParams: { [correlation.name]: correlation.value } };

const responseParameters = (request: AskedDownload) =>
  defined({
    'response-content-disposition': dispositionOf(request),
    'response-content-type': request.responseHeaders?.contentType,
  });

describe('a signed URL of Google Cloud Storage', () => {
  before(() => mock.timers.enable({ apis: ['Date'] }));
  after(() => mock.timers.reset());

  signerProperties({
    provider: 'gcs',
    options: fc
      .record({ bucket: bucketName, endpoint, contentType: fc.constantFrom(undefined, 'application/pdf') })
      .map((where) => ({ ...where, signature: rsa })),
    create: gcsSigner,
    oracle: "Google's SDK",
    download: async (where, request) => ({
      url: await signByGoogle(where, request, {
        action: 'read',
        ...defined({
          responseDisposition: dispositionOf(request),
          responseType: request.responseHeaders?.contentType,
        }),
        ...queryParams(request),
      }),
    }),
    async upload(where, request) {
      const { size, contentType = where.contentType } = request;
      const extensionHeaders: Record<string, string> = {
        ...(size !== undefined && { 'x-goog-content-length-range': `${size},${size}` }),
        'x-goog-if-generation-match': '0',
      };
      const url = await signByGoogle(where, request, {
        action: 'write',
        ...defined({ contentType }),
        extensionHeaders,
        queryParams: defined({
          'x-content-type': contentType === where.contentType ? undefined : contentType,
          'x-size': size === undefined ? undefined : String(size),
        }),
      });
      return { url, headers: { ...defined({ 'content-type': contentType }), ...extensionHeaders } };
    },
    delete: async (where, request) => ({
      url: await signByGoogle(where, request, { action: 'delete', ...queryParams(request) }),
    }),
    changes: 100,
  });
});

describe('a signed URL of Google Cloud Storage with an HMAC key', () => {
  signerProperties({
    provider: 'gcs',
    options: fc.record({ bucket: bucketName, endpoint: fc.constant(undefined), signature: hmac }),
    create: gcsSigner,
    oracle: "Google's specification",
    download: (options, request) => ({
      url: signBySpecification('GET', options, request, responseParameters(request)),
    }),
    head: (options, request) => ({ url: signBySpecification('HEAD', options, request) }),
    delete: (options, request) => ({ url: signBySpecification('DELETE', options, request) }),
  });
});
