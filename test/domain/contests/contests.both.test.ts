import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';
import { contestTaskDraft } from '../../support/drafts.ts';

const { core, clock, person, task, group, contest } = await openTestApp();
const { contests, contestTasks, contestPeople } = core;
const teacher = await person('teacher');

describe('contests', () => {
  it('give no one a role once they are deleted', async () => {
    const [host, participant] = [await person('teacher'), await person()];
    const { id: contestId } = await contest(host, { participants: [participant] });
    await contests.remove(contestId);
    for (const { id } of [host, participant]) assert.equal((await contests.rolesOf(contestId, id)).size, 0);
    await assert.rejects(contests.change(contestId, { name: 'Again' }), { code: 'not-found' });
  });

  it('change all or nothing, and store the time', async () => {
    const { id, startsAt } = await contest(teacher);
    clock.advance(1000);
    const wrong = { name: 'Changed', endsAt: startsAt };
    await assert.rejects(contests.change(id, wrong), { code: 'request-invalid' });
    assert.equal((await contests.find(id)).name, 'Finals');
    const changed = await contests.change(id, { name: 'Changed' });
    assert.deepEqual({ ...(await contests.find(id)) }, { ...changed });
    assert.equal(changed.updatedAt, clock.nowMs());
  });
});

describe('the tasks of contests', () => {
  it('have a label that one of two concurrent requests gets', async () => {
    const [finals, ...tasks] = [await contest(teacher), await task(teacher), await task(teacher)];
    const outcomes = await Promise.allSettled(
      tasks.map(({ id: taskId }) => contestTasks.put(finals, contestTaskDraft({ taskId }))),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await contestTasks.list(finals.id)).length, 1);
  });
});

describe('the people of contests', () => {
  it('include everyone who takes part, each once, with their own delay', async () => {
    const [own, member] = [await person(), await person()];
    const groups = [];
    for (const name of ['One', 'Two']) groups.push(await group(teacher, { name, members: [own, member] }));
    const { id } = await contest(teacher, { participants: [own], delaySeconds: 60, groups });
    assert.deepEqual(
      (await contestPeople.everybody(id, 10)).map(({ userId, delaySeconds }) => [userId, delaySeconds]),
      [
        [own.id, 60],
        [member.id, 0],
      ],
    );
  });
});
