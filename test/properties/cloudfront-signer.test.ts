import { describe } from 'node:test';
import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import { create } from 'content-disposition';
import fc from 'fast-check';
import { encodeObjectKey } from 'lectern-signing';
import { createCloudFrontSigner } from 'lectern-signing/cloudfront';
import { encoded, signerProperties } from '../contracts/signer-properties.ts';
import { privateKey } from '../support/rsa-key.ts';

const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const keyPairId = 'K2JCJMDEHXQW5F';

for (const policy of ['canned', 'custom'] as const) {
  describe(`a signed URL of CloudFront by a ${policy} policy`, () => {
    signerProperties({
      parts: fc.constantFrom('https://d111111abcdef8.cloudfront.net', 'https://files.example.org/pdf'),
      create: (url) => createCloudFrontSigner({ url, keyPairId, privateKey, policy }),
      oracle: 'the AWS signer',
      // The SDK takes the encoding off these in a path.
      isComparable: ({ objectKey }) => !/[!'()*]/.test(objectKey),
      download(address, { objectKey, fileName, disposition, issueId, signedAtSeconds, expiresAtSeconds }) {
        const header = encoded(create(fileName, { type: disposition }));
        const url = getSignedUrl({
          url: `${address}/${encodeObjectKey(objectKey)}?response-content-disposition=${header}&response-content-type=application%2Fpdf&x-lectern-issue=${issueId}`,
          keyPairId,
          privateKey: privateKeyPem,
          dateLessThan: new Date(expiresAtSeconds * 1000),
          ...(policy === 'custom' ? { dateGreaterThan: new Date(signedAtSeconds * 1000) } : {}),
        } as Parameters<typeof getSignedUrl>[0]);
        return { url };
      },
      content: (request) => ('issueId' in request ? { issueId: request.issueId } : {}),
      changes: 100,
    });
  });
}
