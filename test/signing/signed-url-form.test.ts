import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSameText } from '../../signing/node-cryptography.ts';
import { encodedText, signedUrlForm, splitUrl } from '../../signing/signed-url-form.ts';

const form = signedUrlForm({
  expires: /^\d+$/,
  inline: 'flag',
  name: { optional: encodedText },
  sig: /^[a-f]+$/,
});

describe('the form of a signed URL', () => {
  it('is read with and without optional parts', () => {
    assert.deepEqual(form('expires=1&inline&name=a%20b&sig=ff'), {
      expires: '1',
      inline: '',
      name: 'a%20b',
      sig: 'ff',
    });
    assert.deepEqual(form('expires=1&sig=ff'), { expires: '1', sig: 'ff' });
  });

  for (const [problem, query] of [
    ['no parameter', ''],
    ['a missing one', 'expires=1'],
    ['an unknown one', 'expires=1&x=1&sig=ff'],
    ['an unknown one at the end', 'expires=1&sig=ff&x=1'],
    ['an empty one at the end', 'expires=1&sig=ff&'],
    ['a repeated one', 'expires=1&expires=1&sig=ff'],
    ['a repeated optional one', 'expires=1&name=a&name=a&sig=ff'],
    ['another order', 'sig=ff&expires=1'],
    ['another order of optional ones', 'expires=1&name=a&inline&sig=ff'],
    ['a longer name', 'expires1=1&sig=ff'],
    ['a name in capitals', 'Expires=1&sig=ff'],
    ['an encoded name', '%65xpires=1&sig=ff'],
    ['a value of another shape', 'expires=x&sig=ff'],
    ['an empty value', 'expires=&sig=ff'],
    ['a name without a value', 'expires&sig=ff'],
    ['a flag with a value', 'expires=1&inline=1&sig=ff'],
    ['a flag with an empty value', 'expires=1&inline=&sig=ff'],
    ['a longer flag', 'expires=1&inlines&sig=ff'],
    ['a second equals sign', 'expires=1=1&sig=ff'],
    ['a value that is not encoded', 'expires=1&name=a b&sig=ff'],
    ['a line break after a value', 'expires=1&sig=ff\n'],
    ['a fragment', 'expires=1&sig=ff#x'],
    ['another separator', 'expires=1;sig=ff'],
  ] as const) {
    it(`does not fit a query with ${problem}`, () => {
      assert.equal(form(query), undefined);
    });
  }

  it('splits a URL at its first question mark', () => {
    assert.deepEqual(splitUrl('https://a/b%20c.pdf?x=1', 'https://a/'), { path: 'b%20c.pdf', query: 'x=1' });
    assert.deepEqual(splitUrl('/a??x=1', '/'), { path: 'a', query: '?x=1' });
    for (const target of ['/', '/a', '/?x=1', '/a b?x=1', '/a#b?x=1', '/é?x=1', '/a\n?x=1']) {
      assert.deepEqual(splitUrl(target, '/'), { failure: 'url-invalid', reason: 'malformed' }, target);
    }
    const elsewhere = { failure: 'url-invalid', reason: 'outside-files-url' };
    assert.deepEqual(splitUrl('https://b/c?x=1', 'https://a/'), elsewhere);
  });

  it('is compared with texts of any length', () => {
    assert.ok(isSameText('é', 'é'));
    for (const [one, other] of [
      ['a', 'b'],
      ['a', 'aa'],
      ['aa', 'a'],
      ['a', ''],
      ['é', 'e'],
    ] as const) {
      assert.ok(!isSameText(one, other));
    }
  });
});
