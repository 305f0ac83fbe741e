import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createImportPeople } from '../../src/features/people-import/import-people.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp } from '../support/app.ts';
import { dayMs } from '../support/settable-clock.ts';
import { unguarded } from '../support/unguarded.ts';

const { core, clock, logged, person, program, send } = await openTestApp();
// better-auth uses the real clock to decide when a link expires.
clock.set(Math.floor(Date.now() / 1000) * 1000);
const [admin, teacher] = [await person('admin', 'Admin'), await person('teacher', 'Zażółć Gęślą')];
const now = new Date(clock.nowMs()).toISOString().replace('.000', '');

const list = async (query: string) =>
  (await admin.send(`GET /api/v1/accounts?${query}`)).body.items.map(
    ({ userId }: { userId: string }) => userId,
  );
const create = (account: object) =>
  admin.send('POST /api/v1/accounts', { name: 'Ann Lee', role: 'student', ...account });
const signIn = (email: string, password: string) => send('POST /api/auth/sign-in/email', { email, password });
const setPassword = (setupLink: string, newPassword: string) =>
  send('POST /api/auth/reset-password', {
    token: new URL(setupLink).hash.slice('#token='.length),
    newPassword,
  });

describe('accounts over HTTP', () => {
  it('are shown to admins without a secret', async () => {
    const { status, headers, body } = await admin.send(`GET /api/v1/accounts/${teacher.id}`);
    assert.equal(status, 200);
    const { etag } = headers;
    const { id: userId, email, name } = teacher;
    assert.deepEqual(
      { ...body, createdAt: '' },
      {
        ...{ userId, email, unverifiedEmail: null, emailSource: 'admin', name, role: 'teacher' },
        ...{ disabled: false, externalId: null, createdAt: '', signIn: { state: 'no-link', at: null }, etag },
      },
    );
    assertProblem(
      await admin.send('GET /api/v1/accounts/0198f000-0000-7000-8000-000000000000'),
      404,
      'not-found',
    );
    assertProblem(await teacher.send(`GET /api/v1/accounts/${teacher.id}`), 403, 'forbidden');
  });

  it('are found by a part of the name or address, ignoring case and accents', async () => {
    for (const text of ['zazolc', 'GĘŚLĄ', teacher.email.toUpperCase(), encodeURIComponent('lc ge')]) {
      assert.deepEqual(await list(`text=${text}`), [teacher.id], text);
    }
    assert.deepEqual(await list('text=%25'), []);
    assertProblem(await admin.send('GET /api/v1/accounts?text='), 400, 'request-invalid');
  });

  it('are found beyond the first thousand, one page at a time', async () => {
    const people = Array.from({ length: 1100 }, (_, at) => `name-${at},many-${at}@example.org,student`);
    await createImportPeople(core)(Buffer.from(['name,email,role', ...people].join('\n')));
    const rare = await person('student', 'Needle');
    await core.accounts.change(rare.id, { name: 'Needle many-' });
    const first = await admin.send('GET /api/v1/accounts?text=many-&limit=200');
    assert.equal(first.body.items.length, 200);
    const path = '/api/v1/accounts?text=many-&limit=200';
    const all = await allPages<{ userId: string; email: string }>(admin, path);
    const emails = all.map(({ email }) => email);
    assert.deepEqual(emails, emails.toSorted());
    const found = new Set(all.map(({ userId }) => userId));
    assert.equal(found.size, 1101);
    assert.ok(found.has(rare.id));
  });

  it('are filtered by role and by whether they are disabled; an account without a role is a student', async () => {
    const [student, other] = [await person('student', 'Role test'), await person('teacher', 'Role test')];
    await unguarded(core.database.kysely)
      .updateTable('user')
      .set({ role: null })
      .where('id', '=', student.id)
      .execute();
    await core.accounts.change(other.id, { disabled: true });
    assert.deepEqual(await list('text=role%20test&role=student'), [student.id]);
    assert.deepEqual(await list('text=role%20test&role=teacher'), [other.id]);
    assert.deepEqual(await list('text=role%20test&disabled=true'), [other.id]);
    assert.deepEqual(await list('text=role%20test&disabled=false'), [student.id]);
    assert.deepEqual(await list('role=admin'), [admin.id]);
    assertProblem(await admin.send('GET /api/v1/accounts?role=owner'), 400, 'request-invalid');
  });
});

describe('a new account over HTTP', () => {
  it('has no password, and a one-time link that sets one and is not logged', async () => {
    const { status, headers, body } = await create({
      email: 'New@Example.org',
      name: ' Ann Lee ',
      role: 'teacher',
    });
    assert.equal(status, 201);
    const { userId, setupLink, setupLinkExpiresAt, ...rest } = body;
    assert.match(userId, /^[\da-f]{8}-[\da-f]{4}-7/); // a UUIDv7, RFC 9562 §5.7
    assert.deepEqual(rest, {
      email: 'new@example.org',
      unverifiedEmail: null,
      emailSource: 'admin',
      name: 'Ann Lee',
      role: 'teacher',
      disabled: false,
      externalId: null,
      createdAt: now,
      signIn: { state: 'link-unused', at: now },
      etag: headers.etag,
    });
    assert.equal(Date.parse(setupLinkExpiresAt), clock.nowMs() + 7 * dayMs);
    assertProblem(await signIn(rest.email, 'correct horse battery'), 401, 'credentials-invalid');
    assert.equal((await setPassword(setupLink, 'correct horse battery')).status, 204);
    assert.equal((await signIn(rest.email, 'correct horse battery')).status, 200);
    assert.notEqual((await setPassword(setupLink, 'another password')).status, 204);
    const token = new URL(setupLink).hash.slice('#token='.length);
    assert.ok(!logged.some((line) => line.includes(token)));
  });

  it('shows whether its link is unused, expired or used', async () => {
    const email = 'progress@example.org';
    const { body: made } = await create({ email });
    const read = async () => {
      const { body } = await admin.send(`GET /api/v1/accounts?text=${email}`);
      const [{ signIn: listed }] = body.items;
      assert.deepEqual((await admin.send(`GET /api/v1/accounts/${made.userId}`)).body.signIn, listed);
      return listed;
    };
    assert.deepEqual(made.signIn, { state: 'link-unused', at: isoTime(clock.nowMs()) });
    assert.deepEqual(await read(), made.signIn);
    const beganMs = clock.nowMs();
    clock.set(Date.parse(made.setupLinkExpiresAt));
    await core.pruneSessions(clock.nowMs());
    assert.deepEqual(await read(), { state: 'link-expired', at: made.setupLinkExpiresAt });
    clock.set(beganMs);

    assert.equal((await setPassword(made.setupLink, 'correct horse battery')).status, 204);
    assert.deepEqual(await read(), { state: 'signs-in', at: null });
    assert.equal((await signIn(email, 'correct horse battery')).status, 200);
    const { state, at } = await read();
    assert.equal(state, 'signs-in');
    assert.ok(Math.abs(Date.parse(at) - Date.now()) < dayMs, at);
  });

  it('is a conflict for an address that is taken, and refused for an invalid name', async () => {
    assertProblem(await create({ email: teacher.email.toUpperCase() }), 409, 'conflict');
    for (const wrong of [{ name: ' ' }, { email: 'x' }, { role: 'owner' }, { password: 'correct horse' }]) {
      assertProblem(await create({ email: 'wrong@example.org', ...wrong }), 400, 'request-invalid');
    }
    assert.deepEqual(await core.accounts.findByEmails(['wrong@example.org']), { found: [], unverified: [] });
  });

  it('gets no link while its address is unverified, until an admin confirms the address', async () => {
    const { body: reader } = await (await program()).send('POST /api/v1/granted-urls', {
      items: [{ taskId: 'ext:none', reader: { externalId: 'unverified', email: 'un@example.org' } }],
    });
    assert.equal(reader.items[0].problem.code, 'not-found');
    const path = `/api/v1/accounts/${encodeURIComponent('ext:unverified')}`;
    const { body } = await admin.send(`GET ${path}`);
    assert.partialDeepStrictEqual(body, {
      email: null,
      unverifiedEmail: 'un@example.org',
      emailSource: 'platform',
    });
    const refused = await admin.send(`POST ${path}/setup-link`);
    assertProblem(refused, 409, 'conflict');
    assert.equal(refused.body.reason, 'email-unverified');
    const confirmed = await admin.send(`PATCH ${path}`, { emailVerified: true });
    assert.partialDeepStrictEqual(confirmed.body, {
      email: 'un@example.org',
      unverifiedEmail: null,
      emailSource: 'admin',
    });
    assert.equal((await admin.send(`POST ${path}/setup-link`)).status, 200);
    assertProblem(await admin.send(`PATCH ${path}`, { emailVerified: false }), 400, 'request-invalid');
  });

  it('gets another link, which invalidates the one before', async () => {
    const { body: first } = await create({ email: 'twice@example.org' });
    const { status, body } = await admin.send(`POST /api/v1/accounts/${first.userId}/setup-link`);
    assert.equal(status, 200);
    assert.equal(body.userId, first.userId);
    assert.notEqual((await setPassword(first.setupLink, 'correct horse battery')).status, 204);
    assert.equal((await setPassword(body.setupLink, 'correct horse battery')).status, 204);
    assertProblem(
      await admin.send('POST /api/v1/accounts/0198f000-0000-7000-8000-000000000000/setup-link'),
      404,
      'not-found',
    );
  });
});

describe('POST /api/v1/setup-links', () => {
  const renew = (emails: ReadonlyArray<string>) => admin.send('POST /api/v1/setup-links', { emails });
  const reply = (emails: ReadonlyArray<string>) => renew(emails).then(({ body }) => body);

  it('gives new links to everyone without a password, and invalidates earlier ones', async () => {
    const list = Buffer.from('name,email\nAnn Lee,lost-1@example.org\nEve Roe,lost-2@example.org');
    const { rows } = await createImportPeople(core)(list);
    const { status, body } = await renew(['Lost-2@example.org', 'lost-1@example.org', 'lost-2@example.org']);
    assert.equal(status, 200);
    assert.equal(Date.parse(body.setupLinksExpireAt), clock.nowMs() + 7 * dayMs);
    assert.deepEqual(
      body.items.map(({ email, name }: { email: string; name: string }) => [email, name]),
      [
        ['lost-2@example.org', 'Eve Roe'],
        ['lost-1@example.org', 'Ann Lee'],
      ],
    );
    for (const { setupLink } of rows) {
      assert.notEqual((await setPassword(String(setupLink), 'correct horse battery')).status, 204);
    }
    assert.equal((await setPassword(body.items[0].setupLink, 'correct horse battery')).status, 204);
    assert.equal((await signIn('lost-2@example.org', 'correct horse battery')).status, 200);
    const token = new URL(body.items[1].setupLink).hash.slice('#token='.length);
    assert.ok(!logged.some((line) => line.includes(token)));
  });

  it('skips and leaves unchanged accounts that can sign in, are disabled or do not exist', async () => {
    const { body: disabled } = await create({ email: 'skip-disabled@example.org' });
    await core.accounts.change(disabled.userId, { disabled: true });
    const { body: known } = await create({ email: 'skip-known@example.org' });
    await setPassword(known.setupLink, 'correct horse battery');
    const { body: forgotten } = await admin.send(`POST /api/v1/accounts/${known.userId}/setup-link`);
    const emails = ['skip-disabled@example.org', 'skip-known@example.org', 'skip-nobody@example.org'];
    assert.deepEqual(await reply(emails), {
      setupLinksExpireAt: null,
      items: [],
      skipped: [
        { email: emails[0], reason: 'disabled' },
        { email: emails[1], reason: 'signs-in' },
        { email: emails[2], reason: 'unknown' },
      ],
    });
    assert.equal((await setPassword(forgotten.setupLink, 'another password')).status, 204);
  });

  it('accepts as many accounts as an import does', async () => {
    const people = Array.from({ length: 5001 }, (_, at) => `nobody-${at}@example.org`);
    assert.equal((await reply(people.slice(1))).skipped.length, 5000);
    assertProblem(await renew(people), 400, 'request-invalid');
    assertProblem(await renew([]), 400, 'request-invalid');
  });
});

describe('PATCH /api/v1/accounts/{userId}', () => {
  const patch = (userId: string, changes: object) => admin.send(`PATCH /api/v1/accounts/${userId}`, changes);

  it('changes name and role, and leaves the rest unchanged', async () => {
    const somebody = await person();
    const before = (await admin.send(`GET /api/v1/accounts/${somebody.id}`)).body;
    const { headers, body } = await patch(somebody.id, { name: ' New name ' });
    assert.deepEqual(body, { ...before, name: 'New name', etag: headers.etag });
    assert.equal((await patch(somebody.id, { role: 'teacher' })).body.role, 'teacher');
    assert.equal((await somebody.send('GET /api/v1/me')).body.role, 'teacher');
    for (const wrong of [{}, { name: 'a\nb' }, { email: 'a@example.org' }, { disabled: 'yes' }]) {
      assertProblem(await patch(somebody.id, wrong), 400, 'request-invalid');
    }
    assertProblem(await patch('0198f000-0000-7000-8000-000000000000', { name: 'A' }), 404, 'not-found');
  });

  it('lets admins change their own name and other admins, but not disable or demote themselves', async () => {
    for (const changes of [{ disabled: true }, { role: 'teacher' }, { name: 'B', role: 'student' }]) {
      assertProblem(await patch(admin.id, changes), 409, 'conflict');
    }
    assert.equal((await patch(admin.id, { name: 'A', role: 'admin', disabled: false })).status, 200);
    const other = await person('admin');
    assert.equal((await patch(other.id, { role: 'student' })).body.role, 'student');
  });
});
