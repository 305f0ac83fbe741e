import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byOwnPhase, ownTimes } from '../../web/src/features/schedule/own-times.ts';

const at = (time: string) => `2026-11-26T${time}:00Z`;
const nowMs = Date.parse(at('12:00'));

/** A contest from one time to another, optionally with the reader's own window. */
function contest(times: string, own?: string) {
  const windowOf = (text: string) => {
    const [from = '', to] = text.split(' ');
    return { startsAt: at(from), endsAt: to === undefined ? null : at(to) };
  };
  return { ...windowOf(times), yourWindow: own === undefined ? null : windowOf(own) };
}

describe("the reader's times of a contest", () => {
  for (const [times, own, phase] of [
    ['11:00 13:00', undefined, 'running'],
    ['11:00 13:00', '12:30 14:30', 'upcoming'],
    ['12:00 13:00', '12:00 13:00', 'running'],
    ['10:00 12:00', '10:00 12:00', 'past'],
    ['10:00 11:00', '10:00 12:30', 'running'],
    ['10:00', '10:30', 'running'],
    ['13:00', undefined, 'upcoming'],
  ] as const) {
    it(`of ${times}, for the reader ${own ?? 'the same'}: ${phase} at 12:00`, () => {
      const found = ownTimes(contest(times, own), nowMs);
      assert.equal(found.phase, phase);
      assert.equal(found.startsAt, at((own ?? times).slice(0, 5)));
    });
  }

  it('sort contests by end, with those without an end last', () => {
    const endless = contest('08:00');
    const [soon, late] = [contest('10:00 12:30'), contest('10:00 12:10', '10:00 13:10')];
    const [next, later] = [contest('12:40 13:00'), contest('12:20 13:00', '12:50 13:30')];
    const [over, before] = [contest('10:00 11:00'), contest('09:00 10:00')];
    assert.deepEqual(byOwnPhase([later, endless, late, over, next, soon, before], nowMs), {
      running: [soon, late, endless],
      upcoming: [next, later],
      past: [over, before],
    });
  });
});
