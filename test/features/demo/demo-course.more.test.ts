import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDemoCourse } from '../../../src/features/demo/demo-course.ts';
import { LecternError } from '../../../src/lib/errors.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { openTestApp } from '../../support/app.ts';
import { onSqliteAlone } from '../../support/stand-still.ts';

const { core, clock, person, task } = await openTestApp();
const admin = await person('admin');
const nothing = {
  ...{ groupId: null, groupExternalId: null },
  ...{ contestId: null, contestExternalId: null },
  ...{ taskIds: [], taskExternalIds: [] },
};
const find = async () => (await admin.send('GET /api/v1/demo-course')).body;

describe('the demo course', () => {
  it('is a group, a contest and tasks in two languages, and is deleted with its PDFs and nothing else', async () => {
    const accounts = await core.accounts.count();
    const own = await task(admin);
    assert.deepEqual(await find(), nothing);

    const { status, body: course } = await admin.send('POST /api/v1/demo-course');
    assert.equal(status, 201);
    assert.deepEqual(await find(), course);
    const { groupId, contestId, taskIds } = course;
    for (const taskId of taskIds) {
      const { body } = await admin.send(`GET /api/v1/tasks/${taskId}`);
      const languages = body.documents.map(({ language }: { language: string }) => language);
      assert.deepEqual(languages.toSorted(), ['en', 'pl']);
    }
    const assigned = (await admin.send(`GET /api/v1/groups/${groupId}/tasks`)).body.items;
    const { items: inContest } = (await admin.send(`GET /api/v1/contests/${contestId}/tasks`)).body;
    assert.equal(assigned.length + inContest.length, taskIds.length);
    assert.equal(await core.accounts.count(), accounts);
    const again = await admin.send('POST /api/v1/demo-course');
    assert.deepEqual([again.status, again.body.reason], [409, 'demo-course-exists']);

    // A person has tried it out.
    const reader = await person('student');
    await core.groups.putMembers(groupId, [reader.id], 'member');
    await core.groups.assign(groupId, own.id, { opensAt: clock.nowMs(), closesAt: null });
    assert.equal((await reader.send(`GET /api/v1/tasks/${taskIds[0]}`)).status, 200);
    const stored = (await Promise.all(taskIds.map(core.versions.completed))).flat();

    assert.equal((await admin.send('DELETE /api/v1/demo-course')).status, 204);
    assert.equal((await admin.send('DELETE /api/v1/demo-course')).status, 204);
    assert.deepEqual(await find(), nothing);
    for (const path of [`tasks/${taskIds[0]}`, `groups/${groupId}`, `contests/${contestId}`]) {
      assert.equal((await admin.send(`GET /api/v1/${path}`)).status, 404, path);
    }
    await core.uploads.sweep();
    for (const { objectKey } of stored) {
      assert.equal(await core.driver.head(parseObjectKey(objectKey)), undefined);
    }
    assert.equal((await admin.send(`GET /api/v1/tasks/${own.id}`)).status, 200);
    const issued = (await admin.send(`GET /api/v1/issued-urls?userId=${reader.id}`)).body.items;
    assert.partialDeepStrictEqual([issued, issued.length], [[{ taskId: taskIds[0] }], 1]);
  });

  it('leaves nothing when a PDF cannot be stored', onSqliteAlone, async () => {
    const full = new LecternError('storage-full', 'Make room.');
    const course = createDemoCourse({ ...core, driver: { put: () => Promise.reject(full) } });
    await assert.rejects(course.create(admin.id), full);
    assert.deepEqual(await find(), nothing);
  });
});
