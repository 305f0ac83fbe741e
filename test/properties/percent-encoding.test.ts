import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeCanonical, encodeObjectKey, percentEncode } from 'lectern-signing';
import { anyCharacter } from '../support/any-character.ts';

/** RFC 3986 §2.1 and §2.3, byte by byte, without functions of the language. */
function encodeByteByByte(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

const anyText = fc.oneof(fc.string(), fc.string({ unit: anyCharacter }), fc.string({ unit: 'grapheme' }));

describe('percent-encoding', () => {
  it('encodes as RFC 3986 §2.1 says, byte by byte', () => {
    fc.assert(fc.property(anyText, (text) => assert.equal(percentEncode(text), encodeByteByByte(text))));
  });

  it('keeps only the unreserved characters of RFC 3986 §2.3', () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    const kept = ascii.filter((character) => percentEncode(character) === character).join('');
    assert.equal(kept, '-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~');
  });

  it('encodes a key segment by segment', () => {
    fc.assert(
      fc.property(fc.array(anyText), (segments) => {
        const key = segments.join('/');
        assert.equal(encodeObjectKey(key), key.split('/').map(encodeByteByByte).join('/'));
      }),
    );
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(decodeCanonical(percentEncode(text)), text);
        assert.equal(decodeCanonical(encodeObjectKey(text), encodeObjectKey), text);
      }),
    );
  });

  it('reads only what it would write itself', () => {
    const encodedText = fc.string({ unit: fc.constantFrom(...'%0123456789ABCDEFabcdefZ~-/+ ') });
    fc.assert(
      fc.property(encodedText, (encoded) => {
        const text = decodeCanonical(encoded);
        assert.ok(text === undefined || encodeByteByByte(text) === encoded);
      }),
    );
    for (const encoded of ['%61', '%c3%a9', '%', '%E9', '%ED%A0%80', 'a+b', 'a b', '/', 'é', '%C0%AF']) {
      assert.equal(decodeCanonical(encoded), undefined, encoded);
    }
  });

  it('refuses half of a surrogate pair', () => {
    assert.throws(() => percentEncode('a\ud83d'), URIError);
    assert.throws(() => encodeObjectKey('a/\ude00b'), { code: 'object-key-invalid' });
  });
});
