import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { contestWindow, ownWindow, sharedWindow } from '../../../src/domain/contests/contest-window.ts';
import { openTestDatabase } from '../../support/test-database.ts';

const { kysely } = await openTestDatabase();
/** Close together, so that limits meet. */
const time = fc.integer({ min: 1, max: 20 });
const timeOrNull = fc.option(time);
const seconds = fc.integer({ min: 0, max: 10 });

/** `test/properties/access.test.ts` compares the windows in SQL with an independent model. */
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
          from (select ${bigint(contest.startsAt)} as "startsAt", ${bigint(contest.endsAt)} as "endsAt") as contests,
            (select ${bigint(task.opensAt)} as "opensAt", ${bigint(task.closesAt)} as "closesAt") as "contestTasks",
            (select ${bigint(own.delaySeconds)} as "delaySeconds",
              ${bigint(own.extraSeconds)} as "extraSeconds") as "contestParticipants"`.execute(kysely);
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
});

const bigint = (value: number | null) => sql`cast(${value} as bigint)`;
