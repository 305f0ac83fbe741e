import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Signer, UrlReader } from 'lectern-signing';
import { verifyRequest } from 'lectern-signing/embedded';
import { exampleDownload, exampleRing, exampleSigner, inTimeMs } from '../signing/example.ts';
import { azureSigner, cloudFrontSigner, gcsSigner, s3Signer, swiftSigner } from '../signing/signers.ts';
import { anyCharacter } from '../support/any-character.ts';
import { privateKey } from '../support/rsa-key.ts';

const azureKey = { kind: 'account-key', key: Buffer.alloc(32).toString('base64') } as const;
const signers: Readonly<Record<string, Signer & UrlReader>> = {
  embedded: exampleSigner,
  s3: s3Signer({
    bucket: 'examplebucket',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'made up', sessionToken: 'a' },
  }),
  gcs: gcsSigner({
    bucket: 'example-bucket',
    signature: { kind: 'hmac', accessId: 'GOOGTS7C7FUP3AIRVJTE', secret: 'made up' },
  }),
  azure: azureSigner({
    account: 'lecternstore',
    container: 'documents',
    credential: azureKey,
  }),
  swift: swiftSigner({ url: 'https://swift.example.com/v1/AUTH_test', container: 'c', keys: ['key'] }),
  cloudfront: cloudFrontSigner({ url: 'https://d1.cloudfront.net', keyPairId: 'K2J', privateKey }),
  'cloudfront, custom': cloudFrontSigner({
    url: 'https://d1.cloudfront.net',
    keyPairId: 'K2J',
    privateKey,
    policy: 'custom',
  }),
};

const hostile = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom(
    '',
    '0',
    '9'.repeat(30),
    '99999999T999999Z',
    '%FF',
    '%00',
    '%ED%A0%80',
    '\ud800',
    '__proto__',
  ),
);

describe('reading a URL', () => {
  for (const [name, signer] of Object.entries(signers)) {
    it(`refuses any other value of any parameter, and throws nothing: ${name}`, async () => {
      const { url } = await signer.signDownload(exampleDownload);
      assert.ok(!('failure' in signer.readUrl(url)));
      const [address = '', query = ''] = url.split('?');
      const parameters = query.split('&');
      fc.assert(
        fc.property(fc.nat({ max: parameters.length - 1 }), hostile, (at, value) => {
          const [parameter] = parameters[at]?.split('=') ?? [];
          const changed = `${address}?${parameters.with(at, `${parameter}=${value}`).join('&')}`;
          fc.pre(changed !== url);
          const read = signer.readUrl(changed);
          // Swift does not sign a file name, but it must be encoded in one way.
          const isUnsigned = name === 'swift' && parameter === 'filename';
          assert.ok(isUnsigned || ('failure' in read && read.failure === 'url-invalid'), changed);
        }),
        { numRuns: 500 },
      );
    });

    it(`throws nothing for any text at all: ${name}`, async () => {
      const { url } = await signer.signDownload(exampleDownload);
      const folder = url.slice(0, url.indexOf('/documents/ab/') + 1);
      fc.assert(
        fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), fc.boolean(), (text, isBelow) => {
          assert.ok('failure' in signer.readUrl(isBelow ? folder + text : text));
        }),
      );
    });
  }

  it('throws nothing for any request', () => {
    const method = fc.oneof(fc.constantFrom('GET', 'PUT', 'constructor'), fc.string());
    fc.assert(
      fc.property(method, fc.string({ unit: anyCharacter }), (name, target) => {
        const verified = verifyRequest(name, `/${target}`, exampleRing, inTimeMs);
        assert.ok('failure' in verified && verified.failure === 'url-invalid');
      }),
    );
  });
});
