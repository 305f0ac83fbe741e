import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '../../src/lib/ids.ts';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp, type Program } from '../support/app.ts';
import { pluck } from '../support/pluck.ts';

const { core, clock, person, program, task, publish, group: newGroup, contest } = await openTestApp();
const [admin, teacher] = [await person('admin'), await person('teacher')];
const { groups } = core;
const create = (body: object) => admin.send('POST /api/v1/api-keys', body);
const limited = (limits: object) => program(['read', 'grant', 'upload'], 'Limited', limits);
let made = 0;

async function givenTask(title = 'Example task') {
  const { id } = await task(teacher, { title });
  await publish({ id }, teacher);
  return { id };
}
async function externalId(kind: 'tasks' | 'groups', { id }: { id: string }): Promise<string> {
  const given = `${kind} ${++made}`;
  await core.database.kysely.updateTable(kind).set({ externalId: given }).where('id', '=', id).execute();
  return `ext:${given}`;
}

async function grant({ send }: Program, taskId: string) {
  const reader = { externalId: '7', name: 'Ada' };
  return (await send('POST /api/v1/granted-urls', { items: [{ taskId, reader }] })).body.items[0];
}
async function assertNotFound(key: Program, taskId: string) {
  assertProblem(await key.send(`GET /api/v1/tasks/${taskId}`), 404, 'not-found');
  assert.equal((await grant(key, taskId)).problem.code, 'not-found');
}
const listed = async (key: Program, query = '') =>
  (await key.send(`GET /api/v1/tasks?${query}`)).body.items.map(({ taskId }: { taskId: string }) => taskId);
const isRevoked = (url: string) => {
  const { pathname, searchParams } = new URL(url);
  const issueId = searchParams.get('issue') ?? '';
  return core.revocations.isRevoked({ objectKey: pathname.slice(1), issueId });
};

describe('a key that is limited to tasks and groups', () => {
  it('lists, searches and pages only these, as if no others existed', async () => {
    const [one, two, other] = [
      await givenTask('Sorting one'),
      await givenTask('Sorting two'),
      await givenTask('Sorting three'),
    ];
    const group = await newGroup(teacher, { tasks: [one] });
    const outside = await newGroup(teacher, { name: 'Outside', tasks: [one, other] });
    const { id: contestId } = await contest(teacher, { tasks: [one] });
    const names = {
      taskIds: [await externalId('tasks', two)],
      groupIds: [await externalId('groups', group)],
    };
    const { body } = await create({ name: 'Named', scopes: ['read'], ...names });
    assert.deepEqual([body.taskIds, body.groupIds, body.networks], [[two.id], [group.id], null]);
    const key = await limited(names);
    for (const [query, found] of [
      ['', [two.id, one.id]],
      ['text=sorting', [two.id, one.id]],
      ['text=three', []],
      ['language=en', [two.id, one.id]],
      [`groupId=${group.id}`, [one.id]],
    ] as const) {
      assert.deepEqual(await listed(key, query), found, query);
    }
    for (const query of [`groupId=${outside.id}`, `groupId=${newId()}`, `contestId=${contestId}`]) {
      assertProblem(await key.send(`GET /api/v1/tasks?${query}`), 404, 'not-found');
    }
    const paged = await allPages<{ taskId: string }>(key, '/api/v1/tasks?limit=1');
    assert.deepEqual(pluck(paged, 'taskId'), [two.id, one.id]);
  });

  it('follows its groups: it reaches added tasks, but not removed ones, nor through an earlier URL', async () => {
    const [first, later] = [await givenTask(), await givenTask()];
    const group = await newGroup(teacher, { tasks: [first] });
    const key = await limited({ groupIds: [group.id] });
    assert.deepEqual(await listed(key), [first.id]);
    await groups.assign(group.id, later.id, { opensAt: 0, closesAt: null });
    assert.deepEqual(await listed(key), [later.id, first.id]);
    const urls = [
      (await grant(key, later.id)).descriptionPdfUrl,
      (await grant(key, first.id)).descriptionPdfUrl,
    ];
    assert.deepEqual(urls.map(isRevoked), [false, false]);
    await groups.unassign(group.id, later.id);
    assert.deepEqual(urls.map(isRevoked), [true, false]);
    await assertNotFound(key, later.id);
    await groups.remove(group.id);
    assert.deepEqual(urls.map(isRevoked), [true, true]);
    await assertNotFound(key, first.id);
    assert.deepEqual(await listed(key), []);
  });

  it('reaches no deleted task, and no embargoed one for its readers', async () => {
    const [gone, held] = [await givenTask(), await givenTask()];
    const key = await limited({ taskIds: [gone.id, held.id] });
    await core.tasks.remove(gone.id);
    await core.tasks.change(held.id, { embargoUntil: clock.nowMs() + 1000 });
    await assertNotFound(key, gone.id);
    assert.equal((await grant(key, held.id)).problem.code, 'not-open-yet');
  });

  it('has only scopes that can be limited, and names up to a hundred existing tasks and groups', async () => {
    const [{ id }, gone] = [await givenTask(), await givenTask()];
    await core.tasks.remove(gone.id);
    const scopes = 'limited to tasks or groups can only have the scopes read, grant, upload';
    for (const [limits, scope, detail] of [
      [{ taskIds: [id] }, 'sync', scopes],
      [{ groupIds: [newId()] }, 'sync', scopes],
      [{ taskIds: [id, 'ext:nothing'] }, 'read', 'There is no task "ext:nothing"'],
      [{ taskIds: [gone.id] }, 'read', `There is no task "${gone.id}"`],
      [{ groupIds: [id] }, 'read', `There is no group "${id}"`],
      [{ taskIds: [] }, 'read', 'must have 1 to 100 entries'],
      [{ groupIds: [] }, 'read', 'must have 1 to 100 entries'],
      [{ taskIds: Array.from({ length: 101 }, newId) }, 'read', 'Use at most 100 items'],
    ] as const) {
      const reply = await create({ name: 'Wrong', scopes: [scope], ...limits });
      assertProblem(reply, 400, 'request-invalid');
      assert.ok(reply.body.detail.includes(detail), reply.body.detail);
    }
    const draft = { name: 'Wrong', scopes: ['read' as const], expiresAt: null };
    await assert.rejects(core.apiKeys.create({ ...draft, taskIds: [] }, null), { code: 'request-invalid' });
    const keys = await admin.send('GET /api/v1/api-keys?limit=200');
    assert.ok(!keys.body.items.some(({ name }: { name: string }) => name === 'Wrong'));

    const tasks = await Promise.all(Array.from({ length: 100 }, () => task(teacher)));
    const taskIds = await Promise.all(tasks.map((given) => externalId('tasks', given)));
    const { body } = await create({ name: 'Many', scopes: ['read'], taskIds });
    assert.deepEqual(body.taskIds.toSorted(), tasks.map(({ id }) => id).toSorted());
  });
});
