import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, it } from 'node:test';
import { type ApiWorld, createApiPeople, pathIn } from '../support/api-world.ts';
import { assertProblem, openTestApp } from '../support/app.ts';
import { unguarded } from '../support/unguarded.ts';

const testApp = await openTestApp();
const { core, task } = testApp;
const { people, program, makeWorld } = await createApiPeople(testApp);
const { kysely } = core.database;

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
const operations = Object.entries<Record<string, { readonly responses: object }>>(document.paths).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

type Node = Readonly<Record<string, unknown>>;
/** Properties of replies that name a task, a group, a contest or a person. */
const idNames = ['taskId', 'taskIds', 'groupId', 'groupIds', 'contestId', 'userId', 'uploadedBy', 'through'];
/** The property names that its external id may have. */
const besides = (idName: string) => [
  'externalId',
  idName.endsWith('Id') || idName.endsWith('Ids')
    ? idName.replace(/Ids?$/, 'External$&')
    : `${idName}ExternalId`,
];

/** All objects in a value, including the schemas that they refer to. */
function nodesOf(value: unknown, seen = new Set<unknown>()): ReadonlyArray<Node> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const node = value as Node;
  const schema = /^#\/components\/(?:schemas|responses)\/(.+)$/.exec(String(node['$ref'] ?? ''))?.[1];
  const referred =
    schema === undefined
      ? []
      : [document.components.schemas[schema] ?? document.components.responses[schema]];
  return [node, ...[...referred, ...Object.values(node)].flatMap((each) => nodesOf(each, seen))];
}

/** The ids in a shape of a reply, without ids that repeat the request and without shapes that have their own ids. */
const idsIn = (properties: Node) =>
  idNames.filter(
    (name) =>
      name in properties && !/\/(?:AskedId|Container|Participation)"/.test(JSON.stringify(properties[name])),
  );

describe('the API document', () => {
  it('has an external id next to each id of a task, a group, a contest or a person in a reply', () => {
    const shapes = operations
      .flatMap(({ operation: { responses } }) => nodesOf(responses))
      .flatMap(({ properties }) => (properties instanceof Object ? [properties as Node] : []));
    const named = shapes.flatMap((properties) => idsIn(properties).map((name) => ({ name, properties })));
    assert.ok(named.length > 50, `${named.length} ids`);
    const silent = named.filter(({ name, properties }) => !besides(name).some((each) => each in properties));
    assert.deepEqual(
      silent.map(({ name, properties }) => [name, Object.keys(properties)]),
      [],
    );
    // One `externalId` belongs to exactly one id.
    const unclear = shapes.filter((properties) => {
      const own = idsIn(properties).filter(
        (name) =>
          !besides(name)
            .slice(1)
            .some((each) => each in properties),
      );
      return own.length > 1;
    });
    assert.deepEqual(unclear.map(Object.keys), []);
  });
});

describe('an id that is neither of Lectern nor external', () => {
  const told = (id: string) =>
    `${JSON.stringify(id)} is not an id of Lectern. Prefix platform ids with ext:, as in "ext:42".`;

  it('is refused by name in the path, the query and the body, whether or not the platform has it', async () => {
    const given = await task(people.owner);
    await kysely.updateTable('tasks').set({ externalId: '42' }).where('id', '=', given.id).execute();
    const items = [{ taskId: given.id, reader: { externalId: '7' } }];
    for (const id of ['42', '43', `${given.id} `, 'EXT:42']) {
      const path = encodeURIComponent(id);
      for (const [place, request, body] of [
        ['params/taskId', `GET /api/v1/tasks/${path}`],
        ['params/taskId', `PUT /api/v1/tasks/${path}`, { title: 'A' }],
        ['params/taskId', `POST /api/v1/tasks/${path}/description-url`, {}],
        ['params/groupId', `DELETE /api/v1/groups/${path}`],
        ['params/contestId', `GET /api/v1/contests/${path}/people`],
        ['params/userId', `PATCH /api/v1/accounts/${path}`, { name: 'A' }],
        ['querystring/taskId', `GET /api/v1/issued-urls?taskId=${path}`],
        ['querystring/userId', `GET /api/v1/tasks/${given.id}/access?userId=${path}`],
      ] as const) {
        const reply = await people.admin.send(request, body);
        assertProblem(reply, 400, 'request-invalid');
        assert.equal(reply.body.detail, `"${place}": ${told(id)}`, request);
      }
      for (const [field, request, body] of [
        [null, 'POST /api/v1/description-urls', { taskIds: [given.id, id] }],
        ['taskId', 'POST /api/v1/granted-urls', { items: [...items, { ...items[0], taskId: id }] }],
      ] as const) {
        const reply = await program(request, body);
        assertProblem(reply, 400, 'request-invalid');
        const problem = { row: 2, field, code: 'format', message: told(id) };
        assert.deepEqual(reply.body.problems, [problem], request);
      }
    }
  });

  it('is refused after the caller is known, and is the same for all who are', async () => {
    const given = await task(people.owner);
    const { outsider, owner } = people;
    assertProblem(await testApp.send('GET /api/v1/tasks/42'), 401, 'unauthenticated');
    const [first, second] = [
      await outsider.send('GET /api/v1/tasks/42'),
      await owner.send('GET /api/v1/tasks/42'),
    ];
    assert.deepEqual({ ...first.body, requestId: '' }, { ...second.body, requestId: '' });
    // A reference in the right form reveals as little as before.
    const hidden = await outsider.send(`GET /api/v1/tasks/${given.id}`);
    assertProblem(hidden, 404, 'not-found');
  });
});

describe('replies', () => {
  let world: ApiWorld;
  /** The external id of everything, by Lectern's id. */
  const names = new Map<string, string>();
  beforeEach(async () => {
    world = await makeWorld();
    for (const table of ['tasks', 'groups', 'contests', 'user'] as const) {
      for (const { id } of await kysely.selectFrom(table).select('id').execute()) {
        const externalId = `${table} of ${id}`;
        names.set(id, externalId);
        await unguarded(kysely).updateTable(table).set({ externalId }).where('id', '=', id).execute();
      }
    }
  });

  /** Asserts that each id is next to its external id. @returns the number of ids */
  function countNamed(body: unknown): number {
    let count = 0;
    for (const node of nodesOf(body)) {
      const isPlace = node['kind'] === 'group' || node['kind'] === 'contest';
      for (const name of isPlace && 'id' in node ? [...idNames, 'id'] : idNames) {
        const id = node[name];
        if (typeof id !== 'string' && !Array.isArray(id)) continue;
        const expected = Array.isArray(id) ? id.map((each) => names.get(each)) : (names.get(id) ?? null);
        const found = besides(name).map((each) => node[each]);
        assert.ok(
          found.some((each) => JSON.stringify(each) === JSON.stringify(expected)),
          `${name} in ${JSON.stringify(node)}`,
        );
        count += 1;
      }
    }
    return count;
  }

  it('to every GET contain external ids', async () => {
    const query: Readonly<Record<string, string>> = {
      '/api/v1/tasks/{taskId}/access': `?userId=${people.reader.id}`,
      '/api/v1/contests/{contestId}/preview': `?userId=${people.participant.id}`,
    };
    await program('POST /api/v1/description-urls', { taskIds: [world.given.id] });
    let count = 0;
    for (const { path, method } of operations) {
      if (method !== 'get' || !path.startsWith('/api/v1/') || path.endsWith('/changes')) continue;
      const params = { userId: people.participant.id, language: 'en' };
      if (path.includes('/members/')) params.userId = people.member.id;
      if (path.includes('/staff/')) params.userId = people.reader.id;
      const { status, body } = await people.admin.send(
        `GET ${pathIn(world, path, params)}${query[path] ?? ''}`,
      );
      if (status === 200) count += countNamed(body);
    }
    assert.ok(count > 60, `${count} ids`);
  });

  it('to readers contain the external ids of tasks and of the groups or contests that give access', async () => {
    const { member } = people;
    for (const { send } of [member, people.participant, people.reader]) {
      for (const path of ['me', 'tasks', 'groups', 'contests', 'openings']) {
        countNamed((await send(`GET /api/v1/${path}`)).body);
      }
    }
    const read = await member.send(`GET /api/v1/tasks/${world.given.id}`);
    assert.equal(countNamed(read.body), 1);
    const url = await member.send(`POST /api/v1/tasks/${world.given.id}/description-url`);
    assert.equal(countNamed(url.body), 1);
    const [item] = (await member.send('GET /api/v1/tasks')).body.items;
    assert.equal(item.through.externalId, names.get(world.group.id));
  });

  it('to a search by external id are lists of one, only for callers who may see it', async () => {
    const { admin, member, outsider } = people;
    for (const [path, id, name] of [
      ['tasks', world.given.id, 'taskId'],
      ['groups', world.group.id, 'groupId'],
      ['contests', world.contest.id, 'contestId'],
      ['accounts', member.id, 'userId'],
    ] as const) {
      const query = `GET /api/v1/${path}?externalId=${encodeURIComponent(names.get(id) ?? '')}`;
      const { body } = await admin.send(query);
      assert.deepEqual(
        body.items.map((item: Readonly<Record<string, unknown>>) => item[name]),
        [id],
      );
      assert.deepEqual((await admin.send(`GET /api/v1/${path}?externalId=nothing`)).body.items, []);
      const hidden = await outsider.send(query);
      assert.ok(path === 'accounts' ? hidden.status === 403 : hidden.body.items.length === 0, path);
    }
  });

  it('to changes contain them, and so do lists of added tasks', async () => {
    const made = await task(people.groupStaff);
    await kysely.updateTable('tasks').set({ externalId: 'made' }).where('id', '=', made.id).execute();
    const { body } = await people.groupStaff.send(`POST /api/v1/groups/${world.group.id}/tasks`, {
      taskIds: [made.id],
      opensAt: '2026-01-01T00:00:00Z',
    });
    assert.deepEqual(body.added, [{ taskId: made.id, externalId: 'made' }]);
  });

  it('repeat a refused task id as requested, so they do not reveal whether the task exists', async () => {
    const hidden = await task(people.owner);
    await kysely.updateTable('tasks').set({ externalId: 'hidden' }).where('id', '=', hidden.id).execute();
    for (const taskId of ['ext:hidden', 'ext:nothing', hidden.id]) {
      const { body } = await people.outsider.send('POST /api/v1/description-urls', { taskIds: [taskId] });
      const [{ problem, ...item }] = body.items;
      assert.deepEqual(item, { outcome: 'refused', taskId });
      assert.equal(problem.code, 'not-found');
    }
  });

  it("to deletions are the same for external ids as for Lectern's ids", async () => {
    const ext = (id: string) => encodeURIComponent(`ext:${names.get(id)}`);
    const deleted = operations.filter(
      ({ method, path }) => method === 'delete' && /\{(?:taskId|groupId|contestId|userId)\}/.test(path),
    );
    // Members before their group or contest, and the language of a task before the task.
    for (const { path } of deleted.toSorted((one, other) => other.path.length - one.path.length)) {
      const groupId = path.includes('/contests/') ? world.invited.id : world.group.id;
      const inPath = {
        taskId: ext(world.given.id),
        groupId: ext(groupId),
        contestId: ext(world.contest.id),
        userId: ext(world.helper.id),
        attachmentId: world.attachmentId,
        noticeId: world.noticeId,
        invitationId: (path.includes('/contests/') ? world.contestInvitation : world.invitation).id,
        language: 'en',
      };
      const url = path.replace(/\{(\w+)\}/g, (_, name: keyof typeof inPath) => inPath[name]);
      const isAccount = path === '/api/v1/accounts/{userId}';
      assert.equal((await program(`DELETE ${url}`)).status, isAccount ? 200 : 204, path);
      const again = await program(`DELETE ${url}`);
      assertProblem(again, 404, 'not-found');
    }
    assert.ok(deleted.length >= 10, `${deleted.length} operations`);
  });
});
