import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pickText } from '../../web/src/lib/i18n/pick-text.ts';

describe('a text in several languages', () => {
  const texts = { 'en-GB': 'colour', pl: 'kolor', de: 'Farbe' };

  it('is shown in the first available of the wanted languages, ignoring regions', () => {
    assert.deepEqual(pickText(texts, ['pl', 'en']), { language: 'pl', text: 'kolor' });
    assert.deepEqual(pickText(texts, ['fr', 'en']), { language: 'en-GB', text: 'colour' });
    assert.deepEqual(pickText({ ...texts, en: 'color' }, ['en']), { language: 'en', text: 'color' });
  });

  it('is shown in any language rather than not at all', () => {
    assert.deepEqual(pickText({ de: 'Farbe' }, ['pl', 'en']), { language: 'de', text: 'Farbe' });
    assert.equal(pickText(null, ['pl']), undefined);
    assert.equal(pickText({}, ['pl']), undefined);
  });
});
