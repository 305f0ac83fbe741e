import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inYieldingChunks } from '../../src/lib/in-chunks.ts';

describe('a list in chunks that yield', () => {
  it('has all its items in order, and a tick of the event loop between chunks', async () => {
    let ticks = 0;
    const seen: Array<[number, ReadonlyArray<number>]> = [];
    for await (const chunk of inYieldingChunks([1, 2, 3, 4, 5], 2)) {
      seen.push([ticks, chunk]);
      setImmediate(() => {
        ticks += 1;
      });
    }
    assert.deepEqual(seen, [
      [0, [1, 2]],
      [1, [3, 4]],
      [2, [5]],
    ]);
  });

  it('ends immediately when it is empty', async () => {
    for await (const chunk of inYieldingChunks([], 2)) assert.fail(`a chunk of ${chunk.length}`);
  });
});
