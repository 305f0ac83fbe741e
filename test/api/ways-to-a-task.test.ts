import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, it } from 'node:test';
import { parseObjectKey } from '../../src/storage/object-key.ts';
import { assertProblem, examplePdf, openTestApp, type Person } from '../support/app.ts';
import { hourMs } from '../support/settable-clock.ts';

const { core, clock, person, task, publish, upload } = await openTestApp();
const { groups } = core;
const [admin, teacher, student, outsider] = [
  await person('admin'),
  await person('teacher'),
  await person(),
  await person(),
];
const group = await groups.create({ name: 'Algorithms' }, teacher.id);
await groups.putMembers(group.id, [student.id], 'member');
const nowMs = clock.nowMs();
const [ago, ahead] = [nowMs - hourMs, nowMs + hourMs];
const title = 'Secret Lighthouse';

async function assigned(window: { opensAt: number; closesAt?: number }): Promise<string> {
  const made = await task(teacher, { title });
  await publish(made, teacher);
  await groups.assign(group.id, made.id, { closesAt: null, ...window });
  return made.id;
}

/** All of them: its detail, its documents, a fresh URL alone and in a batch, and an item of the list. */
async function waysTo({ send }: Person, taskId: string) {
  const path = `/api/v1/tasks/${taskId}`;
  const alone = [
    await send(`GET ${path}`),
    await send(`GET ${path}/documents`),
    await send(`POST ${path}/description-url`),
  ];
  const batch = await send('POST /api/v1/description-urls', { taskIds: [taskId] });
  const list = await send('GET /api/v1/tasks?limit=200');
  return { alone, batch, isListed: list.text.includes(taskId) };
}

async function assertClosed(reader: Person, taskId: string, status: number, code: string) {
  const { alone, batch, isListed } = await waysTo(reader, taskId);
  for (const reply of alone) assertProblem(reply, status, code);
  assert.equal(batch.body.items[0].problem.code, code);
  assert.equal(isListed, false);
  for (const { text } of [...alone, batch]) assert.ok(!text.includes(title), text);
}

async function assertOpen(reader: Person, taskId: string) {
  const { alone, batch, isListed } = await waysTo(reader, taskId);
  assert.deepEqual(
    alone.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(batch.body.items[0].outcome, 'issued');
  assert.equal(isListed, true);
}

describe('every route to a task', () => {
  it('is 404 without a ground, with the reply of an unknown id, to read and to change', async () => {
    const taskId = await assigned({ opensAt: ago });
    await assertClosed(outsider, taskId, 404, 'not-found');
    const unknown = taskId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/description-url'],
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/settings'],
      ['GET', '/staff'],
      ['GET', '/documents/en/versions'],
      ['DELETE', '/documents/en'],
    ] as const) {
      const body = method === 'PATCH' ? { title: 'Mine now' } : undefined;
      const [known, missing] = await Promise.all(
        [taskId, unknown].map(async (id) => {
          const reply = await outsider.send(`${method} /api/v1/tasks/${id}${path}`, body);
          assertProblem(reply, 404, 'not-found');
          const text = reply.text.replace(reply.body.requestId, '');
          return { text, headers: Object.keys(reply.headers) };
        }),
      );
      assert.deepEqual(known, missing, `${method} ${path}`);
    }
  });

  it('is 403 to an early member and to a late one, and shows no title', async () => {
    await assertClosed(student, await assigned({ opensAt: ahead }), 403, 'not-open-yet');
    await assertClosed(student, await assigned({ opensAt: ago - 1, closesAt: ago }), 403, 'closed');
  });

  it('is refused during an embargo, except to staff of the task', async () => {
    const taskId = await assigned({ opensAt: ago });
    await assertOpen(student, taskId);
    const embargoUntil = new Date(ahead).toISOString();
    assert.equal((await teacher.send(`PATCH /api/v1/tasks/${taskId}`, { embargoUntil })).status, 200);
    await assertClosed(student, taskId, 403, 'not-open-yet');
    await assertOpen(teacher, taskId);
  });
});

describe('the end of an access takes effect at the next request, on every route', () => {
  let taskId: string;
  beforeEach(async () => {
    taskId = await assigned({ opensAt: ago });
  });
  const ofGroup = `/api/v1/groups/${group.id}`;
  const change = async (route: string, body?: unknown) => {
    const { status, text } = await teacher.send(route, body);
    assert.ok(status < 300, text);
  };
  const assign = (opensAt: number, closesAt: number | null = null) => {
    const iso = (atMs: number | null) => atMs && new Date(atMs).toISOString();
    return change(`PUT ${ofGroup}/tasks/${taskId}`, { opensAt: iso(opensAt), closesAt: iso(closesAt) });
  };

  it('when a member is removed from the group', async () => {
    await assertOpen(student, taskId);
    await change(`DELETE ${ofGroup}/members/${student.id}`);
    await assertClosed(student, taskId, 404, 'not-found');
    await change(`POST ${ofGroup}/members`, { emails: [student.email] });
    await assertOpen(student, taskId);
  });

  it('when the window of the assignment moves', async () => {
    await assign(ago - 1, ago);
    await assertClosed(student, taskId, 403, 'closed');
    await assign(ago);
    await assertOpen(student, taskId);
  });

  it('when the assignment is removed', async () => {
    await change(`DELETE ${ofGroup}/tasks/${taskId}`);
    await assertClosed(student, taskId, 404, 'not-found');
    await assign(ago);
    await assertOpen(student, taskId);
  });

  it('when the account is disabled', async () => {
    const leaver = await person();
    await groups.putMembers(group.id, [leaver.id], 'member');
    await assertOpen(leaver, taskId);
    await core.accounts.disable(leaver.email);
    for (const { status } of (await waysTo(student, taskId)).alone) assert.equal(status, 200);
    const refused = await leaver.send(`POST /api/v1/tasks/${taskId}/description-url`);
    assertProblem(refused, 401, 'unauthenticated');
    assertProblem(await leaver.send(`GET /api/v1/tasks/${taskId}`), 401, 'unauthenticated');
  });

  it('when the task is deleted, for everyone', async () => {
    await change(`DELETE /api/v1/tasks/${taskId}`);
    for (const reader of [student, teacher, admin]) await assertClosed(reader, taskId, 404, 'not-found');
  });
});

describe('the URL of a version', () => {
  it('serves the same bytes after a new version replaces it', async () => {
    const made = await task(teacher);
    const both = [examplePdf(), examplePdf()];
    for (const bytes of both) {
      await core.pendingUploads.complete(await upload(made, teacher, { bytes }));
      const { descriptionPdfUrl } = (await teacher.send(`GET /api/v1/tasks/${made.id}`)).body;
      urls.push(descriptionPdfUrl);
    }
    const read = async (url: string) => {
      const [path = ''] = url.slice(core.config.filesUrl.length + 1).split('?');
      const object = await core.driver.open(parseObjectKey(decodeURIComponent(path)));
      return object && buffer(object.stream());
    };
    assert.deepEqual(await Promise.all(urls.map(read)), both);
  });
  const urls: Array<string> = [];
});
