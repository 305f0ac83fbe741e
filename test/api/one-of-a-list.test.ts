import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp } from '../support/app.ts';
import { contestDraft, contestTaskDraft } from '../support/drafts.ts';

const { core, person, task } = await openTestApp();
const [teacher, student] = [await person('teacher'), await person()];
const given = await task(teacher);
const group = await core.groups.create({ name: 'Algorithms' }, teacher.id);
await core.groups.putMembers(group.id, [student.id], 'member');
await core.groups.assign(group.id, given.id, { opensAt: 0 });
const contest = await core.contests.create(contestDraft(), teacher.id);
await core.contestTasks.put(contest, contestTaskDraft({ taskId: given.id }));
await core.contestPeople.putParticipants(contest, [student.id], { extraSeconds: 60 });

describe('one item of a list', () => {
  for (const [what, list, id] of [
    ['a person on the staff of a task', `tasks/${given.id}/staff`, teacher.id],
    ['a member', `groups/${group.id}/members`, student.id],
    ['a task of a group', `groups/${group.id}/tasks`, given.id],
    ['a task of a contest', `contests/${contest.id}/tasks`, given.id],
    ['a participant', `contests/${contest.id}/participants`, student.id],
  ] as const) {
    it(`is the same as in the list, and 404 if the list does not have it: ${what}`, async () => {
      const { body } = await teacher.send(`GET /api/v1/${list}`);
      const one = await teacher.send(`GET /api/v1/${list}/${id}`);
      const inList = body.items.filter(
        ({ userId, taskId }: Record<string, string>) => userId === id || taskId === id,
      );
      assert.deepEqual([one.body], inList);
      assert.equal(one.headers['etag'], one.body.etag);
      assertProblem(
        await teacher.send(`GET /api/v1/${list}/0198c0de-0000-7000-8000-000000000000`),
        404,
        'not-found',
      );
    });
  }
});
