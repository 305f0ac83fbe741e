import assert from 'node:assert/strict';
import { createHmac, createSecretKey } from 'node:crypto';
import { describe, it } from 'node:test';
import type { InvalidUrlReason, KeyRing } from 'lectern-signing';
import { verifyRequest, verifySignedUrl } from 'lectern-signing/embedded';
import { signerContract } from '../contracts/signer-contract.ts';
import {
  exampleKey,
  exampleRing,
  exampleSecret,
  exampleSigner,
  exampleUpload,
  expiresAtSeconds,
  filesUrl,
  inTimeMs,
  issue,
  exampleDownload as plainDownload,
  targetOf,
} from './example.ts';
import { embeddedSigner } from './signers.ts';

const exampleDownload = { ...plainDownload, correlation: issue('issue_1') };

const { url: downloadUrl } = exampleSigner.signDownload(exampleDownload);
const { url: uploadUrl } = exampleSigner.signUpload(exampleUpload);
const { url: boundUrl } = exampleSigner.signDownload({ ...exampleDownload, client: '2001:db8:1:2::7' });

/** Signs any path and query by the text of the specification, independently of the signer. */
function signByHand(method: string, path: string, query: string): string {
  const stringToSign = ['lectern-url-v1', method, path, query].join('\n');
  return `${path}?${query}&sig=${createHmac('sha256', exampleSecret).update(stringToSign).digest('base64url')}`;
}

describe('signed URL of the embedded store, version 1', () => {
  for (const [client, part, others] of [
    ['192.0.2.7', '192.0.2.7', ['192.0.2.8', '2001:db8::1']],
    ['::ffff:192.0.2.7', '192.0.2.7', ['::ffff:192.0.2.8', '::192.0.2.7']],
    ['::FFFF:C000:0207', '192.0.2.7', ['192.0.2.77']],
    ['2001:DB8:0:1:2:3:4:5', '20010db800000001', ['2001:db8::1', '2001:db8:1::']],
    ['2001:db8::', '20010db800000000', ['2001:db8:0:1::']],
    ['fe80::1%eth0', 'fe80000000000000', ['fe80:0:0:1::1%eth0']],
    ['::1', '0000000000000000', ['127.0.0.1', '0:0:0:1::']],
  ] as const) {
    it(`binds a URL for ${client} to ${part}, not to ${others.join(' or ')}`, () => {
      const target = targetOf(exampleSigner.signDownload({ ...exampleDownload, client }));
      assert.ok(target.includes(`&for=${part}&`), target);
      const verify = (address?: string) => verifyRequest('GET', target, exampleRing, inTimeMs, () => address);
      const content = verify(client);
      assert.equal('client' in content && content.client, part);
      for (const other of [...others, undefined, '', 'unix:']) {
        assert.deepEqual(verify(other), { failure: 'url-wrong-place', content });
      }
    });
  }

  it('looks up the client only for a URL that is for one, once all else is right', () => {
    const address = () => assert.fail('asked for the client');
    const bound = targetOf({ url: boundUrl });
    assert.ok(
      !('failure' in verifyRequest('GET', targetOf({ url: downloadUrl }), exampleRing, inTimeMs, address)),
    );
    assert.ok('failure' in verifyRequest('GET', bound, exampleRing, expiresAtSeconds * 1000, address));
    assert.ok('failure' in verifyRequest('GET', `${bound}x`, exampleRing, inTimeMs, address));
  });

  it('needs size and SHA-256 of an upload', () => {
    for (const missing of ['size', 'sha256']) {
      const request = { ...exampleUpload, [missing]: undefined };
      assert.throws(() => exampleSigner.signUpload(request), { code: 'upload-invalid' });
    }
  });

  it('expires at exactly its second, and its purpose can still be read', () => {
    const target = targetOf({ url: downloadUrl });
    const before = verifyRequest('GET', target, exampleRing, expiresAtSeconds * 1000 - 1);
    assert.ok(!('failure' in before));
    const at = verifyRequest('GET', target, exampleRing, expiresAtSeconds * 1000);
    assert.deepEqual(at, { failure: 'url-expired', content: before });
  });

  it('checks the signature before the expiry, so a forged URL never learns that it has expired', () => {
    const forged = targetOf({ url: downloadUrl }).replace('expires=1795536000', 'expires=1000000000');
    assert.deepEqual(verifyRequest('GET', forged, exampleRing, inTimeMs), {
      failure: 'url-invalid',
      reason: 'signature',
    });
  });

  it('verifies with every key of the ring, and signs with the first', () => {
    const newer = { id: 'key-2', secret: createSecretKey(Buffer.alloc(32, 1)), createdAtMs: 1 };
    const ring: KeyRing = [newer, exampleKey];
    assert.ok(!('failure' in verifyRequest('GET', targetOf({ url: downloadUrl }), ring, inTimeMs)));
    const signer = embeddedSigner({ ring: () => ring, filesUrl });
    assert.match(signer.signDownload(exampleDownload).url, /kid=key-2/);
  });

  it('refuses a key that the ring no longer contains', () => {
    const ring: KeyRing = [{ ...exampleKey, id: 'key-2' }];
    const verification = verifyRequest('GET', targetOf({ url: downloadUrl }), ring, inTimeMs);
    assert.deepEqual(verification, { failure: 'url-invalid', reason: 'key-unknown' });
  });

  it('binds the method: a GET URL is no PUT URL, and no URL is for HEAD or DELETE', () => {
    assertInvalid('PUT', targetOf({ url: downloadUrl }), 'malformed');
    assertInvalid('GET', targetOf({ url: uploadUrl }), 'malformed');
    for (const method of ['HEAD', 'DELETE', 'POST', 'get', '']) {
      assertInvalid(method, targetOf({ url: downloadUrl }), 'method');
    }
    const query = downloadUrl.slice(downloadUrl.indexOf('?') + 1, downloadUrl.indexOf('&sig='));
    assertInvalid('GET', signByHand('PUT', '/documents/ab/%C3%9Cbung%201.pdf', query), 'signature');
  });

  it('is read in its only form, even when it is signed with the right key: test/edge/ has many others', () => {
    const query = `expires=${expiresAtSeconds}&issue=i&kid=key-1&name=a.pdf&v=1`;
    assertInvalid('GET', signByHand('GET', '/a.pdf', query.replace('&v=1', '&x=1&v=1')), 'malformed');
    assertInvalid('GET', signByHand('GET', '/%61.pdf', query), 'encoding');
  });

  const controls = ['a\r\nb', 'a\0', 'a\u0085', 'a\u202efdp', '\ud800'];
  for (const fileName of ['', 'a/b', 'a\\b', ...controls, 'é'.repeat(101)]) {
    it(`is not signed with the file name ${JSON.stringify(fileName.slice(0, 12))}`, () => {
      const named = { ...exampleDownload, fileName };
      assert.throws(() => exampleSigner.signDownload(named), { code: 'file-name-invalid' });
    });
  }

  describe('a whole URL', () => {
    it('is verified below the address of the file store, for either method', () => {
      for (const [url, kind] of [
        [downloadUrl, 'download'],
        [uploadUrl, 'upload'],
      ] as const) {
        const verification = verifySignedUrl(url, filesUrl, exampleRing, inTimeMs);
        assert.ok(!('failure' in verification) && verification.kind === kind);
      }
    });

    it('is not signed for a size of 16 digits, which it would not read back', () => {
      const request = { ...exampleUpload, size: 1e15 };
      assert.throws(() => exampleSigner.signUpload(request), { code: 'upload-invalid' });
    });

    signerContract({
      provider: 'embedded',
      signer: exampleSigner,
      download: exampleDownload,
      upload: exampleUpload,
      otherKey: embeddedSigner({
        ring: () => [{ ...exampleKey, secret: createSecretKey(Buffer.alloc(32, 1)) }],
        filesUrl,
      }),
      downloadUrl,
      uploadUrl,
      // It has no date of signing: only its end must be a number of at most 15 digits.
      badLifetimes: [0, -1, Number.NaN, 1e15].map((end) => end - exampleDownload.signedAtSeconds).concat(0.5),
      changes: [
        ['outside-files-url', 'another folder', downloadUrl.replace('/store/', '/stores/')],
        ['outside-files-url', 'another host', downloadUrl.replace('files.', 'other.')],
        ['outside-files-url', 'another scheme', downloadUrl.replace('https:', 'http:')],
      ],
    });
  });
});

function assertInvalid(method: string, target: string, reason: InvalidUrlReason): void {
  assert.deepEqual(verifyRequest(method, target, exampleRing, inTimeMs), { failure: 'url-invalid', reason });
}
