import { describe } from 'node:test';
import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import fc from 'fast-check';
import { encodeObjectKey } from 'lectern-signing';
import { dispositionOf, encoded, signerProperties } from '../contracts/signer-properties.ts';
import { cloudFrontSigner } from '../signing/signers.ts';
import { privateKey } from '../support/rsa-key.ts';

const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const keyPairId = 'K2JCJMDEHXQW5F';

for (const policy of ['canned', 'custom'] as const) {
  describe(`a signed URL of CloudFront with a ${policy} policy`, () => {
    signerProperties({
      provider: 'cloudfront',
      options: fc.constantFrom('https://d111111abcdef8.cloudfront.net', 'https://files.example.org/pdf'),
      create: (url) => cloudFrontSigner({ url, keyPairId, privateKey, policy }),
      oracle: 'the AWS signer',
      // The SDK decodes these in a path.
      isComparable: ({ objectKey }) => !/[!'()*]/.test(objectKey),
      download(address, request) {
        const { objectKey, responseHeaders, correlation, client, signedAtSeconds, expiresAtSeconds } =
          request;
        const query = [
          ['response-cache-control', responseHeaders?.cacheControl],
          ['response-content-disposition', dispositionOf(request)],
          ['response-content-encoding', responseHeaders?.contentEncoding],
          ['response-content-language', responseHeaders?.contentLanguage],
          ['response-content-type', responseHeaders?.contentType],
          ['response-expires', responseHeaders?.expires],
          [correlation?.name, correlation?.value],
        ].flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encoded(value)}`));
        const url = getSignedUrl({
          url: `${address}/${encodeObjectKey(objectKey)}${query.length > 0 ? '?' : ''}${query.join('&')}`,
          keyPairId,
          privateKey: privateKeyPem,
          dateLessThan: new Date(expiresAtSeconds * 1000),
          ...(policy === 'custom' ? { dateGreaterThan: new Date(signedAtSeconds * 1000) } : {}),
          ...(client === undefined ? {} : { ipAddress: `${client}/32` }),
        } as Parameters<typeof getSignedUrl>[0]);
        return { url };
      },
      changes: 100,
    });
  });
}
