import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { features } from '../../../src/features/index.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { openTestApp } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { clock, contest, person, publish, task } = await openTestApp(
  {},
  // Its tables stay, because the database is a copy of one that has them.
  features.map(({ storage: { urlReads: _, ...storage } = {}, ...feature }) => ({ ...feature, storage })),
);

describe('without the feature that records downloads, a report', () => {
  it('says who got a URL, and that it is unknown who opened it', async () => {
    const teacher = await person('teacher');
    const [ann, bob] = [await person('student', 'Ann'), await person('student', 'Bob')];
    const given = await task(teacher);
    await publish(given, teacher);
    const times = { startsAt: clock.nowMs(), endsAt: clock.nowMs() + hourMs };
    const { id } = await contest(teacher, { ...times, participants: [ann, bob], tasks: [{ id: given.id }] });
    assert.equal((await ann.send(`POST /api/v1/tasks/${given.id}/description-url`, {})).status, 200);

    const counts = { gotUrl: 1, opened: 0, openedUnknown: 1 };
    const ofTask = (await teacher.send(`GET /api/v1/tasks/${given.id}/readers/counts`)).body;
    assert.partialDeepStrictEqual(ofTask, { readers: 3, ...counts });

    const { items } = (await teacher.send(`GET /api/v1/contests/${id}/people`)).body;
    assert.partialDeepStrictEqual(items, [
      { name: 'Ann', tasks: [{ state: 'unknown', at: isoTime(clock.nowMs()) }] },
      { name: 'Bob', tasks: [{ state: 'none', at: null }] },
    ]);
  });
});
