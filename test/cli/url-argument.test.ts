import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { urlFrom } from '../../src/cli/input.ts';

describe('the URL of a command', () => {
  it('is its argument', async () => {
    assert.equal(await urlFrom('https://files.example.org/a'), 'https://files.example.org/a');
  });

  for (const argument of [undefined, '-']) {
    it(`is the first line of standard input, for ${argument ?? 'no argument'}`, async () => {
      for (const chunks of [['https://a'], [' https:', '//a\r\nmore'], ['https://a\n', 'more']]) {
        assert.equal(await urlFrom(argument, Readable.from(chunks)), 'https://a');
      }
    });
  }

  it('is missing on an empty standard input, and on an endless line, of which only a part is read', async () => {
    let chunks = 0;
    const endless = Readable.from(
      (function* () {
        while (chunks < 1000) {
          chunks += 1;
          yield 'x'.repeat(16 * 1024);
        }
      })(),
    );
    for (const input of [Readable.from([]), Readable.from(['\n']), endless]) {
      await assert.rejects(urlFrom(undefined, input), { message: /^No URL was given\. .*\.$/ });
    }
    assert.ok(chunks < 100);
  });
});
