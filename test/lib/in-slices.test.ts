import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inSlices } from '../../src/lib/in-slices.ts';

describe('a list in slices', () => {
  it('has all its items in their order, and a turn of the event loop after each slice', async () => {
    let turns = 0;
    const seen: Array<[number, ReadonlyArray<number>]> = [];
    for await (const slice of inSlices([1, 2, 3, 4, 5], 2)) {
      seen.push([turns, slice]);
      setImmediate(() => {
        turns += 1;
      });
    }
    assert.deepEqual(seen, [
      [0, [1, 2]],
      [1, [3, 4]],
      [2, [5]],
    ]);
  });

  it('is over at once when it is empty', async () => {
    for await (const slice of inSlices([], 2)) assert.fail(`a slice of ${slice.length}`);
  });
});
