import assert from 'node:assert/strict';
import { createHmac, createSecretKey } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hmacSha256 } from '../../signing/hmac.ts';
import { anyCharacter } from '../support/any-character.ts';

describe('HMAC-SHA256', () => {
  it("equals Node's, for every key and one text after another", () => {
    const key = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(63, 64, 65).map((bytes) => new Uint8Array(bytes).fill(0xff)),
    );
    // Everything that a string can contain, halves of surrogate pairs too.
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const text = fc.oneof(
      fc.string({ unit, maxLength: 300 }),
      fc.string({ unit: anyCharacter, maxLength: 300 }),
      fc.tuple(fc.constantFrom('a', 'é', '漢', '😀'), fc.integer({ min: 0, max: 6000 })).map(repeated),
    );
    const encoding = fc.constantFrom('hex' as const, 'base64' as const, 'base64url' as const);
    fc.assert(
      fc.property(key, fc.array(text, { minLength: 1, maxLength: 5 }), encoding, (bytes, texts, wanted) => {
        const secret = createSecretKey(bytes);
        for (const each of texts) {
          const expected = createHmac('sha256', bytes).update(each).digest(wanted);
          assert.equal(hmacSha256(secret, each, wanted), expected);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function repeated([character, times]: readonly [string, number]): string {
  return character.repeat(times);
}
