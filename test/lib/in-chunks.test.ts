import assert from 'node:assert/strict';
import { syncBuiltinESMExports } from 'node:module';
import { describe, it, mock } from 'node:test';
import { inYieldingChunks, pauseAfter } from '../../src/lib/in-chunks.ts';

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

describe('a pause after a step', () => {
  it('takes a multiple of its time, at most 5 s, and ends with the signal', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    syncBuiltinESMExports();
    try {
      const { signal } = new AbortController();
      const ended: Array<string> = [];
      const pause = (name: string, workMs: number, until: AbortSignal) =>
        pauseAfter(workMs, 9, until).then(() => ended.push(name));
      void pause('after 0.1 s', 100, signal);
      void pause('after an hour', 3_600_000, signal);
      await pause('when it is aborted', 3_600_000, AbortSignal.abort());
      mock.timers.tick(1000);
      await new Promise(setImmediate);
      assert.deepEqual(ended, ['when it is aborted', 'after 0.1 s']);
      mock.timers.tick(4000);
      await new Promise(setImmediate);
      assert.deepEqual(ended.at(-1), 'after an hour');
    } finally {
      mock.timers.reset();
      syncBuiltinESMExports();
    }
  });
});
