import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { contestWindow, ownWindow, sharedWindow } from '../../../src/domain/contests/contest-window.ts';
import { openTestDatabase } from '../../support/test-database.ts';

const { kysely } = await openTestDatabase();
const time = fc.integer({ min: 1, max: 10_000 });
const timeOrNull = fc.option(time);
const seconds = fc.integer({ min: 0, max: 10 });

describe('the window of a task in a contest', () => {
  it('is the same in SQL and in code', async () => {
    const contests = fc.record({ startsAt: time, endsAt: timeOrNull });
    const tasks = fc.record({ opensAt: timeOrNull, closesAt: timeOrNull });
    const people = fc.record({ delaySeconds: seconds, extraSeconds: seconds });
    await fc.assert(
      fc.asyncProperty(contests, tasks, people, async (contest, task, own) => {
        const { rows } = await sql`
          select ${sharedWindow.opensAt} as "sharedOpensAt", ${sharedWindow.closesAt} as "sharedClosesAt",
            ${ownWindow.opensAt} as "ownOpensAt", ${ownWindow.closesAt} as "ownClosesAt"
          from (select ${bigint(contest.startsAt)} as "startsAt", ${bigint(contest.endsAt)} as "endsAt") as contest,
            (select ${bigint(task.opensAt)} as "opensAt", ${bigint(task.closesAt)} as "closesAt") as "contestTask",
            (select ${bigint(own.delaySeconds)} as "delaySeconds",
              ${bigint(own.extraSeconds)} as "extraSeconds") as own`.execute(kysely);
        const [shared, moved] = [contestWindow(contest, task), contestWindow(contest, task, own)];
        assert.deepEqual(
          { ...(rows[0] as object) },
          {
            sharedOpensAt: shared.opensAt,
            sharedClosesAt: shared.closesAt,
            ownOpensAt: moved.opensAt,
            ownClosesAt: moved.closesAt,
          },
        );
      }),
    );
  });

  // A contest from 1000 to 9000, and a participant with 2 s of extra time.
  for (const [opensAt, closesAt, expected] of [
    [null, null, '1000-11000'],
    [500, 9500, '1000-11000'],
    [2000, 9500, '2000-11000'],
    [500, 8000, '1000-10000'],
    [8999, 9500, '8999-11000'],
    [500, 900, 'never'],
    [500, 1000, 'never'],
    [9000, 9500, 'never'],
    [10_000, null, 'never'],
  ] as const) {
    it(`from ${opensAt ?? 'the start'} to ${closesAt ?? 'the end'} is limited by the contest's: ${expected}`, () => {
      const task = { opensAt, closesAt };
      const own = { delaySeconds: 0, extraSeconds: 2 };
      const window = contestWindow({ startsAt: 1000, endsAt: 9000 }, task, own);
      const isEmpty = window.closesAt !== null && window.closesAt <= window.opensAt;
      assert.equal(isEmpty ? 'never' : `${window.opensAt}-${window.closesAt}`, expected);
    });
  }
});

const bigint = (value: number | null) => sql`cast(${value} as bigint)`;
