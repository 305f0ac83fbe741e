import { describe } from 'node:test';
import {
  BlobSASPermissions,
  type BlobSASSignatureValues,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import fc from 'fast-check';
import type { AzureCredential, AzureOptions } from 'lectern-signing/azure';
import { defined, dispositionOf, signerProperties } from '../contracts/signer-properties.ts';
import { azureSigner } from '../signing/signers.ts';
import type { AskedObject } from './arbitrary-requests.ts';

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
  // Expires after every request; test/signing/azure-signer.test.ts tests URLs whose key ends earlier.
  .map((key): AzureCredential => ({ kind: 'user-delegation', key, expiresAtMs: 4_000_000_000_000 }));

type Options = AzureOptions & { readonly credential: AzureCredential };

const options = fc
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
    contentType: fc.constantFrom(undefined, 'application/pdf'),
  })
  .map((where): Options => where);

/** The whole URL, as Azure's SDK signs it. */
function signByAzure(
  where: Options,
  { objectKey, expiresAtSeconds }: AskedObject,
  permissions: string,
  reply: Partial<BlobSASSignatureValues> = {},
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
  const { credential } = where;
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

/** A URL as Azure reads it: the name of the blob and the parameters are decoded first. */
function read(url: string) {
  const [address = '', query] = url.split('?');
  return { address: decodeURIComponent(address), parameters: [...new URLSearchParams(query)] };
}

describe('a signed URL of Azure Blob Storage', () => {
  signerProperties<Options>({
    provider: 'azure',
    options,
    create: azureSigner,
    oracle: "Azure's SDK",
    download(where, request) {
      const { client, responseHeaders } = request;
      const ipRange = client === undefined ? undefined : { start: client };
      const reply = { ...responseHeaders, contentDisposition: dispositionOf(request), ipRange };
      return { url: signByAzure(where, request, 'r', defined(reply)) };
    },
    upload: (where, request) => ({
      url: signByAzure(where, request, 'c'),
      headers: {
        ...defined({ 'content-type': request.contentType ?? where.contentType }),
        'x-ms-blob-type': 'BlockBlob',
      },
    }),
    delete: (where, request) => ({ url: signByAzure(where, request, 'd') }),
    read,
  });
});
