import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toText } from '../../problems/metadata.ts';
import { parseName } from '../../src/domain/accounts/account-fields.ts';
import { readName } from '../../src/domain/accounts/claims.ts';
import { parseLine } from '../../src/lib/text-line.ts';

/**
 * The directional formatting characters of UAX #9, 2, and the zero-width ones of UAX #44 and the Unicode Standard, 23.
 */
const directional = '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069';
const zeroWidth = '\u00AD\u034F\u180E\u200B\u2060\u2061\u2064\u206A\u3164\uFEFF\u{E0041}';
/** Persian, Kannada, emoji and Japanese have joiners or variation selectors. */
const wellWritten = 'نامه\u200Cای|ರ\u200D್ಕ|👩\u200D🏫 ❤\uFE0F|葛\u{E0100}城|Łukasz Żółć|أحمد'.split('|');

describe('a line of text', () => {
  for (const mark of directional + zeroWidth) {
    const name = `U+${(mark.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
    it(`has no ${name}: refused from people, dropped from other programs`, () => {
      const message = `"title" has the invisible character ${name}. Remove it.`;
      assert.throws(() => parseLine(`Ann${mark} Lee`, 'title'), { code: 'request-invalid', message });
      assert.equal(readName(`Ann${mark} Lee`), 'Ann Lee');
      assert.equal(toText(`Ann${mark} Lee`), 'Ann Lee');
    });
  }

  it('has the joiners and selectors that scripts and emoji need', () => {
    for (const text of wellWritten) {
      assert.equal(parseLine(text, 'title'), text.normalize('NFC'));
      assert.equal(readName(text), text.normalize('NFC'));
    }
  });

  it('contains something visible', () => {
    for (const text of ['', ' ', '\u200D', '\uFE0F \u200C', '\u200B']) {
      assert.throws(() => parseLine(text, 'title'), { code: 'request-invalid' });
      assert.equal(readName(text), undefined);
    }
  });

  it('from another program becomes a name that a person could have', () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const name = readName(`a${String.fromCodePoint(code)}b`) ?? assert.fail(String(code));
      if (parseName(name) !== name) assert.fail(`${code} is ${JSON.stringify(name)}`);
    }
  });
});
