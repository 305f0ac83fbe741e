import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseRange, type RangeChoice } from '../../src/core/redeem/headers.ts';

const size = fc.oneof(fc.nat({ max: 20 }), fc.nat());
const position = fc.oneof(fc.nat({ max: 25 }), fc.nat());

/** The bytes that RFC 9110 §14.1.2 selects, found by looking at every position. */
function bytesAt(length: number, isSelected: (position: number) => boolean): RangeChoice {
  const selected = Array.from({ length }, (_, at) => at).filter(isSelected);
  const [first, last] = [selected.at(0), selected.at(-1)];
  return first === undefined || last === undefined ? 'unsatisfiable' : { first, last };
}

describe('byte range', () => {
  const small = fc.nat({ max: 40 });

  it('takes the first and the last position, both inclusive (RFC 9110 §14.1.2)', () => {
    fc.assert(
      fc.property(small, small, small, (length, first, last) => {
        const expected = first > last ? 'whole' : bytesAt(length, (at) => at >= first && at <= last);
        assert.deepEqual(chooseRange(`bytes=${first}-${last}`, length), expected);
      }),
    );
  });

  it('takes an open range up to the end (RFC 9110 §14.1.2)', () => {
    fc.assert(
      fc.property(small, small, (length, first) => {
        assert.deepEqual(
          chooseRange(`bytes=${first}-`, length),
          bytesAt(length, (at) => at >= first),
        );
      }),
    );
  });

  it('takes a suffix, all of it when the object is shorter (RFC 9110 §14.1.2)', () => {
    fc.assert(
      fc.property(small, small, (length, suffix) => {
        const expected = bytesAt(length, (at) => at >= length - suffix);
        const isEmpty = length === 0 && suffix > 0;
        assert.deepEqual(chooseRange(`bytes=-${suffix}`, length), isEmpty ? 'whole' : expected);
      }),
    );
  });

  it('takes the unit in any case, leading zeros and positions of any size (RFC 9110 §14.1)', () => {
    const long = '9'.repeat(400);
    assert.deepEqual(chooseRange('Bytes=007-008', 10), { first: 7, last: 8 });
    assert.deepEqual(chooseRange(`bytes=1-${long}`, 10), { first: 1, last: 9 });
    assert.equal(chooseRange(`bytes=${long}-`, 10), 'unsatisfiable');
    assert.equal(chooseRange('bytes=10-11,12-13', 10), 'unsatisfiable');
  });

  it('is ignored if it is malformed, of another unit or one of several (RFC 9110 §14.2)', () => {
    const malformed = ['', 'bytes', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=1-2x', 'bytes 0-1'];
    const unsupported = ['items=0-1', 'bytes=0-1,3-4', 'bytes=0-1,99-', 'bytes=0x1-2', 'bytes=+1-2'];
    for (const header of [undefined, ...malformed, ...unsupported, 'bytes=1 - 2']) {
      assert.equal(chooseRange(header, 10), 'whole', String(header));
    }
  });

  it('never leaves the object, whatever the header says', () => {
    const header = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'bytes=0123456789-, \tx') }),
      fc.tuple(position, position).map(([first, last]) => `bytes=${first}-${last}`),
      fc.string({ unit: fc.constantFrom(...'0123456789-,') }).map((set) => `bytes=${set}`),
    );
    fc.assert(
      fc.property(header, size, (text, length) => {
        const choice = chooseRange(text, length);
        if (typeof choice === 'string') return;
        assert.ok(0 <= choice.first && choice.first <= choice.last && choice.last < length);
      }),
      { numRuns: 2000 },
    );
  });
});
