import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime, isoTimeOrNull, parseIsoTime, systemClock } from '../src/clock.ts';

describe('time at the edges of Lectern', () => {
  for (const [ms, text] of [
    [0, '1970-01-01T00:00:00Z'],
    [1_764_000_000_000, '2025-11-24T16:00:00Z'],
    [1_764_000_000_001, '2025-11-24T16:00:00.001Z'],
    [1_764_000_000_500, '2025-11-24T16:00:00.500Z'],
    [-1000, '1969-12-31T23:59:59Z'],
  ] as const) {
    it(`writes ${ms} ms as ${text}, and reads it back`, () => {
      assert.equal(isoTime(ms), text);
      assert.equal(parseIsoTime(text), ms);
    });
  }

  it('writes no time as null', () => {
    assert.equal(isoTimeOrNull(null), null);
    assert.equal(isoTimeOrNull(0), '1970-01-01T00:00:00Z');
  });

  // RFC 3339 §5.6: offsets, fractions, and "t" and "z" in lower case. The expected values are UTC by hand.
  for (const [text, ms] of [
    ['2026-11-24T13:00:00+01:00', Date.UTC(2026, 10, 24, 12)],
    ['2026-11-24T04:30:00-07:30', Date.UTC(2026, 10, 24, 12)],
    ['2026-11-24T12:00:00.25Z', Date.UTC(2026, 10, 24, 12, 0, 0, 250)],
    ['2026-11-24t12:00:00z', Date.UTC(2026, 10, 24, 12)],
  ] as const) {
    it(`reads ${text} (RFC 3339 §5.6)`, () => assert.equal(parseIsoTime(text), ms));
  }

  it('takes the system clock from the system', () => {
    const before = Date.now();
    const now = systemClock.nowMs();
    assert.ok(before <= now && now <= Date.now());
  });
});
