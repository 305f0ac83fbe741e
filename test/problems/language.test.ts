import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toLanguage } from '../../problems/language.ts';

/** The words of Polygon. */
const polygon = `armenian hy, azerbaijani az, belarusian be, bulgarian bg, chinese zh, croatian hr, english en,
  estonian et, finnish fi, french fr, georgian ka, german de, hungarian hu, italian it, kazakh kk,
  korean ko, latvian lv, lithuanian lt, macedonian mk, mongolian mn, persian fa, Polish pl,
  portuguese pt, romanian ro, russian ru, serbian sr, slovene sl, spanish es, turkish tr, turkmen tk,
  ukrainian uk, uzbek uz, vietnamese vi`;

describe('the language that a package names', () => {
  for (const [text, language] of [
    ['en', 'en'],
    ['EN-gb', 'en-GB'],
    ['pt_BR', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['fil', 'fil'],
    ['es-419', 'es-419'],
    ['sr-Latn', 'sr-Latn'],
    ['iw', 'he'],
    ...polygon.split(/,\s+/).map((row) => row.split(' ')),
  ]) {
    it(`is ${language} for ${text}`, () => assert.equal(toLanguage(text ?? ''), language));
  }

  const none = ' final v2 klingon x-private en--gb ../en xx solution en-final en-old en-zq';
  for (const text of [...none.split(' '), 'e'.repeat(40)]) {
    it(`is none for ${JSON.stringify(text)}`, () => assert.equal(toLanguage(text), undefined));
  }
});
