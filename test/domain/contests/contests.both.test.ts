import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';
import { contestDraft, contestTaskDraft } from '../../support/drafts.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person, task } = await openTestApp();
const { contests, contestTasks, contestPeople, groups } = core;
const [teacher, student] = [await person('teacher'), await person()];
const onTime = { delaySeconds: 0, extraSeconds: 0 };

function newContest() {
  const startsAt = clock.nowMs();
  const times = { startsAt, endsAt: startsAt + hourMs };
  return contests.create(contestDraft(times), teacher.id);
}

describe('contests', () => {
  it('have their creator as staff', async () => {
    const { id } = await newContest();
    assert.deepEqual([...(await contests.rolesOf(id, teacher.id))], ['staff']);
    assert.deepEqual([...(await contests.rolesOf(id, student.id))], []);
  });

  it('give no one a role once they are deleted', async () => {
    const contest = await newContest();
    await contestPeople.putParticipants(contest, [student.id], onTime);
    await contests.remove(contest.id);
    for (const { id } of [teacher, student]) {
      assert.equal((await contests.rolesOf(contest.id, id)).size, 0);
      await assert.rejects(contests.findFor(id, contest.id), { code: 'not-found' });
      const page = { all: false, phase: undefined, after: undefined, limit: 200 };
      assert.ok(!(await contests.listFor(id, page)).some((listed) => listed.id === contest.id));
    }
    await assert.rejects(contests.change(contest.id, { name: 'Again' }), { code: 'not-found' });
  });

  it('change all or nothing, and store the time', async () => {
    const { id, startsAt } = await newContest();
    clock.advance(1000);
    await assert.rejects(contests.change(id, { name: 'Changed', endsAt: startsAt }), {
      code: 'request-invalid',
    });
    assert.equal((await contests.find(id)).name, 'Finals');
    const changed = await contests.change(id, { name: 'Changed' });
    assert.deepEqual({ ...(await contests.find(id)) }, { ...changed });
    assert.equal(changed.updatedAt, clock.nowMs());
  });
});

describe('the tasks of contests', () => {
  it('are at most 100 in each', async () => {
    const contest = await newContest();
    for (let at = 0; at < 100; at += 1) {
      const { id } = await task(teacher);
      await contestTasks.put(contest, contestTaskDraft({ taskId: id, label: `T${at}` }));
    }
    const { id } = await task(teacher);
    const put = contestTasks.put(contest, contestTaskDraft({ taskId: id, label: 'one more' }));
    await assert.rejects(put, { code: 'conflict' });
    assert.equal((await contestTasks.list(contest.id)).length, 100);
  });

  it('have a label that one of two concurrent requests gets', async () => {
    const contest = await newContest();
    const [first, second] = [await task(teacher), await task(teacher)];
    const outcomes = await Promise.allSettled(
      [first, second].map(({ id }) => contestTasks.put(contest, contestTaskDraft({ taskId: id }))),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await contestTasks.list(contest.id)).length, 1);
  });

  it('can be removed once', async () => {
    const contest = await newContest();
    const { id } = await task(teacher);
    await contestTasks.put(contest, contestTaskDraft({ taskId: id }));
    await contestTasks.remove(contest.id, id);
    await assert.rejects(contestTasks.remove(contest.id, id), { code: 'not-found' });
  });
});

describe('the people of contests', () => {
  it('include everyone who takes part, each once, with their own delay', async () => {
    const contest = await newContest();
    const [own, member] = [await person(), await person()];
    await contestPeople.putParticipants(contest, [own.id], { ...onTime, delaySeconds: 60 });
    for (const name of ['One', 'Two']) {
      const group = await groups.create({ name }, teacher.id);
      await groups.putMembers(group.id, [own.id, member.id], 'member');
      await contestPeople.putGroup(contest.id, group.id);
    }
    const listed = await contestPeople.everybody(contest.id, 10);
    assert.deepEqual(
      listed.map(({ userId, delaySeconds }) => [userId, delaySeconds]),
      [
        [own.id, 60],
        [member.id, 0],
      ],
    );
  });
});
