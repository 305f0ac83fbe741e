import { randomUUID } from 'node:crypto';
import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { type AzureCredential, sasVersion } from '../../signing/azure/sas.ts';
import {
  bucketDefaults,
  createDocumentSigner,
  type DocumentRequest,
} from '../../src/storage/document-signer.ts';
import { azureSigner } from '../../test/signing/signers.ts';
import { hmacOf, oneWindow, type SignRow } from './sign-rows.ts';

const place = { account: 'lecternexample', container: 'documents' };
const folder = `https://${place.account}.blob.core.windows.net/${place.container}`;
const secret = Buffer.alloc(64, 7).toString('base64');
const accountKey: AzureCredential = { kind: 'account-key', key: secret };
const sharedKey = new StorageSharedKeyCredential(place.account, secret);

const [startsOn, endsOn] = [new Date('2026-11-24T00:00:00Z'), new Date('2026-11-30T00:00:00Z')];
const [oid, tid] = [randomUUID(), randomUUID()];
const delegation: AzureCredential = {
  kind: 'user-delegation',
  key: {
    signedOid: oid,
    signedTid: tid,
    signedStart: '2026-11-24T00:00:00Z',
    signedExpiry: '2026-11-30T00:00:00Z',
    signedService: 'b',
    signedVersion: sasVersion,
    value: secret,
  },
  expiresAtMs: endsOn.getTime(),
};
const delegationKey = {
  signedObjectId: oid,
  signedTenantId: tid,
  signedStartsOn: startsOn,
  signedExpiresOn: endsOn,
  signedService: 'b',
  signedVersion: sasVersion,
  value: secret,
};

function sasValues({ objectKey, fileName, expiresAtSeconds }: DocumentRequest) {
  return {
    version: sasVersion,
    containerName: place.container,
    blobName: objectKey,
    permissions: BlobSASPermissions.parse('r'),
    expiresOn: new Date(expiresAtSeconds * 1000),
    protocol: SASProtocol.Https,
    cacheControl: 'private, max-age=300, immutable',
    contentDisposition: `inline; filename="${encodeURIComponent(fileName)}"`,
    contentType: 'application/pdf',
  };
}

const signerWith = (credential: AzureCredential) =>
  createDocumentSigner(
    'azure',
    azureSigner({ ...place, credential, contentType: bucketDefaults.contentType }),
  );

export const azureRows: ReadonlyArray<SignRow> = [
  {
    name: 'azure, service SAS',
    requests: oneWindow,
    signer: signerWith(accountKey),
    vendor: {
      sign: (request) =>
        `${folder}/${request.objectKey}?${generateBlobSASQueryParameters(sasValues(request), sharedKey)}`,
      atLeast: 1,
    },
    primitive: { run: hmacOf('x'.repeat(250)) },
  },
  {
    name: 'azure, user delegation SAS',
    requests: oneWindow,
    signer: signerWith(delegation),
    vendor: {
      sign: (request) =>
        `${folder}/${request.objectKey}?${generateBlobSASQueryParameters(sasValues(request), delegationKey, place.account)}`,
      atLeast: 1,
    },
    primitive: { run: hmacOf('x'.repeat(400)) },
  },
];
