import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { create } from 'content-disposition';
import fc from 'fast-check';
import { type AzureSignerParts, createAzureSigner } from '../../signing/azure/azure-signer.ts';
import type { AzureCredential } from '../../signing/azure/sas.ts';
import { download, upload } from './arbitrary-requests.ts';

const secret = fc.base64String({ minLength: 4, maxLength: 88 });
const accountKey = secret.map((key): AzureCredential => ({ kind: 'account-key', key }));
const isoSeconds = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map((seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`);
const delegationKey = fc
  .record({
    signedOid: fc.uuid(),
    signedTid: fc.uuid(),
    signedStart: isoSeconds,
    signedExpiry: isoSeconds,
    signedService: fc.constant('b'),
    signedVersion: fc.constantFrom('2022-11-02', '2024-05-04'),
    value: secret,
  })
  // After every request: what a key that ends does to a URL is in test/signing/azure-signer.test.ts.
  .map((key): AzureCredential => ({ kind: 'user-delegation', key, expiresAtMs: 4_000_000_000_000 }));

const parts = fc
  .record({
    account: fc.stringMatching(/^[a-z0-9]{3,24}$/),
    container: fc.constantFrom('documents', '$root', 'a-b'),
    endpoint: fc.constantFrom(
      undefined,
      'https://files.example.org',
      'https://files.example.org:8443/',
      'http://127.0.0.1:10000/devstoreaccount1',
    ),
    credential: fc.oneof(accountKey, delegationKey),
  })
  .map(({ credential, ...where }): AzureSignerParts => ({ ...where, credential: () => credential }));

interface Sas {
  readonly objectKey: string;
  readonly expiresAtSeconds: number;
  readonly permissions: string;
  readonly reply: { cacheControl?: string; contentDisposition?: string; contentType?: string };
}

/** The whole URL, as Azure's SDK signs it. */
function signByAzure(where: AzureSignerParts, { objectKey, expiresAtSeconds, permissions, reply }: Sas) {
  const { account, container, endpoint } = where;
  const service = endpoint?.replace(/\/$/, '') ?? `https://${account}.blob.core.windows.net`;
  const values = {
    version: '2022-11-02',
    containerName: container,
    blobName: objectKey,
    permissions: BlobSASPermissions.parse(permissions),
    expiresOn: new Date(expiresAtSeconds * 1000),
    protocol: service.startsWith('https') ? SASProtocol.Https : SASProtocol.HttpsAndHttp,
    ...reply,
  };
  const credential = where.credential();
  const sas =
    credential.kind === 'account-key'
      ? generateBlobSASQueryParameters(values, new StorageSharedKeyCredential(account, credential.key))
      : generateBlobSASQueryParameters(values, sdkKey(credential), account);
  return read(`${service}/${container}/${encodeURIComponent(objectKey)}?${sas}`);
}

function sdkKey({ key }: AzureCredential & { readonly kind: 'user-delegation' }) {
  return {
    signedObjectId: key.signedOid,
    signedTenantId: key.signedTid,
    signedStartsOn: new Date(key.signedStart),
    signedExpiresOn: new Date(key.signedExpiry),
    signedService: key.signedService,
    signedVersion: key.signedVersion,
    value: key.value,
  };
}

/** What Azure reads in a URL: it decodes the name of the blob and the parameters before it looks at them. */
function read(url: string) {
  const [address = '', query] = url.split('?');
  return { address: decodeURIComponent(address), parameters: [...new URLSearchParams(query)] };
}

describe('a signed URL of Azure Blob Storage', () => {
  it("is what Azure's SDK makes for a download", () => {
    fc.assert(
      fc.property(parts, download, (where, request) => {
        const { objectKey, signedAtSeconds, expiresAtSeconds } = request;
        const { url, expiresAtMs } = createAzureSigner(where).signDownload(request);
        const expected = signByAzure(where, {
          objectKey,
          expiresAtSeconds,
          permissions: 'r',
          reply: {
            cacheControl: `private, max-age=${expiresAtSeconds - signedAtSeconds}, immutable`,
            contentDisposition: create(request.fileName, { type: request.disposition }),
            contentType: 'application/pdf',
          },
        });
        assert.deepEqual(read(url), expected);
        assert.equal(expiresAtMs, expiresAtSeconds * 1000);
      }),
      { numRuns: 500 },
    );
  });

  it("is what Azure's SDK makes for an upload", () => {
    fc.assert(
      fc.property(parts, upload, (where, request) => {
        const { objectKey, expiresAtSeconds } = request;
        const { url } = createAzureSigner(where).signUpload(request);
        const expected = signByAzure(where, { objectKey, expiresAtSeconds, permissions: 'c', reply: {} });
        assert.deepEqual(read(url), expected);
      }),
      { numRuns: 500 },
    );
  });

  it('is read back by its signer, and refused after any character is changed', () => {
    const put = fc.constantFrom(...'aA0%/?&=#.-_~+');
    fc.assert(
      fc.property(parts, fc.oneof(download, upload), fc.nat(), put, (where, request, position, character) => {
        const signer = createAzureSigner(where);
        const isDownload = 'issueId' in request;
        const { url, expiresAtMs } = isDownload ? signer.signDownload(request) : signer.signUpload(request);
        const kind = isDownload ? 'download' : 'upload';
        assert.deepEqual(signer.readUrl(url), { kind, objectKey: request.objectKey, expiresAtMs });
        const at = position % url.length;
        const mutated = url.slice(0, at) + character + url.slice(at + 1);
        fc.pre(mutated !== url);
        assert.ok('failure' in signer.readUrl(mutated), mutated);
      }),
      { numRuns: 1000 },
    );
  });
});
