import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createCloudFrontSigner, createCloudFrontUrlReader } from 'lectern-signing/cloudfront';
import { OperatorError } from '../../lib/errors.ts';
import { createDocumentSigner, type DocumentSigner } from '../document-signer.ts';
import type { Remedies } from '../storage.ts';
import { s3Remedies } from './driver.ts';
import type { S3Settings } from './provider.ts';

export interface CloudFront {
  readonly url: string;
  readonly remedies: Remedies;
  /** Downloads come from CloudFront, uploads go to the bucket. */
  inFrontOf(s3: DocumentSigner): DocumentSigner;
}

/**
 * CloudFront according to the settings; undefined without it.
 * @throws OperatorError for a key file that cannot be read
 */
export function createCloudFront(settings: S3Settings): CloudFront | undefined {
  const { cloudFrontUrl: url, cloudFrontKeyPairId: keyPairId, cloudFrontPrivateKeyFile: keyFile } = settings;
  if (url === undefined || keyPairId === undefined || keyFile === undefined) return undefined;
  const options = { url, keyPairId, privateKey: readPrivateKey(keyFile) };
  const cloudFront = createDocumentSigner('cloudfront', {
    ...createCloudFrontSigner(options),
    ...createCloudFrontUrlReader(options),
  });
  return {
    url,
    remedies,
    inFrontOf: (s3) => ({
      signDownload: cloudFront.signDownload,
      signUpload: s3.signUpload,
      readUrl(read) {
        const content = cloudFront.readUrl(read);
        return 'failure' in content && content.reason === 'outside-files-url' ? s3.readUrl(read) : content;
      },
    }),
  };
}

function readPrivateKey(file: string) {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (cause) {
    throw new OperatorError(
      `CLOUDFRONT_PRIVATE_KEY_FILE must name a file with a private RSA key in PEM, which ${file} is not.`,
      { kind: 'settings', cause },
    );
  }
}

/** Amazon CloudFront Developer Guide, Serve private content: error codes for signed URLs. */
const remedies: Remedies = {
  ...s3Remedies,
  InvalidKey:
    'The key group of the distribution does not contain CLOUDFRONT_KEY_PAIR_ID: add the key, or correct the id.',
  MissingKey: 'A proxy in between removes the query: make it forward the whole URL.',
  AccessDenied:
    'Let the distribution read the bucket (origin access control), and check that its public key belongs to CLOUDFRONT_PRIVATE_KEY_FILE.',
};
