import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createConservativeClock,
  isoTime,
  isoTimeOrNull,
  parseIsoTime,
  systemClock,
} from '../../src/lib/clock.ts';
import { dayMs, hourMs, minuteMs, settableClock } from '../support/settable-clock.ts';

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

  it('writes an absent time as null', () => {
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

  for (const [text, bound] of [
    ['0000-01-01T00:00:00Z', 'before 1900'],
    ['1899-12-31T23:59:59.999Z', 'before 1900'],
    ['1900-01-01T00:00:00+00:01', 'before 1900'],
    ['9999-01-01T00:00:00Z', 'after 9998'],
    ['9998-12-31T23:59:59-00:01', 'after 9998'],
    ['9999-12-31T23:59:59-23:59', 'after 9998'],
  ] as const) {
    it(`refuses ${text}, ${bound}, so that computed times have four digits of a year too`, () => {
      assert.throws(() => parseIsoTime(text), { code: 'request-invalid' });
    });
  }

  it('reads all times from 1900 to 9998', () => {
    for (const text of ['1900-01-01T00:00:00Z', '9998-12-31T23:59:59.999Z']) {
      assert.equal(isoTime(parseIsoTime(text)), text);
    }
  });

  it('takes the system clock from the system', () => {
    const before = Date.now();
    const now = systemClock.nowMs();
    assert.ok(before <= now && now <= Date.now());
  });
});

describe('a conservative clock', () => {
  const startMs = Date.UTC(2026, 10, 24, 12);
  const open = () => {
    const clock = settableClock(startMs);
    let running = 0;
    const conservative = createConservativeClock(clock, hourMs, () => running);
    /** Time passes, and the clock of the machine follows or is set. */
    const after = (ms: number, setBy = 0) => {
      running += ms;
      clock.advance(ms + setBy);
      return conservative.nowMs();
    };
    return after;
  };

  it('returns a time an hour after it has come, and then follows', () => {
    const after = open();
    assert.equal(after(0), 0);
    assert.equal(after(59 * minuteMs), 0);
    assert.equal(after(minuteMs), startMs);
    assert.equal(after(30 * minuteMs), startMs);
    assert.equal(after(30 * minuteMs), startMs + hourMs);
  });

  it('never returns the time of a clock that was set forward and corrected within the hour', () => {
    const after = open();
    after(hourMs);
    for (const wrongBy of [2 * hourMs, dayMs, 366 * dayMs]) {
      assert.ok(after(minuteMs, wrongBy) <= startMs + 4 * hourMs);
      assert.ok(after(58 * minuteMs) <= startMs + 4 * hourMs);
      after(0, -wrongBy);
    }
    assert.ok(after(hourMs) <= startMs + 5 * hourMs);
  });

  it('accepts a clock that stays forward for an hour, and starts again when it is set back', () => {
    const after = open();
    after(minuteMs, dayMs);
    after(hourMs);
    assert.equal(after(hourMs), startMs + dayMs + hourMs + minuteMs);
    assert.equal(after(minuteMs, -dayMs), 0);
    assert.equal(after(hourMs), startMs + 2 * hourMs + 2 * minuteMs);
  });
});
