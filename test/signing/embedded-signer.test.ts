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

  it('refuses a changed last character that decodes to the same bytes', () => {
    // The last character has two bits that base64url of 32 bytes leaves unused.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const target = targetOf({ url: downloadUrl });
    const twin = target.slice(0, -1) + alphabet[alphabet.indexOf(target.at(-1) ?? '') + 1];
    const [signature, twinSignature] = [target, twin].map((each) =>
      Buffer.from(each.slice(-43), 'base64url'),
    );
    assert.deepEqual(signature, twinSignature);
    assertInvalid('GET', twin, 'signature');
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

  describe('even when it is signed with the right key', () => {
    const path = '/a.pdf';
    const query = `expires=${expiresAtSeconds}&issue=i&kid=key-1&name=a.pdf&v=1`;

    it('verifies in the only valid form', () => {
      assert.ok(!('failure' in verifyRequest('GET', signByHand('GET', path, query), exampleRing, inTimeMs)));
    });

    for (const [reason, title, badPath, badQuery = query] of [
      ['malformed', 'reordered parameters', path, query.replace(/(.*?)&(issue=i)/, '$2&$1')],
      ['malformed', 'a repeated parameter', path, query.replace('&v=1', '&name=b.pdf&v=1')],
      ['malformed', 'a missing parameter', path, query.replace('kid=key-1&', '')],
      ['malformed', 'an unknown parameter', path, query.replace('&v=1', '&x=1&v=1')],
      ['malformed', 'another version', path, query.replace('v=1', 'v=2')],
      ['malformed', 'an empty name', path, query.replace('name=a.pdf', 'name=')],
      ['malformed', 'another value of `download`', path, query.replace('&name', '&download=0&name')],
      ['malformed', 'an expiry with a leading zero', path, query.replace('expires=', 'expires=0')],
      ['malformed', 'an expiry of 16 digits', path, query.replace(/\d{10}/, '9999999999999999')],
      ['malformed', 'an issue id of 65 characters', path, query.replace('=i&', `=${'i'.repeat(65)}&`)],
      ['malformed', 'an unencoded character in the path', '/a+b.pdf'],
      ['malformed', 'no path', '/'],
      ['malformed', 'an absolute-form target', 'http://files.example.com/a.pdf'],
      ['malformed', 'a line break after the path', '/a.pdf\n'],
      ['encoding', 'a needlessly encoded letter in the path', '/%61.pdf'],
      ['encoding', 'lower-case hexadecimal in the path', '/%c3%9c.pdf'],
      ['encoding', 'an encoded slash in the path', '/a%2Fb.pdf'],
      ['encoding', 'a broken escape in the path', '/%zz.pdf'],
      ['encoding', 'bytes that are not UTF-8 in the path', '/%FF.pdf'],
      ['encoding', 'a needlessly encoded letter in the name', path, query.replace('name=a', 'name=%61')],
      ['encoding', 'a line break in the name', path, query.replace('name=a', 'name=%0D%0A')],
    ] as const) {
      it(`refuses ${title}`, () => assertInvalid('GET', signByHand('GET', badPath, badQuery), reason));
    }

    it('refuses text after the signature', () => {
      for (const end of ['&', '&x=1', '=', '#', '\n', '&sig=']) {
        assertInvalid('GET', signByHand('GET', path, query) + end, 'malformed');
      }
    });
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
