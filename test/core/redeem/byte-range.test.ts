import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseRange } from '../../../src/core/redeem/headers.ts';

describe('Range header', () => {
  it('matches the examples of RFC 9110 §14.1.2 for 10000 bytes', () => {
    assert.deepEqual(chooseRange('bytes=0-499', 10_000), { first: 0, last: 499 });
    assert.deepEqual(chooseRange('bytes=500-999', 10_000), { first: 500, last: 999 });
    assert.deepEqual(chooseRange('bytes=-500', 10_000), { first: 9500, last: 9999 });
    assert.deepEqual(chooseRange('bytes=9500-', 10_000), { first: 9500, last: 9999 });
  });

  it('accepts the unit in any case, leading zeros and positions of any size (RFC 9110 §14.1)', () => {
    assert.deepEqual(chooseRange('Bytes=007-008', 10), { first: 7, last: 8 });
    assert.deepEqual(chooseRange(`bytes=1-${'9'.repeat(400)}`, 10), { first: 1, last: 9 });
    assert.equal(chooseRange(`bytes=${'9'.repeat(400)}-`, 10), 'unsatisfiable');
  });

  for (const header of ['bytes=10-', 'bytes=10-20', 'bytes=-0', 'bytes=10-11,12-13']) {
    it(`cannot satisfy \`${header}\` of 10 bytes (RFC 9110 §14.1.2)`, () => {
      assert.equal(chooseRange(header, 10), 'unsatisfiable');
    });
  }

  for (const header of [
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=5-3',
    'bytes=1-2x',
    'items=0-1',
    'bytes 0-1',
    'bytes=0-1,3-4',
    'bytes=0-1,99-',
    'bytes=0x1-2',
    'bytes=+1-2',
    'bytes=1 - 2',
  ]) {
    it(`ignores \`${header}\` (RFC 9110 §14.2)`, () => assert.equal(chooseRange(header, 10), 'whole'));
  }

  it('gives the whole of an empty object for a suffix, and cannot satisfy a position in it', () => {
    assert.equal(chooseRange('bytes=-5', 0), 'whole');
    assert.equal(chooseRange('bytes=0-', 0), 'unsatisfiable');
  });
});
