import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person, program, task, publish, contest } = await openTestApp();

const teacher = await person('teacher');
const judge = await program();
const nowMs = clock.nowMs();
const [opensAt, later] = [isoTime(nowMs - hourMs), isoTime(nowMs + hourMs)];

const counts = ({ status, body: { added, changed, removed, unchanged } }: Reply) => [
  ...[status, added, changed, removed, unchanged],
];
let made = 0;
async function newTask(): Promise<{ id: string; ref: string }> {
  const given = await task(teacher);
  await publish(given, teacher);
  const externalId = `task ${++made}`;
  await core.database.kysely.updateTable('tasks').set({ externalId }).where('id', '=', given.id).execute();
  return { id: given.id, ref: `ext:${externalId}` };
}
async function newGroup(...members: ReadonlyArray<Person>): Promise<{ id: string; ref: string }> {
  const ref = `ext:group ${++made}`;
  const { body } = await judge.send(`PUT /api/v1/groups/${encodeURIComponent(ref)}`, { name: ref });
  const ids = members.map(({ id }) => id);
  await core.groups.putMembers(body.groupId, ids, 'member');
  return { id: body.groupId, ref };
}
/** A running contest with one task. */
async function newContest() {
  const given = await newTask();
  const { id } = await contest(teacher, { tasks: [{ id: given.id }] });
  return { id, taskId: given.id };
}
const putTasks = (groupId: string, tasks: ReadonlyArray<object>, query = '') =>
  judge.send(`PUT /api/v1/groups/${groupId}/tasks${query}`, { tasks });
const putGroups = (contestId: string, ids: ReadonlyArray<string>, query = '') =>
  judge.send(`PUT /api/v1/contests/${contestId}/groups${query}`, {
    groups: ids.map((groupId) => ({ groupId })),
  });

const urlFor = async ({ send }: Person, taskId: string): Promise<string> =>
  (await send(`POST /api/v1/tasks/${taskId}/description-url`)).body.descriptionPdfUrl;
/** Whether a URL that was issued is refused now. */
function isRevoked(url: string): boolean {
  const { pathname, searchParams } = new URL(url);
  const issueId = searchParams.get('issue') ?? '';
  return core.revocations.isRevoked({ objectKey: pathname.slice(1), issueId });
}

describe('the tasks of a group that are put', () => {
  it('are added, moved and removed, and stay when they are put again', async () => {
    const { id } = await newGroup();
    const [first, second, third] = [await newTask(), await newTask(), await newTask()];
    const begin = [
      { taskId: first.ref, opensAt },
      { taskId: second.id, opensAt, closesAt: later },
    ];
    assert.deepEqual(counts(await putTasks(id, begin)), [200, 2, 0, 0, 0]);
    assert.deepEqual(counts(await putTasks(id, begin.toReversed())), [200, 0, 0, 0, 2]);
    const next = [
      { taskId: second.ref, opensAt },
      { taskId: third.ref, opensAt: later },
    ];
    const put = await putTasks(id, next);
    assert.deepEqual(counts(put), [200, 1, 1, 1, 0]);
    const [externalId, ofSecond, ofThird] = [first, second, third].map(({ ref }) => ref.slice(4));
    assert.partialDeepStrictEqual(put.body.changes, [
      { outcome: 'added', externalId: ofThird },
      { outcome: 'changed', externalId: ofSecond },
      { outcome: 'removed', externalId },
    ]);
    const { items } = (await judge.send(`GET /api/v1/groups/${id}/tasks`)).body;
    assert.equal(items.length, 2);
    assert.partialDeepStrictEqual(items, [
      { externalId: ofSecond, opensAt, closesAt: null },
      { externalId: ofThird, opensAt: later, closesAt: null },
    ]);
  });

  it('are closed for members at the next request, and their URLs end, as when one is removed', async () => {
    const member = await person();
    const { id } = await newGroup(member);
    const [kept, gone] = [await newTask(), await newTask()];
    await putTasks(
      id,
      [kept, gone].map(({ ref: taskId }) => ({ taskId, opensAt })),
    );
    const [keptUrl, goneUrl] = [await urlFor(member, kept.id), await urlFor(member, gone.id)];
    const rest = [{ taskId: kept.ref, opensAt }];
    const tried = await putTasks(id, rest, '?dryRun=true');
    assert.deepEqual([counts(tried), tried.body.losesAccess.names], [[200, 0, 0, 1, 1], [member.name]]);
    assert.ok(!isRevoked(goneUrl));
    await putTasks(id, rest);
    assert.ok(isRevoked(goneUrl));
    assert.ok(!isRevoked(keptUrl));
    assertProblem(await member.send(`GET /api/v1/tasks/${gone.id}`), 404, 'not-found');
    assert.equal((await member.send(`GET /api/v1/tasks/${kept.id}`)).status, 200);
    await putTasks(id, [{ taskId: kept.ref, opensAt: later }]);
    assert.ok(isRevoked(keptUrl));
    assertProblem(await member.send(`GET /api/v1/tasks/${kept.id}`), 403, 'not-open-yet');
  });
});

describe('the groups of a contest that are put', () => {
  it('are added and removed, and stay when they are put again', async () => {
    const { id } = await newContest();
    const [first, second, third] = [await newGroup(), await newGroup(), await newGroup()];
    assert.deepEqual(counts(await putGroups(id, [first.ref, second.id])), [200, 2, 0, 0, 0]);
    assert.deepEqual(counts(await putGroups(id, [second.ref, first.ref])), [200, 0, 0, 0, 2]);
    assert.deepEqual(counts(await putGroups(id, [second.ref, third.ref])), [200, 1, 0, 1, 1]);
    const { items } = (await judge.send(`GET /api/v1/contests/${id}/groups`)).body;
    assert.deepEqual(
      items.map(({ externalId }: { externalId: string }) => `ext:${externalId}`).toSorted(),
      [second.ref, third.ref].toSorted(),
    );
  });

  it('end the access and URLs of their members, but not of others', async () => {
    const [member, other] = [await person(), await person()];
    const { id, taskId } = await newContest();
    const [gone, kept] = [await newGroup(member), await newGroup(other)];
    await putGroups(id, [gone.ref, kept.ref]);
    const [goneUrl, keptUrl] = [await urlFor(member, taskId), await urlFor(other, taskId)];
    const tried = await putGroups(id, [kept.ref], '?dryRun=true');
    assert.deepEqual([counts(tried), tried.body.losesAccess.names], [[200, 0, 0, 1, 1], [member.name]]);
    assert.equal((await member.send(`GET /api/v1/tasks/${taskId}`)).status, 200);
    assert.ok(!isRevoked(goneUrl));
    await putGroups(id, [kept.ref]);
    assert.ok(isRevoked(goneUrl));
    assert.ok(!isRevoked(keptUrl));
    assertProblem(await member.send(`GET /api/v1/tasks/${taskId}`), 404, 'not-found');
    assert.equal((await other.send(`GET /api/v1/tasks/${taskId}`)).status, 200);
  });
});

for (const [what, newOwner, newRow, put, extraProblems] of [
  [
    'tasks of a group',
    newGroup,
    async (ref?: string) => ({ taskId: ref ?? (await newTask()).ref, opensAt }),
    (id: string, rows: ReadonlyArray<object>, headers = {}) =>
      judge.send(`PUT /api/v1/groups/${id}/tasks`, { tasks: rows }, headers),
    [{ closesAt: opensAt }],
  ],
  [
    'groups of a contest',
    newContest,
    async (ref?: string) => ({ groupId: ref ?? (await newGroup()).ref }),
    (id: string, rows: ReadonlyArray<object>, headers = {}) =>
      judge.send(`PUT /api/v1/contests/${id}/groups`, { groups: rows }, headers),
    [],
  ],
] as const) {
  describe(`the ${what} that are put`, () => {
    it('stay unchanged when one row is wrong, and each problem is named', async () => {
      const [{ id }, row] = [await newOwner(), await newRow()];
      const wrong = [];
      for (const problem of extraProblems) wrong.push({ ...(await newRow()), ...problem });
      const refused = await put(id, [row, await newRow('ext:nothing'), row, ...wrong]);
      assertProblem(refused, 400, 'request-invalid');
      assert.equal(refused.body.problems.length, 2 + wrong.length);
      assert.deepEqual(counts(await put(id, [])), [200, 0, 0, 0, 0]);
      assertProblem(await put('ext:nothing', []), 404, 'not-found');
    });

    it('are put only for their current state', async () => {
      const [{ id }, row] = [await newOwner(), await newRow()];
      const { etag } = (await put(id, [])).body;
      const changed = await put(id, [row], { 'if-match': etag });
      assert.equal(changed.status, 200);
      assertProblem(await put(id, [], { 'if-match': etag }), 412, 'precondition-failed');
      assert.equal((await put(id, [], { 'if-match': changed.body.etag })).status, 200);
    });
  });
}
