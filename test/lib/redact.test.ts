import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loggablePath, redactText } from '../../src/lib/log.ts';

describe('the path to log', () => {
  it('ends before the query, also where that is encoded, and is short', () => {
    for (const [url, path] of [
      ['/a/b', '/a/b'],
      ['/a?b=c', '/a'],
      ['/a#b', '/a'],
      ['/a%3Fsig=b', '/a'],
      ['/a%3fsig=b', '/a'],
      ['?', ''],
    ] as const) {
      assert.equal(loggablePath(url), path);
    }
    assert.equal(loggablePath(`/${'x'.repeat(5000)}`).length, 200);
  });
});

describe('a text from outside', () => {
  it('loses signatures and tokens, and keeps the rest', () => {
    assert.equal(
      redactText('GET https://a/b?x=1&sig=SECRET&y=2 failed: "Bearer SECRET", bearer SECRET'),
      'GET https://a/b?x=1&sig=[redacted]&y=2 failed: "Bearer [redacted]", bearer [redacted]',
    );
    assert.equal(redactText('the signature does not fit'), 'the signature does not fit');
  });
});
