import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { createDisagreements } from '../../../src/features/shadow/disagreements.ts';
import { foldText } from '../../../src/lib/fold-text.ts';
import { assertProblem, openTestApp, type Person, type Send } from '../../support/app.ts';
import { contestDraft } from '../../support/drafts.ts';

const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'School <lectern@example.org>' };
const { core, clock, send, person, program, task, publish, upload, logged } = await openTestApp({
  ...mail,
  LECTERN_SIGN_UP: 'open',
});
clock.set(Date.now()); // better-auth uses the real clock
const { kysely } = core.database;
const admin = await person('admin', 'Head');
const judge = await program();

/** Every table of the database by its name, as text. */
async function everyTable(): Promise<ReadonlyArray<readonly [table: string, rows: string]>> {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true });
  return Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(kysely);
      return [name, JSON.stringify(rows)] as const;
    }),
  );
}

/** The tables that name a person. */
async function tablesWith(...names: ReadonlyArray<string>): Promise<ReadonlyArray<string>> {
  const tables = await everyTable();
  const isNamed = (rows: string) => names.some((name) => foldText(rows).includes(foldText(name)));
  return tables.flatMap(([table, rows]) => (isNamed(rows) ? [table] : []));
}

const route = (id: string) => `DELETE /api/v1/accounts/${encodeURIComponent(id)}`;
const remove = (id: string, by: { readonly send: Send } = admin) => by.send(route(id));

const isRevoked = (url: string) => {
  const content = core.storage.signer.readUrl(url);
  assert.ok(!('failure' in content));
  return core.revocations.isRevoked(content);
};

const urlOf = async (reader: { readonly send: Send }, taskId: string): Promise<string> =>
  (await reader.send(`POST /api/v1/tasks/${taskId}/description-url`)).body.descriptionPdfUrl;

/** A person with a unique name, address and external id who has used every feature. */
async function busyPerson(mark: string) {
  const [name, email, externalId] = [`Żaneta ${mark}`, `${mark}@example.org`, `platform-${mark}`];
  const password = 'correct horse battery';
  const { id } = await core.newAccounts.create({ email, name, role: 'teacher', password });
  await admin.send(`PATCH /api/v1/accounts/${id}`, { externalId });
  const { token } = (await send('POST /api/auth/sign-in/email', { email, password })).body;
  const by: Send = (path, body, headers) =>
    send(path, body, { authorization: `Bearer ${token}`, ...headers });
  const made = await by('POST /api/v1/tasks', { title: 'Theirs' }, { 'idempotency-key': `key-${mark}` });
  const taskId: string = made.body.taskId;
  const self = { id, name, email, token, send: by } as Person;
  await publish({ id: taskId }, self);
  const pending = await upload({ id: taskId }, self, { language: 'pl' });
  const url = await urlOf({ send: by }, taskId);
  const group = (await by('POST /api/v1/groups', { name: 'Theirs' })).body.groupId as string;
  const contest = await core.contests.create(contestDraft(), id);
  const [others, shared] = [await task(admin), await task(admin)];
  await core.taskStaff.put(others.id, id, 'reader');
  await core.taskStaff.put(shared.id, id, 'owner');
  const ofOthers = await core.groups.create({ name: 'Of others' }, admin.id);
  await core.groups.putMembers(ofOthers.id, [id], 'member');
  const exam = await core.contests.create(contestDraft(), admin.id);
  await core.contestPeople.putParticipants(exam, [id], { delaySeconds: 0, extraSeconds: 0 });
  assert.equal((await by('PUT /api/v1/me/calendar-link', { language: 'en' })).status, 200);
  await core.setupLinks.create(id);
  await send('POST /api/auth/forgot-password', { email });
  const key = await core.apiKeys.create({ name: 'Theirs', scopes: ['read'], expiresAt: null }, id);
  const decision = { externalId, taskId, allowed: true, atMs: clock.nowMs() };
  await createDisagreements(core).record(judge.id, [
    { ...decision, row: 1, decision: { allowed: false, reason: 'unknown' } },
  ]);
  return {
    ...{ id, name, email, externalId, mark, password, by, taskId, url, pending, group, contest, shared, key },
  };
}

const idOf = (reply: { body: { userId: string } }) => reply.body.userId;

describe('a person whose account is deleted', () => {
  it('is named in no table any more, by name, address or external id', async () => {
    const { id, mark } = await busyPerson('wielopolska');
    const bystander = await busyPerson('sobieszczanski');
    const [before, beside] = [await tablesWith(mark), await tablesWith(bystander.mark, bystander.id)];
    assert.deepEqual(
      ['user', 'shadowDisagreements'].filter((table) => !before.includes(table)),
      [],
      `the search finds existing tables: ${before}`,
    );
    const { status, body } = await remove(id);
    assert.deepEqual(
      [status, body],
      [200, { userId: id, externalId: null, taskCount: 1, groupCount: 1, contestCount: 1 }],
    );
    assert.deepEqual(await tablesWith(mark), []);
    assert.deepEqual(await tablesWith(bystander.mark, bystander.id), beside, 'another keeps everything');
  });

  it('leaves only the id in records, and nothing that belongs to an account', async () => {
    const { id } = await busyPerson('rzeczycki');
    const other = await busyPerson('tarnawska');
    await core.issuedUrls.list({ limit: 100, after: undefined });
    for (const each of [id, other.id]) assert.equal((await remove(each)).status, 200);
    assert.deepEqual((await tablesWith(id)).toSorted(), ['apiKeys', 'documentVersions', 'issuedUrls']);
    const records = async (userId: string) =>
      (await admin.send(`GET /api/v1/issued-urls?userId=${userId}`)).body.items;
    const [own, others] = [await records(id), await records(other.id)];
    assert.deepEqual([own.length, others.length], [1, 1]);
    for (const [record] of [own, others]) assert.deepEqual([record.name, record.email], [null, null]);
    assert.deepEqual([own[0].userId, others[0].userId], [id, other.id]);
  });

  it('is in the log only by id, also where the platform uses its own id', async () => {
    const { id, externalId, mark } = await busyPerson('ogonczyk');
    const from = logged.length;
    for (const each of [externalId, `${mark}-unknown`]) {
      await judge.send(`GET /api/v1/accounts/ext%3A${each}`);
      await judge.send(`PATCH /api/v1/accounts/ext:${each}`, { disabled: true });
    }
    assert.equal((await remove(`ext:${externalId}`)).status, 200);
    const lines = logged.slice(from);
    assert.ok(lines.some((line) => line.includes(`/api/v1/accounts/${id}"`)));
    assert.deepEqual(
      lines.filter((line) => line.includes(mark)),
      [],
    );
  });

  it('reads nothing more, others do: URLs, uploads, sessions, links and keys end immediately', async () => {
    const { id, by, url, pending, key, email, password } = await busyPerson('dunajewska');
    const other = await busyPerson('pruszynski');
    assert.equal((await remove(id)).status, 200);
    assert.deepEqual([url, other.url].map(isRevoked), [true, false]);
    assert.ok(core.revocations.isRevoked({ objectKey: pending.objectKey }));
    assertProblem(await by('GET /api/v1/me'), 401, 'unauthenticated');
    assertProblem(
      await send('GET /api/v1/tasks', undefined, { authorization: `Bearer ${key.key}` }),
      401,
      'api-key-revoked',
    );
    const signIn = await send('POST /api/auth/sign-in/email', { email, password });
    assertProblem(signIn, 401, 'credentials-invalid');
    assertProblem(await remove(id), 404, 'not-found');
  });

  it('leaves tasks, groups and contests without other staff to the person who deletes the account', async () => {
    const heir = await person('admin');
    const { id, taskId, group, contest, shared } = await busyPerson('lipowiecki');
    assert.equal((await remove(id, heir)).status, 200);
    assert.equal(await core.taskStaff.roleOf(taskId, heir.id), 'owner');
    assert.equal(await core.taskStaff.roleOf(shared.id, heir.id), undefined, 'it has another owner');
    assert.equal((await core.groups.findFor(heir.id, group)).role, 'staff');
    assert.ok((await core.contests.rolesOf(contest.id, heir.id)).has('staff'));
    for (const table of ['tasks', 'groups', 'contests'] as const) {
      const [made] = await kysely
        .selectFrom(table)
        .select('createdBy')
        .where('id', '=', { tasks: taskId, groups: group, contests: contest.id }[table])
        .execute();
      assert.equal(made?.createdBy, heir.id);
    }
    assert.equal((await heir.send(`GET /api/v1/tasks/${taskId}`)).status, 200);
  });

  it('leaves tasks to a deleter who had a lower role there, in any number', async () => {
    const [owner, heir] = [await person('teacher'), await person('admin')];
    const own = await Promise.all(Array.from({ length: 30 }, () => task(owner)));
    await core.taskStaff.put(own[0]?.id ?? '', heir.id, 'reader');
    assert.equal((await remove(owner.id, heir)).body.taskCount, 30);
    const rolesThere = await Promise.all(own.map(({ id }) => core.taskStaff.roleOf(id, heir.id)));
    assert.deepEqual(new Set(rolesThere), new Set(['owner']));
  });

  it('gets a new account when they come back through a list or a granted URL', async () => {
    const known = { externalId: 'returns', name: 'Ret Urns' };
    const put = async () => {
      await judge.send('PUT /api/v1/groups/ext:returning', { name: 'Returning' });
      return judge.send('PUT /api/v1/groups/ext:returning/members', { members: [known] });
    };
    assert.equal((await put()).status, 200);
    const before = idOf(await judge.send('GET /api/v1/accounts/ext:returns'));
    assert.equal((await remove('ext:returns')).status, 200);
    assertProblem(await judge.send('GET /api/v1/accounts/ext:returns'), 404, 'not-found');
    assert.equal((await put()).body.added, 1);
    const after = idOf(await judge.send('GET /api/v1/accounts/ext:returns'));
    assert.notEqual(after, before);
    assert.equal((await remove('ext:returns')).status, 200);
    const items = [{ taskId: 'ext:none', reader: known }];
    assert.equal((await judge.send('POST /api/v1/granted-urls', { items })).status, 200);
    const granted = idOf(await judge.send('GET /api/v1/accounts/ext:returns'));
    assert.ok(![before, after].includes(granted));
  });
});

describe('an account', () => {
  it('is deleted by admins, not by teachers or its owner, and never the last admin', async () => {
    const [student, teacher] = [await person(), await person('teacher')];
    assertProblem(await remove(student.id, teacher), 403, 'forbidden');
    assertProblem(await remove(student.id, student), 403, 'forbidden');
    const own = await remove(admin.id);
    assertProblem(own, 409, 'conflict');
    assert.equal(own.body.reason, 'own-account');
    const lonely = await openTestApp();
    const [last, heir] = [await lonely.person('admin'), await lonely.person('teacher')];
    await assert.rejects(lonely.core.deleteAccount(last.id, { heir: heir.id }), { code: 'last-admin' });
    assert.equal((await last.send('GET /api/v1/me')).status, 200);
    assertProblem(await remove(judge.id), 404, 'not-found');
  });

  it('of a platform is disabled, enabled and deleted by a key with `sync`, whose owner gets what they had', async () => {
    const reader = await program(['read']);
    const list = { members: [{ externalId: 'by-key', name: 'By Key' }] };
    await judge.send('PUT /api/v1/groups/ext:by-key', { name: 'By key', staff: [{ externalId: 'boss' }] });
    await judge.send('PUT /api/v1/groups/ext:by-key/members', list);
    const set = (disabled: boolean, by = judge) => by.send('PATCH /api/v1/accounts/ext:by-key', { disabled });
    const { body } = await set(true);
    assert.equal(body.disabled, true);
    const items = [{ taskId: 'ext:none', reader: { externalId: 'by-key' } }];
    const granted = await judge.send('POST /api/v1/granted-urls', { items });
    assert.equal(granted.body.items[0].problem.code, 'account-disabled');
    assert.equal((await set(false)).body.disabled, false);
    assertProblem(await set(true, reader), 403, 'insufficient-scope');
    assertProblem(await remove('ext:by-key', reader), 403, 'insufficient-scope');
    assert.equal((await remove('ext:by-key', judge)).status, 200);
    assert.equal((await core.groups.findFor(judge.id, await groupOf('by-key'))).role, 'staff');
  });

  it('cannot be changed by a key otherwise, nor if it is an admin, or of no platform', async () => {
    const [boss, student] = [await person('admin'), await person()];
    await admin.send(`PATCH /api/v1/accounts/${boss.id}`, { externalId: 'head' });
    for (const [who, body] of [
      [boss, { disabled: true }],
      [student, { disabled: true }],
      [boss, { role: 'student' }],
      [student, { role: 'admin' }],
      [student, { disabled: false, name: 'New' }],
      [student, { externalId: 'taken-over' }],
      [student, { emailVerified: true }],
    ] as const) {
      assertProblem(await judge.send(`PATCH /api/v1/accounts/${who.id}`, body), 403, 'forbidden');
    }
    for (const who of [boss, student]) {
      assertProblem(await remove(who.id, judge), 403, 'forbidden');
      assert.equal((await who.send('GET /api/v1/me')).status, 200);
    }
  });
});

const groupOf = async (externalId: string) =>
  (
    await kysely
      .selectFrom('groups')
      .select('id')
      .where('externalId', '=', externalId)
      .executeTakeFirstOrThrow()
  ).id;
