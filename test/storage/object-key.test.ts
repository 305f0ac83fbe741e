import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newObjectKey, parseObjectKey } from '../../src/storage/object-key.ts';

describe('object key', () => {
  const refused = {
    'no characters': '',
    'a leading slash': '/a',
    'a trailing slash': 'a/',
    'an empty segment': 'a//b',
    'a dot segment': 'a/./b',
    'a segment that leads up': '../a',
    'a last segment that leads up': 'a/..',
    'a backslash': 'a\\b',
    'a NUL': 'a\0b',
    'a line break': 'a\nb',
    'a C1 control character': 'a\u0085b',
    'half of a surrogate pair': 'a\ud800',
    'a segment of 256 bytes': 'é'.repeat(128),
    '1025 bytes': `${'a/'.repeat(512)}b`,
  };
  for (const [title, text] of Object.entries(refused)) {
    it(`refuses ${title}`, () => {
      assert.throws(() => parseObjectKey(text), { code: 'object-key-invalid' });
    });
  }

  it('accepts unusual keys that lead nowhere else', () => {
    const long = [`${'a/'.repeat(511)}bc`, 'é'.repeat(127)];
    for (const text of ['...', '.hidden', 'a..b', ' ', '%2e%2e', '~', ...long]) {
      assert.equal(parseObjectKey(text), text);
    }
  });

  it('creates new keys that are valid, random and never the same', () => {
    const keys = Array.from({ length: 1000 }, newObjectKey);
    for (const key of keys) {
      assert.match(key, /^documents\/[a-z2-7]{2}\/[a-z2-7]{30}\.pdf$/);
      assert.equal(parseObjectKey(key), key);
    }
    assert.equal(new Set(keys).size, keys.length);
  });
});
