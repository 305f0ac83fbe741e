import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp } from '../support/app.ts';

const testApp = await openTestApp();
const { person, task } = testApp;
const [teacher, student] = [await person('teacher'), await person()];
const given = { id: (await task(teacher)).id };
const group = await testApp.group(teacher, { members: [student], tasks: [given] });
const contest = await testApp.contest(teacher, { participants: [student], extraSeconds: 60, tasks: [given] });

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
