/** A link to one PDF that Amazon CloudFront delivers, signed by the private key of a trusted key group. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createCloudFrontSigner } from 'lectern-signing/cloudfront';

const {
  CLOUDFRONT_URL = 'https://d111111abcdef8.cloudfront.net',
  CLOUDFRONT_KEY_PAIR_ID = 'K2JCJMDEHXQW5F',
  CLOUDFRONT_PRIVATE_KEY_FILE: keyFile,
} = process.env;

const signer = createCloudFrontSigner({
  url: CLOUDFRONT_URL,
  keyPairId: CLOUDFRONT_KEY_PAIR_ID,
  privateKey:
    keyFile === undefined
      ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey // made up
      : readFileSync(keyFile, 'utf8'),
});

const { url } = signer.signDownload({
  objectKey: 'documents/example-task.en.pdf',
  fileName: 'example-task.en.pdf',
  disposition: 'inline',
  correlation: { name: 'x-request-id', value: randomUUID() }, // stands in the access log of the distribution, inside the signature
  expiresIn: 300,
});
process.stdout.write(`${url}\n`);
