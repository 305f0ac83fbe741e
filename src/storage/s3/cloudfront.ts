import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createCloudFrontSigner } from 'lectern-signing/cloudfront';
import type { S3Signer } from 'lectern-signing/s3';
import { OperatorError } from '../../lib/errors.ts';
import type { Storage } from '../storage.ts';
import type { CloudFrontSettings } from './settings.ts';

export interface CloudFront {
  readonly url: string;
  /** Downloads come from CloudFront, uploads go to the bucket. */
  inFrontOf(s3: S3Signer): Storage['signer'];
}

/** @throws OperatorError for a key file that cannot be read */
export function createCloudFront({ url, keyPairId, privateKeyFile }: CloudFrontSettings): CloudFront {
  const cloudFront = createCloudFrontSigner({ url, keyPairId, privateKey: readPrivateKey(privateKeyFile) });
  return {
    url,
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
