import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { verifyRequest } from '../../signing/embedded/verify.ts';
import {
  exampleRing,
  exampleSecret,
  exampleSigner,
  expiresAtSeconds,
  inTimeMs,
  targetOf,
} from '../signing/example.ts';
import { anyCharacter } from '../support/any-character.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const objectKey = fc
  .array(
    text.filter((segment) => !segment.includes('/')),
    { minLength: 1 },
  )
  .map((parts) => parts.join('/'));
const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);

const download = fc.record({
  objectKey,
  fileName: text.filter((name) => /^[^\p{C}\p{Zl}\p{Zp}/\\]+$/u.test(name) && Buffer.byteLength(name) <= 200),
  disposition: fc.constantFrom('inline' as const, 'attachment' as const),
  issueId: word,
  signedAtSeconds: fc.constant(expiresAtSeconds - 300),
  expiresAtSeconds: fc.integer({ min: expiresAtSeconds, max: 999_999_999_999_999 }),
});
const upload = fc.record({
  objectKey,
  size: fc.integer({ min: 0, max: 999_999_999_999_999 }),
  sha256: fc.stringMatching(/^[\da-f]{64}$/),
  signedAtSeconds: fc.constant(expiresAtSeconds - 300),
  expiresAtSeconds: fc.integer({ min: expiresAtSeconds, max: 999_999_999_999_999 }),
});

/** A signed request: the method that it is good for, and its target. */
const signedRequest = fc.oneof(
  download.map((request) => ({ method: 'GET', target: targetOf(exampleSigner.signDownload(request)) })),
  upload.map((request) => ({ method: 'PUT', target: targetOf(exampleSigner.signUpload(request)) })),
);

const isRefused = (method: string, target: string) => {
  const verification = verifyRequest(method, target, exampleRing, inTimeMs);
  return 'failure' in verification && verification.failure === 'url-invalid';
};

const character = fc.oneof(fc.constantFrom(...'aA0%/?&=#.-_~+ \n'), anyCharacter);

describe('a signed URL', () => {
  it('verifies as it was signed, and gives back what was asked for', () => {
    fc.assert(
      fc.property(download, (request) => {
        const { expiresAtSeconds: expires, signedAtSeconds, ...asked } = request;
        const target = targetOf(exampleSigner.signDownload(request));
        const expected = { kind: 'download', ...asked, keyId: 'key-1', expiresAtMs: expires * 1000 };
        assert.deepEqual(verifyRequest('GET', target, exampleRing, inTimeMs), expected);
      }),
    );
    fc.assert(
      fc.property(upload, (request) => {
        const { expiresAtSeconds: expires, signedAtSeconds, ...asked } = request;
        const target = targetOf(exampleSigner.signUpload(request));
        const expected = { kind: 'upload', ...asked, keyId: 'key-1', expiresAtMs: expires * 1000 };
        assert.deepEqual(verifyRequest('PUT', target, exampleRing, inTimeMs), expected);
      }),
    );
  });

  it('carries the HMAC-SHA256 of the text that the specification gives', () => {
    fc.assert(
      fc.property(signedRequest, ({ method, target }) => {
        const [, path, query, signature] = /^([^?]*)\?(.*)&sig=(.*)$/.exec(target) ?? [];
        const expected = createHmac('sha256', exampleSecret).update(
          `lectern-url-v1\n${method}\n${path}\n${query}`,
        );
        assert.equal(signature, expected.digest('base64url'));
      }),
    );
  });

  it('is refused after any character is changed, put in or left out', () => {
    const edit = fc.constantFrom('change', 'insert', 'delete');
    fc.assert(
      fc.property(signedRequest, fc.nat(), edit, character, ({ method, target }, position, kind, put) => {
        const at = position % target.length;
        const rest = kind === 'insert' ? at : at + 1;
        const mutated = target.slice(0, at) + (kind === 'delete' ? '' : put) + target.slice(rest);
        fc.pre(mutated !== target);
        assert.ok(isRefused(method, mutated), mutated);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused with parameters in another order, repeated, left out or added', () => {
    fc.assert(
      fc.property(
        signedRequest,
        fc.nat(),
        fc.nat(),
        fc.stringMatching(/^[a-z]{1,8}=[a-z0-9]{0,8}$/),
        (signed, i, j, added) => {
          const [path, query = ''] = signed.target.split('?');
          const parameters = query.split('&');
          const [a, b] = [i % parameters.length, j % parameters.length];
          const variants = [
            parameters.with(a, parameters[b] ?? '').with(b, parameters[a] ?? ''),
            parameters.toSpliced(a, 0, parameters[b] ?? ''),
            parameters.toSpliced(a, 1),
            parameters.toSpliced(a, 0, added),
          ].map((variant) => `${path}?${variant.join('&')}`);
          for (const variant of variants) {
            assert.ok(variant === signed.target || isRefused(signed.method, variant), variant);
          }
        },
      ),
    );
  });

  it('is refused for another method and for another path', () => {
    const method = fc.constantFrom(
      'GET',
      'PUT',
      'HEAD',
      'POST',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'get',
      'put',
      '',
    );
    fc.assert(
      fc.property(signedRequest, signedRequest, method, (signed, other, otherMethod) => {
        assert.ok(otherMethod === signed.method || isRefused(otherMethod, signed.target));
        const [path] = other.target.split('?');
        const [ownPath, query] = signed.target.split('?');
        assert.ok(path === ownPath || isRefused(signed.method, `${path}?${query}`));
      }),
    );
  });
});
