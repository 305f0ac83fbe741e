import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkContest, checkContestTask } from '../../../src/domain/contests/contest.ts';

/** The outcome of a check: `ok`, or the code of the refusal. */
function verdict(check: () => void): string {
  try {
    check();
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const refused = 'request-invalid';

describe('the window of a contest', () => {
  for (const [startsAt, endsAt, expected] of [
    [1000, null, 'ok'],
    [1000, 1001, 'ok'],
    [1000, 1000, refused],
    [1000, 999, refused],
  ] as const) {
    it(`from ${startsAt} to ${endsAt ?? 'no end'} is ${expected}`, () =>
      assert.equal(
        verdict(() => checkContest({ startsAt, endsAt })),
        expected,
      ));
  }
});

describe('the window of a task', () => {
  for (const [opensAt, closesAt, expected] of [
    [null, null, 'ok'],
    [1000, null, 'ok'],
    [null, 1000, 'ok'],
    [1000, 1001, 'ok'],
    [5000, 5000, refused],
    [6000, 5000, refused],
  ] as const) {
    it(`from ${opensAt ?? 'the start'} to ${closesAt ?? 'the end'} is ${expected}`, () =>
      assert.equal(
        verdict(() => checkContestTask({ label: 'A', opensAt, closesAt })),
        expected,
      ));
  }
});
