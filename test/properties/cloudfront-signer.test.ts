import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import { create } from 'content-disposition';
import fc from 'fast-check';
import { createCloudFrontSigner } from '../../signing/cloudfront/cloudfront-signer.ts';
import { encodeObjectKey } from '../../signing/percent-encoding.ts';
import { download } from './arbitrary-requests.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const keyPairId = 'K2JCJMDEHXQW5F';
const url = fc.constantFrom('https://d111111abcdef8.cloudfront.net', 'https://files.example.org/pdf');

/** The SDK takes the encoding off these in a path, so only keys without them can be compared. */
const withoutEncoding = /[!'()*]/;
const comparable = download.filter(({ objectKey }) => !withoutEncoding.test(objectKey));

/** A URL with its parameters in the order of their names, as the SDK keeps another. */
function sorted(signedUrl: string) {
  const [address, query = ''] = signedUrl.split('?');
  return { address, parameters: query.split('&').sort() };
}

/** By RFC 3986, as every signer encodes. */
function encoded(value: string): string {
  const asHex = (mark: string) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value).replace(/[!'()*]/g, asHex);
}

describe('a signed URL of CloudFront', () => {
  for (const policy of ['canned', 'custom'] as const) {
    const signerAt = (address: string) =>
      createCloudFrontSigner({ url: address, keyPairId, privateKey, policy });

    it(`is what the AWS signer makes: ${policy} policy`, () => {
      fc.assert(
        fc.property(url, comparable, (address, request) => {
          const disposition = encoded(create(request.fileName, { type: request.disposition }));
          const expected = getSignedUrl({
            url: `${address}/${encodeObjectKey(request.objectKey)}?response-content-disposition=${disposition}&response-content-type=application%2Fpdf&x-lectern-issue=${request.issueId}`,
            keyPairId,
            privateKey: privateKeyPem,
            dateLessThan: new Date(request.expiresAtSeconds * 1000),
            ...(policy === 'custom' ? { dateGreaterThan: new Date(request.signedAtSeconds * 1000) } : {}),
          } as Parameters<typeof getSignedUrl>[0]);
          assert.deepEqual(sorted(signerAt(address).signDownload(request).url), sorted(expected));
        }),
      );
    });

    it(`is read back by its signer, and refused after any character is changed: ${policy} policy`, () => {
      const put = fc.constantFrom(...'aA0%/?&=#.-_~+');
      fc.assert(
        fc.property(url, download, fc.nat(), put, (address, request, position, character) => {
          const signer = signerAt(address);
          const signed = signer.signDownload(request);
          const { objectKey, issueId } = request;
          const expected = { kind: 'download', objectKey, issueId, expiresAtMs: signed.expiresAtMs };
          assert.deepEqual(signer.readUrl(signed.url), expected);
          const at = position % signed.url.length;
          const mutated = signed.url.slice(0, at) + character + signed.url.slice(at + 1);
          fc.pre(mutated !== signed.url);
          assert.ok('failure' in signer.readUrl(mutated), mutated);
        }),
        { numRuns: 300 },
      );
    });
  }
});
