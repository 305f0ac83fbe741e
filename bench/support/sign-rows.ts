import { createHmac, createSecretKey, generateKeyPairSync, sign } from 'node:crypto';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl as presignCloudFront } from '@aws-sdk/cloudfront-signer';
import { getSignedUrl as presignS3 } from '@aws-sdk/s3-request-presigner';
import { generateSigningKey } from 'lectern-signing';
import { cannedPolicy } from '../../signing/cloudfront/policy.ts';
import { aws, credentialScope, stringToSign } from '../../signing/sigv4.ts';
import {
  bucketDefaults,
  createDocumentSigner,
  type DocumentRequest,
  type DocumentSigner,
} from '../../src/storage/document-signer.ts';
import { cloudFrontSigner, embeddedSigner, s3Signer, swiftSigner } from '../../test/signing/signers.ts';

/** A signer, its vendor's equivalent, and the cryptography that both need. */
export interface SignRow {
  readonly name: string;
  /** The signer that the server uses. */
  readonly signer: Pick<DocumentSigner, 'signDownload'>;
  /** Requested in turn. */
  readonly requests: ReadonlyArray<DocumentRequest>;
  /** Undefined if the vendor has no signer. `atLeast`: the targeted speed ratio, if any. */
  readonly vendor?: { sign(request: DocumentRequest): unknown; readonly atLeast?: number };
  /** One signature over the same text. `atMost`: the targeted time ratio, if any. */
  readonly primitive: { run(): unknown; readonly atMost?: number };
}

const signedAtSeconds = 1_795_536_000;

/** Requests at the start of a contest: many readers and documents, one window. */
export const oneWindow: ReadonlyArray<DocumentRequest> = Array.from({ length: 1000 }, (_, at) => ({
  objectKey: `documents/0198c0de-0000-7000-8000-${String(at).padStart(12, '0')}/AbCdEfGhIjKlMnOpQrStUv.pdf`,
  fileName: `example-task-${at}.en.pdf`,
  disposition: 'inline',
  issueId: `AAAAAAAAAAAAAAAAAA${String(at).padStart(4, '0')}`,
  signedAtSeconds,
  expiresAtSeconds: signedAtSeconds + 300,
}));

/** Only the key of the day can be reused from the previous URL. */
const everyTimeAnother = oneWindow.map((request, at) => ({
  ...request,
  signedAtSeconds: signedAtSeconds + at,
  expiresAtSeconds: signedAtSeconds + at + 300,
}));
const unicodeNames = oneWindow.map((request, at) => ({ ...request, fileName: `Übungsblatt ${at}.pdf` }));

const s3Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
};
const s3Place = { region: 'eu-central-1', bucket: 'lectern-documents' };
const s3Client = new S3Client({ region: s3Place.region, credentials: s3Credentials });
const s3: Omit<SignRow, 'name' | 'requests'> = {
  signer: createDocumentSigner('s3', s3Signer({ ...bucketDefaults, ...s3Place, credentials: s3Credentials })),
  vendor: {
    sign: (request) =>
      presignS3(
        s3Client,
        new GetObjectCommand({
          Bucket: s3Place.bucket,
          Key: request.objectKey,
          ResponseCacheControl: 'private, max-age=300, immutable',
          ResponseContentDisposition: `inline; filename="${encodeURIComponent(request.fileName)}"`,
          ResponseContentType: 'application/pdf',
        }),
        { signingDate: new Date(request.signedAtSeconds * 1000), expiresIn: 300 },
      ),
    atLeast: 40,
  },
  primitive: {
    run: hmacOf(
      stringToSign(aws.algorithm, '20261124T160000Z', credentialScope(aws, '20261124', s3Place.region), ''),
    ),
    atMost: 2.5,
  },
};

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const keyPairId = 'K2JCJMDEHXQW5F';
const cloudFrontUrl = 'https://d111111abcdef8.cloudfront.net';
const resource = `${cloudFrontUrl}/${oneWindow[0]?.objectKey}?response-content-disposition=inline%3B%20filename%3Dexample-task-1.en.pdf&response-content-type=application%2Fpdf&x-lectern-issue=AAAAAAAAAAAAAAAAAA0001`;
const policy = Buffer.from(cannedPolicy(resource, signedAtSeconds + 300));

const ring = [generateSigningKey(0)] as const;

export const signRows: ReadonlyArray<SignRow> = [
  {
    name: 'embedded',
    requests: oneWindow,
    signer: createDocumentSigner('embedded', embeddedSigner({ ring, filesUrl: 'https://files.example.org' })),
    primitive: { run: hmacOf('x'.repeat(250)) },
  },
  { name: 's3, one window', requests: oneWindow, ...s3 },
  { name: 's3, every time another', requests: everyTimeAnother, ...s3 },
  { name: 's3, names in Unicode', requests: unicodeNames, ...s3 },
  {
    name: 'swift',
    requests: oneWindow,
    signer: createDocumentSigner(
      'swift',
      swiftSigner({
        url: 'https://swift.example.org/v1/AUTH_lectern',
        container: 'documents',
        keys: ['a key'],
      }),
    ),
    primitive: { run: hmacOf('x'.repeat(120)) },
  },
  {
    name: 'cloudfront, canned policy',
    requests: oneWindow,
    signer: createDocumentSigner(
      'cloudfront',
      cloudFrontSigner({ url: cloudFrontUrl, keyPairId, privateKey }),
    ),
    vendor: {
      sign: (request) =>
        presignCloudFront({
          url: `${cloudFrontUrl}/${request.objectKey}?response-content-type=application%2Fpdf`,
          keyPairId,
          privateKey: privateKeyPem,
          dateLessThan: new Date(request.expiresAtSeconds * 1000),
        }),
    },
    primitive: { run: () => sign('sha1', policy, privateKey), atMost: 1.2 },
  },
];

/** One HMAC-SHA256 of a text, directly with Node. */
export function hmacOf(text: string): () => string {
  const key = createSecretKey(Buffer.alloc(32, 7));
  return () => createHmac('sha256', key).update(text).digest('hex');
}
