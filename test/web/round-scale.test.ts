import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roundScale } from '../../web/src/lib/format/round-scale.ts';

describe('the scale of a chart', () => {
  const scales = [
    { most: 0, marks: [0, 0.5, 1, 1.5, 2] },
    { most: 1.3, marks: [0, 0.5, 1, 1.5, 2] },
    { most: 2.1, marks: [0, 1, 2, 3, 4] },
    { most: 8, marks: [0, 2, 4, 6, 8] },
    { most: 37, marks: [0, 10, 20, 30, 40] },
    { most: 1234, marks: [0, 500, 1000, 1500, 2000] },
  ];
  for (const { most, marks } of scales) {
    it(`has round marks from zero, up to ${most} or more`, () => assert.deepEqual(roundScale(most), marks));
  }
  it('has whole numbers for counts', () => assert.deepEqual(roundScale(1, 1), [0, 1, 2, 3, 4]));
});
