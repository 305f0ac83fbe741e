import { describe } from 'node:test';
import {
  BlobSASPermissions,
  type BlobSASSignatureValues,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { create } from 'content-disposition';
import fc from 'fast-check';
import type { DownloadRequest, UploadRequest } from 'lectern-signing';
import { type AzureCredential, type AzureSignerParts, createAzureSigner } from 'lectern-signing/azure';
import { signerProperties } from '../contracts/signer-properties.ts';

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

/** The whole URL, as Azure's SDK signs it. */
function signByAzure(
  where: AzureSignerParts,
  { objectKey, expiresAtSeconds }: DownloadRequest | UploadRequest,
  permissions: string,
  reply: Pick<BlobSASSignatureValues, 'cacheControl' | 'contentDisposition' | 'contentType'> = {},
): string {
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
  return `${service}/${container}/${encodeURIComponent(objectKey)}?${sas}`;
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
  signerProperties({
    parts,
    create: createAzureSigner,
    oracle: "Azure's SDK",
    download(where, request) {
      const lifetime = request.expiresAtSeconds - request.signedAtSeconds;
      const url = signByAzure(where, request, 'r', {
        cacheControl: `private, max-age=${lifetime}, immutable`,
        contentDisposition: create(request.fileName, { type: request.disposition }),
        contentType: 'application/pdf',
      });
      return { url };
    },
    upload: (where, request) => ({
      url: signByAzure(where, request, 'c'),
      headers: { 'content-type': 'application/pdf', 'x-ms-blob-type': 'BlockBlob' },
    }),
    read,
    content: () => ({}),
  });
});
