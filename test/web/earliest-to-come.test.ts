import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { earliestToCome } from '../../web/src/lib/format/use-moment.ts';

describe('the earliest time to come', () => {
  const nowMs = Date.now();
  const after = (ms: number) => new Date(nowMs + ms).toISOString();

  for (const [times, expectedMs] of [
    [[after(60_000), null, after(30_000)], 30_000],
    [[after(-60_000), after(30_000)], 30_000],
    // A page that renders just after a time still waits for its random moment.
    [[after(-500), after(30_000)], -500],
    [[after(-60_000), null], undefined],
  ] as const) {
    it(`is ${expectedMs} ms from now, of ${times.length}`, ({ mock }) => {
      mock.timers.enable({ apis: ['Date'], now: nowMs });
      assert.equal(earliestToCome(times), expectedMs === undefined ? undefined : nowMs + expectedMs);
    });
  }
});
