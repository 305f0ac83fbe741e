import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createUpsertReaders } from '../../../src/features/platform-grants/upsert-readers.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { newId } from '../../../src/lib/ids.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { pluck } from '../../support/pluck.ts';
import { hourMs } from '../../support/settable-clock.ts';
import { issuerKey, signToken, trusting } from '../../support/tokens.ts';

const key = issuerKey('ES256', 'one');
const { core, clock, person, program, task, publish, send } = await openTestApp({
  ...trusting(key),
  JWT_ISSUER: 'https://judge.example.org',
});
const admin = await person('admin');
const teacher = await person('teacher');
const judge = await program(['grant', 'sync'], 'Judge');
const grant = (...items: ReadonlyArray<object>) => judge.send('POST /api/v1/granted-urls', { items });

async function givenTask(changes: object = {}) {
  const given = await task(teacher, changes);
  await publish(given, teacher);
  return given;
}
const reader = { externalId: '7', name: 'Ada' };
const codesIn = (items: ReadonlyArray<{ problem?: { code: string } }>) =>
  items.map(({ problem }) => problem?.code);

describe('granted URLs', () => {
  it('are for the named reader, and the record names the key', async () => {
    const { id: taskId } = await givenTask();
    const { status, body } = await grant({ taskId, reader });
    assert.equal(status, 200);
    const traced = await admin.send('POST /api/v1/issued-urls/trace', {
      url: body.items[0].descriptionPdfUrl,
    });
    const [issue] = traced.body.issues;
    assert.deepEqual(
      [issue.name, issue.ground, issue.apiKeyId, issue.apiKeyName, issue.issuer],
      ['Ada', 'granted', judge.id, 'Judge', null],
    );
    const account = await admin.send(`GET /api/v1/accounts/${issue.userId}`);
    assert.equal(account.body.role, 'student');
  });

  it('are the same for the same reader within a window, and different for others', async () => {
    const { id: taskId } = await givenTask();
    const url = async (who: object) => (await grant({ taskId, reader: who })).body.items[0].descriptionPdfUrl;
    assert.equal(await url(reader), await url(reader));
    assert.notEqual(await url(reader), await url({ externalId: '8' }));
    const { send: other } = await program(['grant'], 'Another');
    const { body } = await other('POST /api/v1/granted-urls', { items: [{ taskId, reader }] });
    assert.notEqual(body.items[0].descriptionPdfUrl, await url(reader));
  });

  it('are answered in order, and a refused one does not affect the others', async () => {
    const [open, gone] = [await givenTask(), await givenTask()];
    const held = await givenTask({ embargoUntil: clock.nowMs() + hourMs });
    await core.tasks.remove(gone.id);
    const disabled = { externalId: 'disabled' };
    const known = await createUpsertReaders(core)([disabled]);
    await core.accounts.change(known.get('disabled')?.id as string, { disabled: true });
    const { status, body } = await grant(
      ...[open.id, held.id, gone.id, newId()].map((taskId) => ({ taskId, reader })),
      ...['ext:nothing', 'ext:\ud800'].map((taskId) => ({ taskId, reader })),
      { taskId: open.id, reader: disabled },
      { taskId: open.id, reader, validUntil: isoTime(clock.nowMs() - 1000) },
      { taskId: open.id, reader, disposition: 'attachment' },
    );
    assert.equal(status, 200);
    const refused = ['not-open-yet', ...Array(4).fill('not-found'), 'account-disabled', 'closed'];
    assert.deepEqual(codesIn(body.items), [undefined, ...refused, undefined]);
    assert.equal(body.items[1].problem.status, 403);
    assert.ok(!('descriptionPdfUrl' in body.items[1]));
  });

  it('are for up to a hundred readers at a time, known and unknown', async () => {
    const { id: taskId } = await givenTask();
    const items = Array.from({ length: 100 }, (_, at) => ({ taskId, reader: { externalId: `many ${at}` } }));
    const { body } = await grant(...items);
    const urls = body.items.map((item: { descriptionPdfUrl: string }) => item.descriptionPdfUrl);
    assert.equal(new Set(urls).size, 100);
    assertProblem(await grant(...items, ...items), 400, 'request-invalid');
  });
});

describe('grants in a token', () => {
  const nowSeconds = () => Math.floor(clock.nowMs() / 1000);
  const tokenFor = (tasks: unknown) =>
    signToken(key, {
      ...{ sub: 'bob', iss: 'https://judge.example.org', exp: nowSeconds() + 3600 },
      lectern_tasks: tasks,
    });
  const ask = (route: string, token: string, body?: unknown) =>
    send(route, body, { authorization: `Bearer ${token}` });

  it('open their tasks on every route to a task', async () => {
    const [byId, byExternal, other] = [await givenTask(), await givenTask(), await givenTask()];
    await core.database.kysely
      .updateTable('tasks')
      .set({ externalId: '42/ä' })
      .where('id', '=', byExternal.id)
      .execute();
    const token = tokenFor([{ task: byId.id }, { task: 'ext:42/ä' }, { task: 'ext:unknown' }]);
    for (const path of [byId.id, byExternal.id, encodeURIComponent('ext:42/ä')]) {
      const { status, body } = await ask(`GET /api/v1/tasks/${path}`, token);
      assert.equal(status, 200);
      assert.equal(body.access.ground, 'granted');
    }
    assertProblem(await ask(`GET /api/v1/tasks/${other.id}`, token), 404, 'not-found');
    const list = await ask('GET /api/v1/tasks', token);
    assert.deepEqual(pluck(list.body.items, 'taskId'), [byExternal.id, byId.id]);
    const taskIds = [byId.id, 'ext:42/ä', other.id];
    const batch = await ask('POST /api/v1/description-urls', token, { taskIds });
    assert.deepEqual(codesIn(batch.body.items), [undefined, undefined, 'not-found']);
    const { body: records } = await admin.send(`GET /api/v1/issued-urls?taskId=${byId.id}`);
    const record = { ground: 'granted', issuer: 'https://judge.example.org', apiKeyId: null };
    assert.partialDeepStrictEqual(records.items[0], record);
  });

  it('may have fractions of a second, as RFC 7519 allows', async () => {
    const { id: task } = await givenTask();
    const [nbf, exp] = [nowSeconds() - 60.123_45, nowSeconds() + 60.123_45];
    assert.equal((await ask(`GET /api/v1/tasks/${task}`, tokenFor([{ task, nbf, exp }]))).status, 200);
    assert.equal((await ask('GET /api/v1/tasks', tokenFor([{ task, nbf, exp }]))).body.items.length, 1);
  });

  it('are valid from their beginning to their end, and never beyond the token', async () => {
    const { id: task } = await givenTask();
    const read = (grant: object) => ask(`GET /api/v1/tasks/${task}`, tokenFor([{ task, ...grant }]));
    const at = nowSeconds();
    const early = await read({ nbf: at + 60 });
    assertProblem(early, 403, 'not-open-yet');
    assert.equal(early.body.opensAt, isoTime((at + 60) * 1000));
    assertProblem(await read({ exp: at - 60 }), 403, 'closed');
    const { body } = await read({ exp: at + 60 });
    assert.equal(body.access.validUntil, isoTime((at + 60) * 1000));
    assert.equal(body.descriptionPdfUrlExpiresAt, body.access.validUntil);
    const long = await read({ exp: at + 1e6 });
    assert.equal(long.body.access.validUntil, isoTime((at + 3600) * 1000));
  });

  it('are one ground among others: their end removes no access on another ground', async () => {
    const { id: task } = await givenTask({ visibility: 'signed-in', visibleFrom: clock.nowMs() - hourMs });
    const read = (grant: object) => ask(`GET /api/v1/tasks/${task}`, tokenFor([{ task, ...grant }]));
    const at = nowSeconds();
    for (const grant of [{ exp: at - 60 }, { exp: at + 60 }, { nbf: at + 60 }]) {
      const { status, body } = await read(grant);
      assert.equal(status, 200);
      assert.deepEqual([body.access.ground, body.access.validUntil], ['signed-in', null]);
    }
    // For a granted URL the platform's limit applies, even for the same reader.
    const bob = { externalId: 'bob' };
    const past = isoTime(clock.nowMs() - 1000);
    const { body } = await grant({ taskId: task, reader: bob, validUntil: past });
    assert.equal(body.items[0].problem.code, 'closed');
    // Otherwise it would be in the list of every other test.
    await core.tasks.remove(task);
  });

  it('wait for the end of an embargo, and end with the task', async () => {
    const held = await givenTask({ embargoUntil: clock.nowMs() + hourMs / 2 });
    const token = tokenFor([{ task: held.id }]);
    assertProblem(await ask(`GET /api/v1/tasks/${held.id}`, token), 403, 'not-open-yet');
    await core.tasks.remove(held.id);
    assertProblem(await ask(`GET /api/v1/tasks/${held.id}`, token), 404, 'not-found');
  });

  it('give no right to change anything', async () => {
    const { id: task } = await givenTask();
    const token = tokenFor([{ task }]);
    assertProblem(await ask(`PATCH /api/v1/tasks/${task}`, token, { title: 'Mine' }), 403, 'forbidden');
    assertProblem(await ask(`GET /api/v1/tasks/${task}/settings`, token), 403, 'forbidden');
  });
});
