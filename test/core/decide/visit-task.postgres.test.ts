import assert from 'node:assert/strict';
import { it } from 'node:test';
import pg from 'pg';
import { openTestApp } from '../../support/app.ts';

const { person, task, publish, core } = await openTestApp();
const teacher = await person('teacher');
const given = await task(teacher);
await publish(given, teacher);

it('a task detail takes two round trips to PostgreSQL: all reads, and the record', async (t) => {
  await core.issueRecorder.flush();
  const query = t.mock.method(pg.Client.prototype, 'query');
  const { status } = await teacher.send(`GET /api/v1/tasks/${given.id}`);
  assert.equal(status, 200);
  assert.equal(query.mock.callCount(), 2);
});
