import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxContestTasks } from '../../src/domain/contests/contest-tasks.ts';
import { maxBooklets } from '../../src/features/booklets/booklets.ts';
import { createUpsertReaders } from '../../src/features/grants/upsert-readers.ts';
import { putGroup } from '../../src/features/sync/put-entity.ts';
import { assertProblem, openTestApp, type Reply } from '../support/app.ts';
import { contestDraft } from '../support/drafts.ts';
import { hourMs } from '../support/settable-clock.ts';

const { app, core, clock, person, task, publish, send } = await openTestApp();
await app.api.ready();
const teacher = await person('teacher');
const admin = await person('admin');

/** A request about a booklet that is not built yet. */
async function askSetsTooEarly(path: string) {
  assert.equal((await teacher.send(`PUT ${path}/booklets/en`, {})).status, 200);
  return teacher.send(`POST ${path}/booklets/en/room-sets`, { csv: 'room\n101\n' });
}

async function newContest() {
  const times = { startsAt: clock.nowMs() + hourMs, endsAt: clock.nowMs() + 2 * hourMs };
  return core.contests.create(contestDraft(times), teacher.id);
}

async function announcedVersion(taskId: string) {
  const { version } = await core.uploads.announce({
    taskId,
    language: 'en',
    fileName: 'task.pdf',
    size: 100,
    sha256: '0'.repeat(64),
    uploadedBy: teacher.id,
  });
  return version;
}

/** For every route that documents 409: a request that conflicts with the current state, and its answer. */
const conflicts: Readonly<Record<string, () => Promise<{ reply: Reply; code: string }>>> = {
  async 'POST /api/v1/tasks/{taskId}/documents/{versionId}/complete'() {
    const { id } = await task(teacher);
    const version = await announcedVersion(id);
    const reply = await teacher.send(`POST /api/v1/tasks/${id}/documents/${version.id}/complete`);
    return { reply, code: 'upload-missing' };
  },
  async 'POST /api/v1/tasks/{taskId}/documents/{versionId}/cancel'() {
    const given = await task(teacher);
    const version = await publish(given, teacher);
    const reply = await teacher.send(`POST /api/v1/tasks/${given.id}/documents/${version.id}/cancel`);
    return { reply, code: 'conflict' };
  },
  async 'POST /api/v1/tasks/{taskId}/documents'() {
    const uploader = await person('teacher');
    const { id } = await task(uploader);
    const body = { language: 'en', fileName: 'task.pdf', size: 1000, sha256: '0'.repeat(64) };
    let reply = await uploader.send(`POST /api/v1/tasks/${id}/documents`, body);
    while (reply.status === 201) reply = await uploader.send(`POST /api/v1/tasks/${id}/documents`, body);
    return { reply, code: 'too-many-uploads' };
  },
  async 'POST /api/v1/tasks/{taskId}/attachments'() {
    const uploader = await person('teacher');
    const { id } = await task(uploader);
    const body = { fileName: 'samples.zip', size: 1000, sha256: '0'.repeat(64) };
    let reply = await uploader.send(`POST /api/v1/tasks/${id}/attachments`, body);
    while (reply.status === 201) reply = await uploader.send(`POST /api/v1/tasks/${id}/attachments`, body);
    return { reply, code: 'too-many-uploads' };
  },
  async 'POST /api/v1/tasks/{taskId}/documents/{versionId}/restore'() {
    const { id } = await task(teacher);
    const version = await announcedVersion(id);
    const reply = await teacher.send(`POST /api/v1/tasks/${id}/documents/${version.id}/restore`);
    return { reply, code: 'upload-missing' };
  },
  async 'POST /api/v1/tasks/{taskId}/description-url'() {
    const given = await task(teacher);
    await publish(given, teacher);
    const { id: versionId } = await announcedVersion(given.id);
    const reply = await teacher.send(`POST /api/v1/tasks/${given.id}/description-url`, { versionId });
    return { reply, code: 'upload-missing' };
  },
  async 'PATCH /api/v1/tasks/{taskId}/staff/{userId}'() {
    const { id } = await task(teacher);
    const reply = await teacher.send(`PATCH /api/v1/tasks/${id}/staff/${teacher.id}`, {
      role: 'reader',
    });
    return { reply, code: 'last-owner' };
  },
  async 'DELETE /api/v1/tasks/{taskId}/staff/{userId}'() {
    const { id } = await task(teacher);
    const reply = await teacher.send(`DELETE /api/v1/tasks/${id}/staff/${teacher.id}`);
    return { reply, code: 'last-owner' };
  },
  async 'PATCH /api/v1/groups/{groupId}/members/{userId}'() {
    const { id } = await core.groups.create({ name: 'Graphs' }, teacher.id);
    const reply = await teacher.send(`PATCH /api/v1/groups/${id}/members/${teacher.id}`, { role: 'member' });
    return { reply, code: 'last-staff' };
  },
  async 'DELETE /api/v1/groups/{groupId}/members/{userId}'() {
    const { id } = await core.groups.create({ name: 'Graphs' }, teacher.id);
    const reply = await teacher.send(`DELETE /api/v1/groups/${id}/members/${teacher.id}`);
    return { reply, code: 'last-staff' };
  },
  async 'POST /api/v1/contests/{contestId}/tasks'() {
    const contest = await newContest();
    const tasks = await Promise.all(Array.from({ length: maxContestTasks + 1 }, () => task(teacher)));
    const [last = assert.fail(), ...others] = tasks.map(({ id }) => id);
    await core.contestTasks.add(contest, others);
    const reply = await teacher.send(`POST /api/v1/contests/${contest.id}/tasks`, { taskIds: [last] });
    return { reply, code: 'conflict' };
  },
  async 'PUT /api/v1/contests/{contestId}/tasks/{taskId}'() {
    const contest = await newContest();
    const [first, second] = [await task(teacher), await task(teacher)];
    const put = (taskId: string) =>
      teacher.send(`PUT /api/v1/contests/${contest.id}/tasks/${taskId}`, { label: 'A' });
    assert.equal((await put(first.id)).status, 201);
    return { reply: await put(second.id), code: 'conflict' };
  },
  async 'PUT /api/v1/contests/{contestId}/task-order'() {
    const contest = await newContest();
    const { id: taskId } = await task(teacher);
    const body = { tasks: [{ taskId, label: 'A' }] };
    return {
      reply: await teacher.send(`PUT /api/v1/contests/${contest.id}/task-order`, body),
      code: 'conflict',
    };
  },
  async 'PUT /api/v1/contests/{contestId}/booklets/{language}'() {
    const { id } = await newContest();
    const put = (at: number) => teacher.send(`PUT /api/v1/contests/${id}/booklets/en-x-${at}`, {});
    for (let at = 0; at < maxBooklets; at += 1) assert.equal((await put(at)).status, 200);
    return { reply: await put(maxBooklets), code: 'conflict' };
  },
  async 'PUT /api/v1/groups/{groupId}/booklets/{language}'() {
    const { id } = await core.groups.create({ name: 'Algorithms' }, teacher.id);
    const put = (at: number) => teacher.send(`PUT /api/v1/groups/${id}/booklets/en-x-${at}`, {});
    for (let at = 0; at < maxBooklets; at += 1) assert.equal((await put(at)).status, 200);
    return { reply: await put(maxBooklets), code: 'conflict' };
  },
  async 'POST /api/v1/contests/{contestId}/booklets/{language}/room-sets'() {
    const { id } = await newContest();
    return { reply: await askSetsTooEarly(`/api/v1/contests/${id}`), code: 'conflict' };
  },
  async 'POST /api/v1/groups/{groupId}/booklets/{language}/room-sets'() {
    const { id } = await core.groups.create({ name: 'Algorithms' }, teacher.id);
    return { reply: await askSetsTooEarly(`/api/v1/groups/${id}`), code: 'conflict' };
  },
  async 'DELETE /api/v1/contests/{contestId}/staff/{userId}'() {
    const { id } = await newContest();
    const reply = await teacher.send(`DELETE /api/v1/contests/${id}/staff/${teacher.id}`);
    return { reply, code: 'last-staff' };
  },
  async 'POST /api/v1/accounts/{userId}/setup-link'() {
    await createUpsertReaders(core)([{ externalId: 'without an address' }]);
    const reply = await admin.send(
      `POST /api/v1/accounts/${encodeURIComponent('ext:without an address')}/setup-link`,
    );
    return { reply, code: 'conflict' };
  },
  async 'PUT /api/v1/tasks/{taskId}'() {
    const { id } = await task(teacher);
    const body = { title: 'Mine', staff: [{ userId: teacher.id, role: 'editor' }] };
    return { reply: await admin.send(`PUT /api/v1/tasks/${id}`, body), code: 'last-owner' };
  },
  async 'PUT /api/v1/tasks/{taskId}/documents/{language}'() {
    const uploader = await person('teacher');
    const { id } = await task(uploader);
    const body = { fileName: 'task.pdf', size: 1000, sha256: '0'.repeat(64) };
    let reply = await uploader.send(`PUT /api/v1/tasks/${id}/documents/en`, body);
    while (reply.status === 201) reply = await uploader.send(`PUT /api/v1/tasks/${id}/documents/en`, body);
    return { reply, code: 'too-many-uploads' };
  },
  async 'POST /api/v1/accounts'() {
    const body = { email: teacher.email, name: 'Again', role: 'student' };
    return { reply: await admin.send('POST /api/v1/accounts', body), code: 'conflict' };
  },
  async 'DELETE /api/v1/accounts/{userId}'() {
    const reply = await admin.send(`DELETE /api/v1/accounts/${admin.id}`);
    return { reply, code: 'conflict', reason: 'own-account' };
  },
  async 'PATCH /api/v1/accounts/{userId}'() {
    const reply = await admin.send(`PATCH /api/v1/accounts/${admin.id}`, { role: 'student' });
    return { reply, code: 'conflict' };
  },
  async 'POST /api/v1/signing-keys'() {
    const secret = Buffer.alloc(32, 7).toString('base64url');
    const fixed = await openTestApp({ LECTERN_SIGNING_KEYS: `env-1:${secret}` });
    const reply = await (await fixed.person('admin')).send('POST /api/v1/signing-keys');
    return { reply, code: 'conflict' };
  },
  async 'DELETE /api/v1/signing-keys/{keyId}'() {
    const { id } = core.keys.ring()[0];
    return { reply: await admin.send(`DELETE /api/v1/signing-keys/${id}`), code: 'conflict' };
  },
  async 'POST /api/v1/demo-course'() {
    const how = { reference: 'ext:lectern-demo:group', by: admin.id, ifMatch: undefined };
    await core.revocations.change(putGroup({ name: 'Demo course' }, [], how));
    return { reply: await admin.send('POST /api/v1/demo-course'), code: 'conflict' };
  },
  async 'POST /api/v1/storage-examinations'() {
    const twice = (operation: string) => Promise.all([1, 2].map(() => admin.send(operation)));
    await twice('GET /api/v1/me'); // otherwise the first could finish while the second opens a connection to PostgreSQL
    const both = await twice('POST /api/v1/storage-examinations');
    const refused = both.find(({ status }) => status !== 200);
    return { reply: refused ?? assert.fail('both ran'), code: 'conflict' };
  },
};

interface Operation {
  readonly parameters?: ReadonlyArray<{ readonly $ref?: string }>;
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('a request that does not fit the current state', () => {
  it('has a case here for every route that documents 409 for more than its idempotency key', async () => {
    const { body: document } = await send('GET /api/v1/openapi.json');
    const paths: ReadonlyArray<[string, Record<string, Operation>]> = Object.entries(document.paths);
    const documented = paths.flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { responses }]) => '409' in responses)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    const ofKey = new Set(
      paths
        .filter(([, { post }]) => post?.parameters?.some(({ $ref }) => $ref?.endsWith('/idempotency-key')))
        .map(([path]) => `POST ${path}`),
    );
    const own = documented.filter((route) => !ofKey.has(route) || route in conflicts);
    assert.deepEqual(Object.keys(conflicts).sort(), own.toSorted());
  });

  for (const [route, meet] of Object.entries(conflicts)) {
    it(`is refused with 409 by ${route}`, async () => {
      const { reply, code } = await meet();
      assertProblem(reply, 409, code);
    });
  }
});
