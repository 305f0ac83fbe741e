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
      fc.property(fc.integer({ min: 1, max: 40 }), small, (length, suffix) => {
        assert.deepEqual(
          chooseRange(`bytes=-${suffix}`, length),
          bytesAt(length, (at) => at >= length - suffix),
        );
      }),
    );
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
