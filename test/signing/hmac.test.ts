import assert from 'node:assert/strict';
import { createHmac, createSecretKey } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hmacSha256 } from '../../signing/hmac.ts';
import { anyCharacter } from '../support/any-character.ts';

/** RFC 4231 §4, the test cases whose data is text; the fifth is truncated to 128 bits there. */
const rfc4231 = [
  {
    name: '4.2. Test Case 1',
    key: Buffer.alloc(20, 0x0b),
    data: 'Hi There',
    digest: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    name: '4.3. Test Case 2: a key shorter than the output',
    key: Buffer.from('Jefe'),
    data: 'what do ya want for nothing?',
    digest: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    name: '4.6. Test Case 5: truncated output',
    key: Buffer.alloc(20, 0x0c),
    data: 'Test With Truncation',
    digest: 'a3b6167473100ee06e0c796c2955552b',
  },
  {
    name: '4.7. Test Case 6: a key larger than the block size',
    key: Buffer.alloc(131, 0xaa),
    data: 'Test Using Larger Than Block-Size Key - Hash Key First',
    digest: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
  {
    name: '4.8. Test Case 7: a key and data larger than the block size',
    key: Buffer.alloc(131, 0xaa),
    data: 'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    digest: '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  },
];

describe('HMAC-SHA256', () => {
  for (const { name, key, data, digest } of rfc4231) {
    it(`equals RFC 4231, ${name}`, () => {
      assert.equal(hmacSha256(createSecretKey(key), data, 'hex').slice(0, digest.length), digest);
    });
  }

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
