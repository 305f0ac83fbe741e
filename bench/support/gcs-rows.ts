import { generateKeyPairSync, sign } from 'node:crypto';
import { Storage } from '@google-cloud/storage';
import type { GcsSignature } from 'lectern-signing/gcs';
import { credentialScope, google, stringToSign } from '../../signing/sigv4.ts';
import { bucketDefaults, createDocumentSigner } from '../../src/storage/document-signer.ts';
import { gcsSigner } from '../../test/signing/signers.ts';
import { hmacOf, oneWindow, type SignRow } from './sign-rows.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const clientEmail = 'signer@lectern-example.iam.gserviceaccount.com';
const place = { ...bucketDefaults, bucket: 'lectern-documents' };
const bucket = new Storage({
  projectId: 'lectern-example',
  credentials: {
    client_email: clientEmail,
    private_key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  },
}).bucket(place.bucket);
const scope = credentialScope(google, '20261124', 'auto');
const toSign = Buffer.from(stringToSign('GOOG4-RSA-SHA256', '20261124T160000Z', scope, ''));

const signerBy = (signature: GcsSignature) => createDocumentSigner('gcs', gcsSigner({ ...place, signature }));

export const gcsRows: ReadonlyArray<SignRow> = [
  {
    name: 'gcs, RSA',
    requests: oneWindow,
    signer: signerBy({ kind: 'rsa', clientEmail, privateKey }),
    vendor: {
      sign: ({ objectKey, fileName, issueId }) =>
        bucket.file(objectKey).getSignedUrl({
          version: 'v4',
          action: 'read',
          // It refuses times in the future, so the request uses the current time.
          expires: Date.now() + 300_000,
          responseDisposition: `inline; filename="${encodeURIComponent(fileName)}"`,
          responseType: 'application/pdf',
          queryParams: { 'x-lectern-issue': issueId },
        }),
    },
    primitive: { run: () => sign('sha256', toSign, privateKey).toString('hex'), atMost: 1.2 },
  },
  {
    name: 'gcs, HMAC',
    requests: oneWindow,
    signer: signerBy({
      kind: 'hmac',
      accessId: 'GOOGTS7C7FUP3AIRVJTE',
      secret: 'bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ',
    }),
    primitive: { run: hmacOf(stringToSign(google.algorithm, '20261124T160000Z', scope, '')) },
  },
];
