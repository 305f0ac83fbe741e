import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAddresses } from '../../web/src/features/people/parse-addresses.ts';

describe('pasted addresses', () => {
  for (const [title, text, emails, unreadable] of [
    ['one per line', 'a@example.org\r\nb@example.org\n\n', ['a@example.org', 'b@example.org'], []],
    ['between commas and semicolons', 'a@x.org, b@x.org;c@x.org,', ['a@x.org', 'b@x.org', 'c@x.org'], []],
    ['once each, in lower case', 'A@X.org a@x.org', ['a@x.org'], []],
    ['next to a name', 'Anna Nowak <anna@x.org>, Jan <jan@x.org>', ['anna@x.org', 'jan@x.org'], []],
    ['next to a name with a comma', '"Nowak, Anna" <anna@x.org>', ['anna@x.org'], []],
    ['next to the same address', 'anna@x.org <anna@x.org>', ['anna@x.org'], []],
    ['in a table', 'Anna Nowak\tanna@x.org\nJan\tjan@x.org', ['anna@x.org', 'jan@x.org'], []],
    ['among other words', 'anna@x.org, piotr', ['anna@x.org'], ['piotr']],
    ['with a mistake', 'Anna <anna>\njan@\nkasia@x.org', ['kasia@x.org'], ['Anna <anna>', 'jan@']],
    ['not at all', ' \n, ', [], []],
  ] as ReadonlyArray<[string, string, ReadonlyArray<string>, ReadonlyArray<string>]>) {
    it(`are found ${title}`, () => {
      assert.deepEqual(parseAddresses(text), { emails, unreadable });
    });
  }
});
