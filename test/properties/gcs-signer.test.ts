import assert from 'node:assert/strict';
import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it, mock } from 'node:test';
import { type GetSignedUrlConfig, Storage } from '@google-cloud/storage';
import { create } from 'content-disposition';
import fc from 'fast-check';
import type { GcsSignature } from '../../signing/gcs/gcs-key.ts';
import { createGcsSigner } from '../../signing/gcs/gcs-signer.ts';
import { download, upload } from './arbitrary-requests.ts';

const clientEmail = 'signer@example-project.iam.gserviceaccount.com';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsa: GcsSignature = { kind: 'rsa', clientEmail, privateKey };
const google = new Storage({
  projectId: 'example-project',
  credentials: {
    client_email: clientEmail,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  },
});

const bucketName = fc.constantFrom('example-bucket', 'a_b.example.org');
const endpoint = fc.constantFrom(undefined, 'https://storage.example.org', 'http://localhost/');
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

/** A URL with its parameters in the order of their names, as the SDK keeps another. */
function sorted(url: string) {
  const [address, query = ''] = url.split('?');
  return { address, parameters: query.split('&').sort() };
}

describe('a signed URL of Google Cloud Storage', () => {
  before(() => mock.timers.enable({ apis: ['Date'] }));
  after(() => mock.timers.reset());

  it("is what Google's SDK makes for a download", async () => {
    const property = fc.asyncProperty(bucketName, endpoint, download, async (bucket, at, request) => {
      const where = { bucket, endpoint: at };
      const { url, expiresAtMs } = await createGcsSigner({ ...where, signature: rsa }).signDownload(request);
      const expected = await signByGoogle(where, request, {
        action: 'read',
        responseDisposition: create(request.fileName, { type: request.disposition }),
        responseType: 'application/pdf',
        queryParams: { 'x-lectern-issue': request.issueId },
      });
      assert.deepEqual(sorted(url), sorted(expected));
      assert.equal(expiresAtMs, request.expiresAtSeconds * 1000);
    });
    await fc.assert(property);
  });

  it("is what Google's SDK makes for an upload that sends the same headers", async () => {
    const property = fc.asyncProperty(bucketName, endpoint, upload, async (bucket, at, request) => {
      const where = { bucket, endpoint: at };
      const { url, headers } = await createGcsSigner({ ...where, signature: rsa }).signUpload(request);
      const { 'content-type': contentType = '', ...extensionHeaders } = headers;
      const expected = await signByGoogle(where, request, {
        action: 'write',
        contentType,
        extensionHeaders,
        queryParams: { 'x-lectern-size': String(request.size) },
      });
      assert.deepEqual(sorted(url), sorted(expected));
      const { size } = request;
      assert.deepEqual(headers, {
        'content-type': 'application/pdf',
        'x-goog-content-length-range': `${size},${size}`,
        'x-goog-if-generation-match': '0',
      });
    });
    await fc.assert(property);
  });

  it('carries with an HMAC key the signature that Google specifies for it', async () => {
    const property = fc.asyncProperty(hmac, download, async (signature, request) => {
      const signer = createGcsSigner({ bucket: 'example-bucket', endpoint: undefined, signature });
      const { url } = await signer.signDownload(request);
      const { pathname, searchParams } = new URL(url);
      const date = searchParams.get('X-Goog-Date') ?? '';
      const scope = [date.slice(0, 8), 'auto', 'storage', 'goog4_request'];
      assert.equal(searchParams.get('X-Goog-Credential'), [signature.accessId, ...scope].join('/'));
      const query = url.slice(url.indexOf('?') + 1, url.indexOf('&X-Goog-Signature='));
      const host = 'host:storage.googleapis.com';
      const canonical = ['GET', pathname, query, host, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
      const hash = createHash('sha256').update(canonical).digest('hex');
      let key: string | Buffer = `GOOG4${signature.secret}`;
      for (const step of scope) key = createHmac('sha256', key).update(step).digest();
      const expected = createHmac('sha256', key);
      expected.update(['GOOG4-HMAC-SHA256', date, scope.join('/'), hash].join('\n'));
      assert.equal(searchParams.get('X-Goog-Signature'), expected.digest('hex'));
    });
    await fc.assert(property);
  });

  it('is read back by its signer, and refused after any character is changed', async () => {
    const signature = fc.oneof(fc.constant(rsa), hmac);
    const put = fc.constantFrom(...'aA0%/?&=#.-_~+');
    const property = fc.asyncProperty(
      fc.record({ bucket: bucketName, endpoint, signature }),
      fc.oneof(download, upload),
      fc.nat(),
      put,
      async (parts, request, position, character) => {
        const signer = createGcsSigner(parts);
        const isDownload = 'issueId' in request;
        const { url, expiresAtMs } = await (isDownload
          ? signer.signDownload(request)
          : signer.signUpload(request));
        const { objectKey } = request;
        const expected = isDownload
          ? { kind: 'download', objectKey, issueId: request.issueId, expiresAtMs }
          : { kind: 'upload', objectKey, expiresAtMs };
        assert.deepEqual(signer.readUrl(url), expected);
        const at = position % url.length;
        const mutated = url.slice(0, at) + character + url.slice(at + 1);
        fc.pre(mutated !== url);
        assert.ok('failure' in signer.readUrl(mutated), mutated);
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });
});
