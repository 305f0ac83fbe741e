import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextWeeklyTimes } from '../../web/src/features/contests/teach/next-weekly-times.ts';

describe('the times of a copied contest', () => {
  const nowMs = Date.parse('2026-06-10T12:00:00Z'); // a Wednesday
  const inUtc = (startsAt: string, endsAt: string | null) =>
    nextWeeklyTimes({ startsAt, endsAt, prefetchFrom: startsAt }, nowMs);

  it('are a week later when the contest has not started', () => {
    assert.deepEqual(inUtc('2026-06-12T08:00:00Z', '2026-06-12T13:00:00Z'), {
      startsAt: '2026-06-19T08:00:00.000Z',
      endsAt: '2026-06-19T13:00:00.000Z',
      prefetchFrom: '2026-06-19T08:00:00.000Z',
    });
  });

  it('are on the next such weekday after an old contest, and stay without an end', () => {
    assert.deepEqual(inUtc('2026-05-08T08:00:00Z', null), {
      startsAt: '2026-06-12T08:00:00.000Z',
      endsAt: null,
      prefetchFrom: '2026-06-12T08:00:00.000Z',
    });
  });

  it('are in the future when the contest started a whole number of weeks ago', () => {
    assert.equal(inUtc('2026-06-03T12:00:00Z', null).startsAt, '2026-06-17T12:00:00.000Z');
  });
});
