import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type RowProblem, rowProblemCodes } from '../../src/lib/row-problems.ts';
import { assertProblem, openTestApp, type Reply } from '../support/app.ts';

const { person, program, core } = await openTestApp();
const [admin, judge] = [await person('admin'), await program()];

interface Operation {
  readonly operationId: string;
  readonly security?: ReadonlyArray<object>;
  readonly requestBody?: {
    readonly content: { readonly 'application/json'?: { readonly example: object } };
  };
}

/** Each list in the body of an operation, from its example in the API document. */
const lists = Object.entries<Record<string, Operation>>(
  JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')).paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, requestBody }]) => {
    const example = requestBody?.content['application/json']?.example ?? {};
    return Object.entries(example)
      .filter(([, rows]) => Array.isArray(rows))
      .map(([name, rows]: [string, ReadonlyArray<unknown>]) => {
        const route = `${method.toUpperCase()} ${path.replace('{kind}', 'groups').replaceAll(/\{\w+\}/g, 'ext:none')}`;
        return { operationId, route, example, name, rows };
      });
  }),
);

/** Where and how rows are wrong. */
const found = ({ body }: Reply) =>
  body.problems.map(({ row, field, code }: RowProblem) => [row, field, code]);

describe('every list in a body', () => {
  it('has an example with a row in the API document', () => {
    assert.ok(lists.length > 12, String(lists.length));
    for (const { operationId, rows } of lists) assert.ok(rows.length > 0, operationId);
  });

  for (const { operationId, route, example, name, rows } of lists) {
    it(`names its wrong rows in the same format: ${operationId}, ${name}`, async () => {
      const refused = await Promise.all(
        [admin, judge].map((who) => who.send(route, { ...example, [name]: [...rows, true, false] })),
      );
      const reply = refused.find(({ status }) => status === 400);
      assert.ok(reply, JSON.stringify(refused.map(({ status, text }) => [status, text])));
      assertProblem(reply, 400, 'request-invalid');
      assert.deepEqual(found(reply), [
        [rows.length + 1, null, 'type'],
        [rows.length + 2, null, 'type'],
      ]);
      assert.equal(reply.body.problemCount, 2);
    });
  }
});

describe('a row that violates the schema', () => {
  const put = (...members: ReadonlyArray<unknown>) =>
    judge.send('PUT /api/v1/groups/ext:rows/members', { members });

  it('is reported with the field, a code, and the rule', async () => {
    const reply = await put(
      { externalId: '1' },
      { externalId: '2', role: 'boss' },
      { externalId: '' },
      { externalId: '3', nick: 'Ann' },
      { externalId: '4', email: 'ann' },
      { externalId: 'x'.repeat(201) },
    );
    assertProblem(reply, 400, 'request-invalid');
    assert.deepEqual(reply.body.problems, [
      {
        row: 2,
        field: 'role',
        code: 'choice',
        message: 'Use one of "member", "staff".',
        allowed: ['member', 'staff'],
      },
      { row: 3, field: 'externalId', code: 'length', min: 1, message: 'Use at least 1 character.' },
      {
        row: 4,
        field: 'nick',
        code: 'unknown',
        message: 'There is no such field. Remove it, or correct its name.',
      },
      { row: 5, field: 'email', code: 'format', message: 'Use an e-mail address.' },
      { row: 6, field: 'externalId', code: 'length', max: 200, message: 'Use at most 200 characters.' },
    ]);
    assert.equal(
      reply.body.detail,
      'Nothing was changed. Row 2, "role": Use one of "member", "staff". There are 4 more problems.',
    );
  });

  it('is reported with the path of a nested or missing field, a number or a time', async () => {
    const item = { taskId: 'ext:1', reader: { externalId: '1' }, allowed: true };
    const send = (...items: ReadonlyArray<unknown>) => judge.send('POST /api/v1/shadow-decisions', { items });
    const wrong = [
      { ...item, reader: { externalId: '' } },
      { ...item, reader: {} },
      { taskId: 'ext:1', reader: item.reader },
      { ...item, at: 'yesterday' },
    ];
    assert.deepEqual(found(await send(item, ...wrong)), [
      [2, 'reader.externalId', 'length'],
      [3, 'reader.externalId', 'missing'],
      [4, 'allowed', 'missing'],
      [5, 'at', 'format'],
    ]);
    assert.deepEqual(found(await send(item, { ...item, at: '1800-01-01T00:00:00Z' })), [
      [2, 'at', 'invalid'],
    ]);
    const participants = [{ externalId: '1', extraSeconds: -1 }];
    const reply = await judge.send('PUT /api/v1/contests/ext:none/participants', { participants });
    assert.deepEqual(found(reply), [[1, 'extraSeconds', 'range']]);
    assert.equal(reply.body.problems[0].min, 0);
  });

  it('is counted in full, and listed for the first hundred', async () => {
    const reply = await put(...Array.from({ length: 10_000 }, () => ({ externalId: '' })));
    assertProblem(reply, 400, 'request-invalid');
    const rows = reply.body.problems.map(({ row }: RowProblem) => row);
    assert.deepEqual([reply.body.problemCount, rows.length, rows[0], rows[99]], [10_000, 100, 1, 100]);
  });

  it('is reported at its duplicate', async () => {
    const taskIds = ['ext:1', 'ext:2', 'ext:1'];
    const reply = await admin.send('POST /api/v1/description-urls', { taskIds });
    const [{ row, code, message }] = reply.body.problems;
    assert.deepEqual([row, code, message], [3, 'repeated', 'This is the same as row 1. Remove one of them.']);
  });

  it('is not named where the list or the body is wrong', async () => {
    const reply = await judge.send('PUT /api/v1/groups/ext:rows/members', { members: 5 });
    assert.equal(reply.body.detail, '"body/members": Use a list.');
    assert.equal(reply.body.problems, undefined);
    const word = await admin.send('POST /api/v1/tasks', { title: 'A', visibility: 'public' });
    assert.match(word.body.detail, /^"body\/visibility": Use one of "restricted", "signed-in"\.$/);
  });
});

describe('a row that violates a rule of the domain', () => {
  it('is reported in the same format: tasks that cannot be added', async () => {
    const teacher = await person('teacher');
    const { id: own } = await core.tasks.create({ title: 'Own' }, teacher.id);
    const { id: other } = await core.tasks.create({ title: 'Other' }, admin.id);
    const { id } = await core.groups.create({ name: 'Algorithms' }, teacher.id);
    const taskIds = [own, other, 'ext:none'];
    const body = { taskIds, opensAt: '2026-01-01T00:00:00Z' };
    const reply = await teacher.send(`POST /api/v1/groups/${id}/tasks`, body);
    assertProblem(reply, 404, 'not-found');
    assert.deepEqual(found(reply), [
      [2, null, 'not-found'],
      [3, null, 'not-found'],
    ]);
    assert.deepEqual(await core.groups.assignments(id, { limit: 10, after: undefined }), []);
  });

  it('is reported in the same format: readers of granted URLs, and staff', async () => {
    const items = ['Ann', 'B\nob', 'Ann'].map((name, at) => ({
      taskId: 'ext:none',
      reader: { externalId: `named ${at}`, name },
    }));
    assert.deepEqual(found(await judge.send('POST /api/v1/granted-urls', { items })), [
      [2, 'reader.name', 'invalid'],
    ]);
    const staff = [
      { externalId: 'a' },
      { email: 'nobody@example.org' },
      { userId: randomUUID() },
      { externalId: 'a' },
      {},
    ];
    assert.deepEqual(found(await judge.send('PUT /api/v1/groups/ext:staff', { name: 'Staff', staff })), [
      [2, 'email', 'not-found'],
      [3, 'userId', 'not-found'],
      [4, null, 'repeated'],
      [5, null, 'missing'],
    ]);
  });

  it('is reported in the same format: times and labels of the tasks of a contest', async () => {
    const contest = { name: 'Final', startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-02T00:00:00Z' };
    assert.equal((await judge.send('PUT /api/v1/contests/ext:final', contest)).status, 201);
    for (const id of [1, 2]) await judge.send(`PUT /api/v1/tasks/ext:${id}`, { title: String(id) });
    const put = (...tasks: ReadonlyArray<object>) =>
      judge.send('PUT /api/v1/contests/ext:final/tasks', { tasks });
    const first = { taskId: 'ext:1', label: 'A' };
    assert.deepEqual(
      found(await put(first, { taskId: 'ext:2', label: 'B', opensAt: '1800-01-01T00:00:00Z' })),
      [[2, 'opensAt', 'invalid']],
    );
    const window = { opensAt: '2026-01-01T02:00:00Z', closesAt: '2026-01-01T01:00:00Z' };
    assert.deepEqual(
      found(
        await put(first, { taskId: 'ext:2', label: 'B', ...window }, { taskId: randomUUID(), label: 'C' }),
      ),
      [
        [2, 'closesAt', 'invalid'],
        [3, 'taskId', 'not-found'],
      ],
    );
    assert.deepEqual(found(await put(first, { taskId: 'ext:2', label: 'a\u202eb' })), [
      [2, 'label', 'invalid'],
    ]);
  });
});

describe('an external id', () => {
  const put = (externalId: unknown) =>
    judge.send('PUT /api/v1/groups/ext:ids/members', { members: [{ externalId: 'first' }, { externalId }] });

  it('may be an integer, and becomes its decimal text', async () => {
    await judge.send('PUT /api/v1/groups/ext:ids', { name: 'Ids' });
    for (const id of [42, 0, -7, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      const { status, body } = await put(id);
      assert.deepEqual(
        [status, body.changes.map((each: { outcome: string }) => each.outcome)[0]],
        [200, 'added'],
      );
      assert.equal((await judge.send(`GET /api/v1/accounts/ext:${id}`)).status, 200);
      assert.equal((await put(String(id))).body.unchanged, 2);
    }
    const items = [{ taskId: 'ext:none', reader: { externalId: 43 } }];
    assert.equal((await judge.send('POST /api/v1/granted-urls', { items })).body.items[0].outcome, 'refused');
    const { userId } = (await admin.send('GET /api/v1/accounts/ext:43')).body;
    const moved = await admin.send(`PATCH /api/v1/accounts/${userId}`, { externalId: 44 });
    assert.deepEqual([moved.status, moved.body.externalId], [200, '44']);
  });

  for (const text of ['9007199254740992', '9007199254740993', '-9007199254740992', '1e300']) {
    it(`is refused as the number ${text}, which may have lost digits`, async () => {
      const body = `{"members":[{"externalId":"first"},{"externalId":${text}}]}`;
      const json = { 'content-type': 'application/json' };
      const reply = await judge.send('PUT /api/v1/groups/ext:ids/members', body, json);
      assertProblem(reply, 400, 'request-invalid');
      const [{ row, field, code, message }] = reply.body.problems;
      assert.deepEqual([row, field, code], [2, 'externalId', 'range']);
      assert.equal(message, 'JSON numbers lose digits beyond 2^53 - 1. Send the id as a string.');
    });
  }

  it('has a schema without warnings at the start', async (context) => {
    const warn = context.mock.method(console, 'warn', () => {});
    const fresh = await openTestApp();
    const admin = await fresh.person('admin');
    const reply = await admin.send(`PATCH /api/v1/accounts/${admin.id}`, { externalId: 5 });
    assert.deepEqual([reply.body.externalId, warn.mock.callCount()], ['5', 0]);
  });

  it('is refused as a fraction, a boolean or null', async () => {
    for (const id of [1.5, true, null, ['1'], { id: '1' }]) {
      assert.deepEqual((await put(id)).body.problems, [
        { row: 2, field: 'externalId', code: 'type', message: 'Use a string or an integer.' },
      ]);
    }
  });
});

describe('the codes of wrong rows', () => {
  it('are in the manual with their meanings', () => {
    const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([\w-]+)` +\| ([^|\d]+?) +\|$/gm)].map(([, code, meaning]) => [
      code,
      meaning,
    ]);
    assert.deepEqual(rows, Object.entries(rowProblemCodes));
  });
});
