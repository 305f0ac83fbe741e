import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '../../src/lib/ids.ts';
import { assertProblem, openTestApp, type Program } from '../support/app.ts';
import { contestDraft, contestTaskDraft } from '../support/drafts.ts';

const { core, clock, person, program, task, publish } = await openTestApp();
const admin = await person('admin');
const teacher = await person('teacher');
const { groups } = core;
const create = (body: object) => admin.send('POST /api/v1/api-keys', body);
const always = { opensAt: 0, closesAt: null };
let made = 0;

async function givenTask(title = 'Example task') {
  const given = await task(teacher, { title });
  await publish(given, teacher);
  return given;
}
async function givenGroup(...tasks: ReadonlyArray<{ id: string }>) {
  const group = await groups.create({ name: `Group ${++made}` }, teacher.id);
  for (const { id } of tasks) await groups.assign(group.id, id, always);
  return group;
}
async function externalId(kind: 'tasks' | 'groups', { id }: { id: string }): Promise<string> {
  const given = `${kind} ${++made}`;
  await core.database.kysely.updateTable(kind).set({ externalId: given }).where('id', '=', id).execute();
  return `ext:${given}`;
}

const reader = { externalId: '7', name: 'Ada' };
async function grant({ send }: Program, taskId: string) {
  const { body } = await send('POST /api/v1/granted-urls', { items: [{ taskId, reader }] });
  return body.items[0];
}
/** What it gets for a task on each route of its scopes: the status, or the code of the refusal. */
async function waysTo(key: Program, taskId: string) {
  const path = `/api/v1/tasks/${encodeURIComponent(taskId)}`;
  const [read, fresh, batch, settings, withdrawn, granted] = [
    await key.send(`GET ${path}`),
    await key.send(`POST ${path}/description-url`),
    await key.send('POST /api/v1/description-urls', { taskIds: [taskId] }),
    await key.send(`GET ${path}/settings`),
    await key.send(`DELETE ${path}/documents/pl`),
    await grant(key, taskId),
  ];
  return [
    ...[read, fresh].map(({ status, body }) => body.code ?? status),
    batch.body.items[0].problem?.code ?? 200,
    ...[settings, withdrawn].map(({ status, body }) => body?.code ?? status),
    granted.problem?.code ?? 200,
  ];
}
const found = [200, 200, 200, 200, 'not-found', 200];
const notFound = Array(6).fill('not-found');
const listed = async ({ send }: Program, query = '') =>
  (await send(`GET /api/v1/tasks?${query}`)).body.items.map(({ taskId }: { taskId: string }) => taskId);
const isRevoked = (url: string) => {
  const { pathname, searchParams } = new URL(url);
  return core.revocations.isRevoked({
    objectKey: pathname.slice(1),
    issueId: searchParams.get('issue') ?? '',
  });
};
const limited = (limits: object) => program(['read', 'grant', 'upload'], 'Limited', limits);

describe('a key that is limited to tasks and groups', () => {
  it('reaches only these, whatever id it uses', async () => {
    const [named, assigned, other, elsewhere] = [
      await givenTask(),
      await givenTask(),
      await givenTask(),
      await givenTask(),
    ];
    const group = await givenGroup(assigned);
    await givenGroup(elsewhere, assigned);
    const [taskName, groupName, assignedName, otherName] = [
      await externalId('tasks', named),
      await externalId('groups', group),
      await externalId('tasks', assigned),
      await externalId('tasks', other),
    ];
    for (const limits of [
      { taskIds: [named.id], groupIds: [group.id] },
      { taskIds: [taskName], groupIds: [groupName] },
    ]) {
      const { status, body } = await create({ name: 'L', scopes: ['read', 'grant', 'upload'], ...limits });
      assert.equal(status, 201);
      assert.deepEqual([body.taskIds, body.groupIds, body.networks], [[named.id], [group.id], null]);
      const key = await limited(limits);
      for (const id of [named.id, taskName, assigned.id, assignedName]) {
        const ways = await waysTo(key, id);
        assert.deepEqual(ways.with(4, 'not-found'), found, id);
      }
      for (const id of [other.id, otherName, elsewhere.id, newId(), 'ext:nothing']) {
        assert.deepEqual(await waysTo(key, id), notFound, id);
      }
    }
  });

  it('lists, searches and pages only these, as if no others existed', async () => {
    const [one, two, other] = [
      await givenTask('Sorting one'),
      await givenTask('Sorting two'),
      await givenTask('Sorting three'),
    ];
    const [group, outside] = [await givenGroup(one), await givenGroup(one, other)];
    const contest = await core.contests.create(contestDraft(), teacher.id);
    await core.contestTasks.put(contest, contestTaskDraft({ taskId: one.id }));
    const key = await limited({ taskIds: [two.id], groupIds: [group.id] });
    assert.deepEqual(await listed(key), [two.id, one.id]);
    assert.deepEqual(await listed(key, 'text=sorting'), [two.id, one.id]);
    assert.deepEqual(await listed(key, 'text=three'), []);
    assert.deepEqual(await listed(key, 'language=en'), [two.id, one.id]);
    assert.deepEqual(await listed(key, `groupId=${group.id}`), [one.id]);
    for (const query of [`groupId=${outside.id}`, `groupId=${newId()}`, `contestId=${contest.id}`]) {
      assertProblem(await key.send(`GET /api/v1/tasks?${query}`), 404, 'not-found');
    }
    const first = await key.send('GET /api/v1/tasks?limit=1');
    const second = await key.send(`GET /api/v1/tasks?limit=1&cursor=${first.body.nextCursor}`);
    assert.deepEqual(
      [first, second].flatMap(({ body }) => body.items.map(({ taskId }: { taskId: string }) => taskId)),
      [two.id, one.id],
    );
    assert.equal(second.body.nextCursor, null);
  });

  it('counts and lists only the URLs of these', async () => {
    const [own, other] = [await givenTask(), await givenTask()];
    for (const { id } of [own, other]) await teacher.send(`GET /api/v1/tasks/${id}`);
    const key = await limited({ taskIds: [own.id] });
    for (const path of ['issued-urls', 'issued-urls/counts']) {
      assert.equal((await key.send(`GET /api/v1/${path}?taskId=${own.id}`)).status, 200);
      assertProblem(await key.send(`GET /api/v1/${path}?taskId=${other.id}`), 404, 'not-found');
      assertProblem(await key.send(`GET /api/v1/${path}`), 403, 'forbidden');
      const inContest = await key.send(`GET /api/v1/${path}?taskId=${own.id}&contestId=${newId()}`);
      assertProblem(inContest, 404, 'not-found');
    }
  });

  it('follows its groups: it reaches added tasks, but not removed ones, nor through an earlier URL', async () => {
    const [first, later] = [await givenTask(), await givenTask()];
    const group = await givenGroup(first);
    const key = await limited({ groupIds: [group.id] });
    assert.deepEqual(await listed(key), [first.id]);
    await groups.assign(group.id, later.id, always);
    assert.deepEqual(await listed(key), [later.id, first.id]);
    const urls = [
      (await grant(key, later.id)).descriptionPdfUrl,
      (await grant(key, first.id)).descriptionPdfUrl,
    ];
    assert.deepEqual(urls.map(isRevoked), [false, false]);
    await groups.unassign(group.id, later.id);
    assert.deepEqual(urls.map(isRevoked), [true, false]);
    assert.deepEqual(await waysTo(key, later.id), notFound);
    await groups.remove(group.id);
    assert.deepEqual(urls.map(isRevoked), [true, true]);
    assert.deepEqual(await waysTo(key, first.id), notFound);
    assert.deepEqual(await listed(key), []);
  });

  it('reaches no deleted task, and no embargoed one for its readers', async () => {
    const [gone, held] = [await givenTask(), await givenTask()];
    const key = await limited({ taskIds: [gone.id, held.id] });
    await core.tasks.remove(gone.id);
    await core.tasks.change(held.id, { embargoUntil: clock.nowMs() + 1000 });
    assert.deepEqual(await waysTo(key, gone.id), notFound);
    assert.equal((await grant(key, held.id)).problem.code, 'not-open-yet');
  });

  it('has only scopes that can be limited, and names existing tasks and groups', async () => {
    const { id } = await givenTask();
    const gone = await givenTask();
    await core.tasks.remove(gone.id);
    for (const [limits, scopes, detail] of [
      [
        { taskIds: [id] },
        ['read', 'sync'],
        'limited to tasks or groups can only have the scopes read, grant, upload',
      ],
      [{ groupIds: [newId()] }, ['sync'], 'can only have the scopes read, grant, upload'],
      [{ taskIds: [id, 'ext:nothing'] }, ['read'], 'There is no task "ext:nothing"'],
      [{ taskIds: [gone.id] }, ['read'], `There is no task "${gone.id}"`],
      [{ groupIds: [id] }, ['read'], `There is no group "${id}"`],
      [{ taskIds: [] }, ['read'], 'must have 1 to 100 entries'],
      [{ groupIds: [] }, ['read'], 'must have 1 to 100 entries'],
      [{ taskIds: Array.from({ length: 101 }, newId) }, ['read'], 'Use at most 100 items'],
    ] as const) {
      const reply = await create({ name: 'Wrong', scopes, ...limits });
      assertProblem(reply, 400, 'request-invalid');
      assert.ok(reply.body.detail.includes(detail), reply.body.detail);
    }
    const draft = { name: 'Wrong', scopes: ['read' as const], expiresAt: null };
    await assert.rejects(core.apiKeys.create({ ...draft, taskIds: [] }, null), { code: 'request-invalid' });
    const keys = await admin.send('GET /api/v1/api-keys?limit=200');
    assert.ok(!keys.body.items.some(({ name }: { name: string }) => name === 'Wrong'));
  });

  it('may name a hundred of each', async () => {
    const tasks = await Promise.all(Array.from({ length: 100 }, () => task(teacher)));
    const taskIds = await Promise.all(tasks.map((given) => externalId('tasks', given)));
    const { status, body } = await create({ name: 'Many', scopes: ['read'], taskIds });
    assert.equal(status, 201);
    assert.deepEqual(body.taskIds.toSorted(), tasks.map(({ id }) => id).toSorted());
  });
});

describe('a key without limits', () => {
  it('reports that, and reaches everything', async () => {
    const { id } = await givenTask();
    const { body } = await create({ name: 'Free', scopes: ['read'], networks: null, taskIds: null });
    assert.deepEqual([body.networks, body.taskIds, body.groupIds], [null, null, null]);
    assert.deepEqual((await waysTo(await program(), id)).with(4, 'not-found'), found);
  });
});
