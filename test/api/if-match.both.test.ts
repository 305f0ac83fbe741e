import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Reply } from '../support/app.ts';
import { hourMs } from '../support/settable-clock.ts';

const testApp = await openTestApp();
const { app, clock, person, task, send } = testApp;
await app.api.ready();
const admin = await person('admin');

const at = (hours: number) => isoTime(clock.nowMs() + hours * hourMs);
const newContest = () => testApp.contest(admin, { startsAt: clock.nowMs() + hourMs });
const newGroup = () => testApp.group(admin);

interface Editable {
  readonly path: string;
  /** Reads the entity that the tag belongs to. */
  readonly read: () => Promise<{ readonly etag: string }>;
  /** Two changes that differ; if absent, the entity is deleted. */
  readonly bodies?: readonly [object, object];
}

const readAt = (path: string) => async () => {
  const { headers, body } = await admin.send(`GET ${path}`);
  assert.equal(headers.etag, body.etag);
  return body;
};
const firstOf = (path: string) => async () => (await admin.send(`GET ${path}`)).body.items[0];

async function contestTask(): Promise<Editable> {
  const [{ id }, { id: taskId }] = [await newContest(), await task(admin)];
  const list = `/api/v1/contests/${id}/tasks`;
  await admin.send(`PUT ${list}/${taskId}`, { label: 'A' });
  const bodies = [{ label: 'B' }, { label: 'A', opensAt: at(2) }] as const;
  return { path: `${list}/${taskId}`, read: firstOf(list), bodies };
}

async function groupTask(): Promise<Editable> {
  const [{ id }, { id: taskId }] = [await newGroup(), await task(admin)];
  const list = `/api/v1/groups/${id}/tasks`;
  await admin.send(`PUT ${list}/${taskId}`, { opensAt: at(0) });
  const bodies = [{ opensAt: at(1) }, { opensAt: at(0), closesAt: at(3) }] as const;
  return { path: `${list}/${taskId}`, read: firstOf(list), bodies };
}

async function participant(): Promise<Editable> {
  const [{ id }, { id: userId, email }] = [await newContest(), await person()];
  const list = `/api/v1/contests/${id}/participants`;
  await admin.send(`POST ${list}`, { emails: [email] });
  return {
    path: `${list}/${userId}`,
    read: firstOf(list),
    bodies: [{ delaySeconds: 60 }, { extraSeconds: 60 }],
  };
}

async function account(): Promise<Editable> {
  const path = `/api/v1/accounts/${(await person()).id}`;
  return { path, read: readAt(path), bodies: [{ role: 'teacher' }, { name: 'Another' }] };
}

async function newTask(...bodies: ReadonlyArray<object>) {
  const path = `/api/v1/tasks/${(await task(admin)).id}`;
  return { path, read: readAt(`${path}/settings`), ...changing(bodies) };
}
async function contest(...bodies: ReadonlyArray<object>) {
  const path = `/api/v1/contests/${(await newContest()).id}`;
  return { path, read: readAt(path), ...changing(bodies) };
}
async function group(...bodies: ReadonlyArray<object>) {
  const path = `/api/v1/groups/${(await newGroup()).id}`;
  return { path, read: readAt(path), ...changing(bodies) };
}
const changing = ([one, other]: ReadonlyArray<object>) =>
  one && other ? { bodies: [one, other] as const } : {};

/** Every route that takes `If-Match`, except those through which a platform puts its data. */
const editables: Readonly<Record<string, () => Promise<Editable>>> = {
  'PATCH /api/v1/tasks/{taskId}': () => newTask({ title: 'A' }, { embargoUntil: at(1) }),
  'DELETE /api/v1/tasks/{taskId}': () => newTask(),
  'PATCH /api/v1/contests/{contestId}': () => contest({ name: 'A' }, { endsAt: at(9) }),
  'DELETE /api/v1/contests/{contestId}': () => contest(),
  'PATCH /api/v1/groups/{groupId}': () => group({ name: 'A' }, { name: 'B' }),
  'DELETE /api/v1/groups/{groupId}': () => group(),
  'PUT /api/v1/contests/{contestId}/tasks/{taskId}': contestTask,
  'PUT /api/v1/groups/{groupId}/tasks/{taskId}': groupTask,
  'PATCH /api/v1/contests/{contestId}/participants/{userId}': participant,
  'PATCH /api/v1/accounts/{userId}': account,
};

interface Operation {
  readonly tags: ReadonlyArray<string>;
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('a change for the state that was read (RFC 9110 §13.1.1)', () => {
  it('has a case here for every route that documents 412, except those of platforms', async () => {
    const { body: document } = await send('GET /api/v1/openapi.json');
    const paths: ReadonlyArray<[string, Record<string, Operation>]> = Object.entries(document.paths);
    const documented = paths.flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { tags, responses }]) => '412' in responses && !tags.includes('platforms'))
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(Object.keys(editables).toSorted(), documented.toSorted());
  });

  for (const [route, make] of Object.entries(editables)) {
    const [method = ''] = route.split(' ');

    it(`succeeds for one of two concurrent requests: ${route}`, async () => {
      const { path, read, bodies = [undefined, undefined] } = await make();
      const { etag } = await read();
      assert.match(etag, /^"[\w-]+"$/); // strong: RFC 9110 §8.8.3
      const change = (body: object | undefined, ifMatch: string): Promise<Reply> =>
        admin.send(`${method} ${path}`, body, { 'if-match': ifMatch });
      assertProblem(await change(bodies[0], '"another"'), 412, 'precondition-failed');
      assertProblem(await change(bodies[0], `W/${etag}`), 412, 'precondition-failed');
      assert.equal((await read()).etag, etag);

      const replies = await Promise.all(bodies.map((body) => change(body, etag)));
      const [passed, ...others] = replies.filter(({ status }) => status < 300);
      assert.ok(passed && others.length === 0, replies.map(({ status }) => status).join());
      if (method === 'DELETE') return;
      const refused = replies.find((reply) => reply !== passed) as Reply;
      assertProblem(refused, 412, 'precondition-failed');
      assert.notEqual(passed.headers.etag, etag);
      assert.equal((await read()).etag, passed.headers.etag);
      const again = bodies[replies.indexOf(refused)];
      assert.equal((await change(again, `"another", ${passed.headers.etag}`)).status, 200);
      assert.equal((await admin.send(`${method} ${path}`, bodies[0])).status, 200);
    });
  }

  it('is refused when the entity no longer exists', async () => {
    for (const make of [contestTask, groupTask]) {
      const { path, bodies } = await make();
      await admin.send(`DELETE ${path}`);
      const reply = await admin.send(`PUT ${path}`, bodies?.[0], { 'if-match': '*' });
      assertProblem(reply, 412, 'precondition-failed');
    }
  });
});
