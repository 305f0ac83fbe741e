import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { contestTaskDraft } from '../support/drafts.ts';
import { hourMs } from '../support/settable-clock.ts';

const { core, clock, person, task, group, contest: newContest } = await openTestApp();
const { taskStaff, contests, contestPeople, contestTasks, groups } = core;
const [teacher, colleague, admin, student, late] = [
  await person('teacher'),
  await person('teacher'),
  await person('admin'),
  await person(),
  await person(),
];
const startsAt = clock.nowMs();
const own = await group(teacher, { name: 'Class' });
const [first, second] = [await task(teacher), await task(teacher)];

/** A contest of three hours with two tasks, a group, two staff and two participants. */
async function original(): Promise<string> {
  const part = { opensAt: startsAt + hourMs, closesAt: startsAt + 2 * hourMs };
  const contest = await newContest(teacher, {
    ...{ name: 'Round 1', startsAt, endsAt: startsAt + 3 * hourMs, afterEnd: 'participants' },
    ...{ staff: [colleague], participants: [student], groups: [own] },
    tasks: [
      { id: second.id, position: 4 },
      { id: first.id, position: 7, ...part },
    ],
  });
  await contestPeople.putParticipants(contest, [late.id], { delaySeconds: 3600, extraSeconds: 60 });
  return contest.id;
}

const nextYear = startsAt + 365 * 24 * hourMs;
const copy = (as: Person, contestId: string, changes: object = {}) =>
  as.send(`POST /api/v1/contests/${contestId}/copies`, {
    name: 'Round 1, next year',
    startsAt: isoTime(nextYear),
    ...changes,
  });
const read = async (path: string) => (await admin.send(`GET /api/v1/contests${path}`)).body.items;

describe('a copy of a contest', () => {
  it('keeps the tasks with order, labels and windows, the groups and staff, but no participants', async () => {
    const contestId = await original();
    const { status, body } = await copy(teacher, contestId);
    assert.equal(status, 201);
    assert.deepEqual(
      [body.name, body.startsAt, body.endsAt, body.afterEnd, body.yourRole, body.phase, body.externalId],
      [
        'Round 1, next year',
        isoTime(nextYear),
        isoTime(nextYear + 3 * hourMs),
        'participants',
        'staff',
        'upcoming',
        null,
      ],
    );
    assert.notEqual(body.contestId, contestId);
    const tasks: ReadonlyArray<{ etag: string; externalId: null }> = await read(`/${body.contestId}/tasks`);
    assert.deepEqual(
      tasks.map(({ etag: _, externalId: __, ...task }) => task),
      [
        { taskId: second.id, label: 'A', title: second.title, position: 4, opensAt: null, closesAt: null },
        {
          taskId: first.id,
          label: 'B',
          title: first.title,
          position: 7,
          opensAt: isoTime(nextYear + hourMs),
          closesAt: isoTime(nextYear + 2 * hourMs),
        },
      ],
    );
    assert.deepEqual(await read(`/${body.contestId}/groups`), [
      { groupId: own.id, externalId: null, name: 'Class' },
    ]);
    assert.deepEqual(await read(`/${body.contestId}/staff`), await read(`/${contestId}/staff`));
    assert.deepEqual(await read(`/${body.contestId}/participants`), []);
  });

  it('includes participants with their times on request, and may get other times', async () => {
    const contestId = await original();
    const endsAt = isoTime(nextYear + 2 * hourMs);
    const { body } = await copy(teacher, contestId, { participants: true, endsAt, afterEnd: 'closed' });
    assert.deepEqual([body.endsAt, body.afterEnd], [endsAt, 'closed']);
    const participants = await read(`/${body.contestId}/participants`);
    assert.equal(participants.length, 2);
    assert.deepEqual(participants, await read(`/${contestId}/participants`));
  });

  it('can be made by staff who may add each task and group, and by admins, who become its staff', async () => {
    const contestId = await original();
    const { length } = await read('?limit=200');
    const refused = await copy(colleague, contestId);
    assertProblem(refused, 403, 'forbidden');
    assert.deepEqual([refused.body.reason, refused.body.labels], ['copy-needs-tasks', 'A, B']);
    for (const { id } of [first, second]) await taskStaff.put(id, colleague.id, 'manager');
    const withoutGroup = await copy(colleague, contestId);
    assertProblem(withoutGroup, 403, 'forbidden');
    assert.deepEqual([withoutGroup.body.reason, withoutGroup.body.names], ['copy-needs-groups', 'Class']);
    await contestPeople.putStaff(contestId, [student.id]);
    assertProblem(await copy(student, contestId), 403, 'forbidden');
    assert.equal((await read('?limit=200')).length, length, 'a refused copy leaves nothing behind');
    await groups.putMembers(own.id, [colleague.id], 'staff');
    assert.equal((await copy(colleague, contestId)).status, 201);
    const { body } = await copy(admin, contestId);
    const staff: ReadonlyArray<{ userId: string }> = await read(`/${body.contestId}/staff`);
    assert.ok(staff.some(({ userId }) => userId === admin.id));
  });

  it('omits what was deleted', async () => {
    const contestId = await original();
    const [gone, empty] = [await task(teacher), await group(teacher, { name: 'Gone' })];
    await contestTasks.put(await contests.find(contestId), contestTaskDraft({ taskId: gone.id, label: 'C' }));
    await contestPeople.putGroup(contestId, empty.id);
    await core.tasks.remove(gone.id);
    await groups.remove(empty.id);
    const { body } = await copy(teacher, contestId);
    assert.equal((await read(`/${body.contestId}/tasks`)).length, 2);
    assert.equal((await read(`/${body.contestId}/groups`)).length, 1);
  });

  it('is refused when it ends before it starts', async () => {
    const contestId = await original();
    const ended = await copy(teacher, contestId, { endsAt: isoTime(nextYear) });
    assertProblem(ended, 400, 'request-invalid');
    assert.equal(ended.body.reason, 'contest-ends-too-early');
  });
});
