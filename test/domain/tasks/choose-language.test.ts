import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseDocument, chooseTitle } from '../../../src/domain/tasks/choose-language.ts';

const documents = (...languages: ReadonlyArray<string>) => languages.map((language) => ({ language }));

describe('the document for a reader', () => {
  // available | ?language= | Accept-Language | primary | chosen
  for (const [available, language, acceptLanguage, primaryLanguage, chosen] of [
    ['', 'en', 'en', 'en', undefined],
    ['pl', 'en', 'de', 'en', 'pl'],
    ['en pl', 'pl', 'en', 'en', 'pl'],
    ['en pl', 'PL', undefined, 'en', 'pl'],
    ['en pl', 'de', 'pl', 'en', 'pl'],
    ['en pl', 'de', undefined, 'pl', 'pl'],
    ['en pl', undefined, undefined, 'pl', 'pl'],
    ['en pl', undefined, undefined, 'en', 'en'],
    ['en pl', undefined, undefined, 'de', 'en'],
    ['en pl', undefined, 'de, fr', 'pl', 'pl'],
    ['en-GB pl', 'en', undefined, 'pl', 'en-GB'],
    ['en pl', 'en-GB', undefined, 'pl', 'en'],
  ] as const) {
    const asked = `${language ? `?language=${language}, ` : ''}Accept-Language: ${acceptLanguage ?? 'none'}`;
    it(`is ${chosen ?? 'none'} of [${available}] for ${asked}, primary ${primaryLanguage}`, () => {
      const offered = documents(...available.split(' ').filter(Boolean));
      const preference = { language, acceptLanguage, primaryLanguage };
      assert.equal(chooseDocument(offered, preference)?.language, chosen);
    });
  }

  // RFC 9110 §12.4.2 (weights), §12.4.3 and RFC 4647 §3.3.1 (wildcard), §12.5.4 (Accept-Language).
  for (const [acceptLanguage, chosen] of [
    ['pl;q=0.5, de', 'de'],
    ['pl;q=0.5, de;q=0.50001', 'de'],
    ['de;q=0.1, *;q=0.5', 'en'],
    ['*', 'en'],
    ['*;q=0.1', 'en'],
    ['fr, *;q=0.5', 'en'],
    ['en;q=0, *', 'de'],
    ['DE-at', 'de'],
    ['pl, de', 'pl'],
    ['en;q=0', 'en'],
    ['', 'en'],
    [';;;===', 'en'],
  ] as const) {
    it(`is ${chosen} of [de en pl] for "${acceptLanguage}", primary en (RFC 9110 §12.5.4)`, () => {
      const preference = { language: undefined, acceptLanguage, primaryLanguage: 'en' };
      assert.equal(chooseDocument(documents('de', 'en', 'pl'), preference)?.language, chosen);
    });
  }
});

describe('the title for a reader', () => {
  // titles | ?language= | Accept-Language | primary | chosen
  for (const [titles, language, acceptLanguage, primaryLanguage, chosen] of [
    [null, 'pl', 'pl', 'en', 'Train'],
    [{ pl: 'Pociąg' }, undefined, undefined, 'en', 'Train'],
    [{ pl: 'Pociąg' }, undefined, 'pl', 'en', 'Pociąg'],
    [{ pl: 'Pociąg' }, undefined, 'pl-PL, en;q=0.5', 'en', 'Pociąg'],
    [{ pl: 'Pociąg' }, undefined, 'en, pl;q=0.5', 'en', 'Train'],
    [{ pl: 'Pociąg' }, 'pl', 'en', 'en', 'Pociąg'],
    [{ pl: 'Pociąg' }, 'en', 'pl', 'en', 'Train'],
    [{ pl: 'Pociąg' }, 'fr', undefined, 'en', 'Train'],
    [{ pl: 'Pociąg', en: 'Evening train' }, undefined, 'en', 'en', 'Evening train'],
    [{ pl: 'Pociąg', en: 'Evening train' }, undefined, 'fr', 'en', 'Train'],
    [{ pl: 'Pociąg' }, undefined, '*', 'en', 'Train'],
  ] as const) {
    const asked = `${language ? `?language=${language}, ` : ''}Accept-Language: ${acceptLanguage ?? 'none'}`;
    it(`is "${chosen}" of ${JSON.stringify(titles)} for ${asked}, primary ${primaryLanguage}`, () => {
      const task = { title: 'Train', titles: titles && JSON.stringify(titles), primaryLanguage };
      assert.equal(chooseTitle(task, { language, acceptLanguage }), chosen);
    });
  }
});
