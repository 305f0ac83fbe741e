import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countdownWords } from '../../web/src/lib/format/countdown-words.ts';
import { dayMs, hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';

describe('the words of a countdown', () => {
  for (const [leftMs, text] of [
    [secondMs, '1 minute'],
    [minuteMs, '1 minute'],
    [minuteMs + secondMs, '2 minutes'],
    [2 * minuteMs + secondMs, '3 minutes'],
    [9 * minuteMs, '9 minutes'],
    [61 * minuteMs, '61 minutes'],
    [119 * minuteMs, '119 minutes'],
    [2 * hourMs, '2 hours'],
    [47 * hourMs, '47 hours'],
    [2 * dayMs, '2 days'],
  ] as const) {
    it(`are right with ${leftMs / secondMs} s left`, () => {
      assert.equal(countdownWords(leftMs, 'en').text, text);
    });
  }

  it('are in the language of the app', () => {
    assert.equal(countdownWords(3 * minuteMs, 'pl').text, '3 minuty');
  });

  it('are announced occasionally, not every minute', () => {
    const said = Array.from({ length: 24 * 60 }, (_, at) => at + 1).filter(
      (minutes) => countdownWords(minutes * minuteMs, 'en').isSaid,
    );
    assert.deepEqual(said.slice(0, 8), [1, 2, 5, 10, 15, 30, 60, 120]);
    assert.equal(said.length, 7 + 23);
  });
});
