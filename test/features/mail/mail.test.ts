import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openSender } from '../../../src/features/mail/feature.ts';
import { startSmtp } from '../../servers/smtp.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { dayMs, hourMs } from '../../support/settable-clock.ts';
import { issuerKey, signToken, trusting } from '../../support/tokens.ts';

const smtp = await startSmtp();
const mail = {
  LECTERN_TRUSTED_PROXIES: '127.0.0.1',
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  MAIL_FROM: 'School <lectern@example.org>',
};
const { core, clock, send, person, program: newProgram, logged } = await openTestApp(mail);
clock.set(Date.now()); // better-auth uses the real clock
const without = await openTestApp({ LECTERN_CONTACT: 'help@example.org' });
let asking = 0;

/** Each request from another address, because limits are tested separately. */
const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${++asking}` });
const ask = (email: string, headers = {}, of = send) =>
  of('POST /api/auth/forgot-password', { email }, { ...headers, ...elsewhere() });
/** The mails since the last call. */
const arrived = async (at = core) => {
  await (await openSender(at))?.();
  return smtp.arrived.splice(0);
};
type Mails = Awaited<ReturnType<typeof arrived>>;
const recipients = (mails: Mails) => mails.map(({ to }) => to[0]).toSorted();
const subjects = (mails: Mails) => mails.map(({ parsed }) => parsed.subject);
const tokenIn = (text = '') => /set-password#token=([\w-]+)/.exec(text)?.[1] ?? '';
const setPassword = (token: string, of = send) =>
  of('POST /api/auth/reset-password', { token, newPassword: 'correct horse' });
const seeLink = (token: string) => send('POST /api/auth/set-link', { token });
const rowsIn = (at = core) => at.database.kysely.selectFrom('mails').selectAll().execute();

describe('a person who has forgotten the password', () => {
  it('gets a link that sets a new one, once, within an hour, and a notice of it', async () => {
    const ann = await person();
    const asked = await ask(ann.email.toUpperCase(), { 'accept-language': 'pl' });
    assert.deepEqual([asked.status, asked.text], [204, '']);
    const [forgotten, ...others] = await arrived();
    assert.deepEqual([forgotten?.to, others], [[ann.email], []]);
    assert.equal(forgotten?.parsed.subject, 'Nowe hasło: School');
    const token = tokenIn(forgotten?.parsed.text);
    assert.equal((await setPassword(token)).status, 204);
    assertProblem(await setPassword(token), 400, 'auth-refused');
    assert.equal((await ann.send('GET /api/v1/me')).status, 401, 'sessions end');
    const credentials = { email: ann.email, password: 'correct horse' };
    assert.equal((await send('POST /api/auth/sign-in/email', credentials)).status, 200);
    const notices = await arrived();
    assert.deepEqual(recipients(notices), [ann.email]);
    assert.deepEqual(subjects(notices), ['Your password for School was changed']);
  });

  it('has only the link of the last hour, and earlier ones end once one was used', async () => {
    const { email } = await person();
    for (let time = 0; time < 3; time += 1) await ask(email);
    const tokens = (await arrived()).map(({ parsed }) => tokenIn(parsed.text));
    assert.equal(new Set(tokens).size, 3);
    const [first = '', second = '', third = ''] = tokens;
    assert.equal((await setPassword(second)).status, 204);
    for (const token of [first, third]) assertProblem(await setPassword(token), 400, 'auth-refused');
    const late = await person();
    await ask(late.email);
    const [, { parsed } = {}] = await arrived();
    const token = tokenIn(parsed?.text);
    assert.equal((await seeLink(token)).status, 200);
    clock.advance(hourMs);
    assertProblem(await seeLink(token), 400, 'auth-refused');
  });

  it('learns nothing of who has an account: the same answer, the same work, and no mail', async () => {
    const disabled = await person();
    await core.accounts.disable(disabled.email);
    const program = await newProgram(['sync']);
    const provided = await person();
    await core.database.kysely
      .insertInto('account')
      .values({
        ...{ id: 'at-provider', userId: provided.id, accountId: 'a', providerId: 'oidc', password: null },
        ...{ createdAt: '2026-11-24T12:00:00Z', updatedAt: '2026-11-24T12:00:00Z' },
      })
      .execute();
    const known = await person();
    const before = (await rowsIn()).length;
    const replies = [];
    const others = [disabled.email, provided.email, 'nobody@example.org', `${program.id}@a.example`];
    for (const email of [known.email, ...others]) {
      const { status, text, headers } = await ask(email);
      const { date, 'x-request-id': id, ...others } = headers;
      replies.push({ status, text, others });
    }
    for (const reply of replies) assert.deepEqual(reply, replies[0]);
    assert.equal((await rowsIn()).length, before + replies.length, 'each writes one row');
    assert.deepEqual(recipients(await arrived()), [known.email]);
  });

  it("gets no link because of a platform's claim of an address, until the address was proved here", async () => {
    const key = issuerKey('ES256');
    const beside = await openTestApp({ ...mail, ...trusting(key) });
    beside.clock.set(Date.now());
    const emails = ['ada@platform.example', 'bob@platform.example'] as const;
    const askAll = async () => {
      for (const email of emails) assert.equal((await ask(email, {}, beside.send)).status, 204);
      return arrived(beside.core);
    };
    const exp = Math.floor(beside.clock.nowMs() / 1000) + 600;
    const token = signToken(key, { sub: 'ada', exp, email: emails[0], email_verified: true });
    const me = await beside.send('GET /api/v1/me', undefined, { authorization: `Bearer ${token}` });
    assert.equal(me.body.email, emails[0]);
    const program = await beside.program(['sync']);
    await program.send('PUT /api/v1/groups/ext%3Aalgo', { name: 'Algorithms' });
    const members = [{ externalId: 'bob', email: emails[1], emailVerified: true }];
    assert.equal((await program.send('PUT /api/v1/groups/ext%3Aalgo/members', { members })).status, 200);
    assert.deepEqual(await askAll(), []);

    const admin = await beside.person('admin');
    await admin.send('POST /api/v1/setup-links', { emails, invite: true });
    const invitations = await arrived(beside.core);
    assert.deepEqual(recipients(invitations), emails);
    for (const { parsed } of invitations) {
      assert.equal((await setPassword(tokenIn(parsed.text), beside.send)).status, 204);
    }
    const links = (await askAll()).filter(({ parsed }) => tokenIn(parsed.text) !== '');
    assert.deepEqual(recipients(links), emails);
  });

  it('gets at most three mails an hour, from however many places they are requested', async () => {
    const { email } = await person();
    for (let time = 0; time < 5; time += 1) assert.equal((await ask(email)).status, 204);
    assert.equal((await arrived()).length, 3);
    clock.advance(hourMs);
    await ask(email);
    assert.equal((await arrived()).length, 1);
  });

  it('has to wait after five times from one place, with an account or without', async () => {
    for (const email of [(await person()).email, 'nobody@example.net']) {
      const statuses = [];
      for (let time = 0; time < 7; time += 1) {
        statuses.push((await send('POST /api/auth/forgot-password', { email })).status);
      }
      assert.deepEqual(statuses, [204, 204, 204, 204, 204, 429, 429], email);
    }
    clock.advance(dayMs);
    await core.mailQueue.prune(clock.nowMs() + dayMs);
  });
});

describe('a person who changes a password', () => {
  it('gets a notice by e-mail, and links that would set another one end', async () => {
    const email = 'changer@example.org';
    const password = 'correct horse';
    const { id } = await core.newAccounts.create({ email, name: 'Ann', role: 'student', password });
    const { url } = await core.setupLinks.create(id);
    const { token } = (await send('POST /api/auth/sign-in/email', { email, password })).body;
    const changed = await send(
      'POST /api/auth/change-password',
      { currentPassword: password, newPassword: 'battery staple' },
      { authorization: `Bearer ${token}`, 'accept-language': 'pl,en;q=0.5' },
    );
    assert.equal(changed.status, 200);
    const notices = await arrived();
    assert.deepEqual([recipients(notices), subjects(notices)], [[email], ['Zmieniono hasło: School']]);
    assertProblem(await seeLink(tokenIn(url)), 400, 'auth-refused');
    assert.ok(!logged.join().includes(email));
  });

  it('through an operator gets one too, but not where no e-mail is sent', async () => {
    const { email } = await person();
    await core.resetPassword(email, 'battery staple');
    assert.deepEqual(recipients(await arrived()), [email]);
    const other = await without.person();
    await without.core.resetPassword(other.email, 'battery staple');
    assert.deepEqual(await rowsIn(without.core), []);
  });
});

describe('invitations', async () => {
  const { send: sendAsAdmin } = await person('admin');
  const importPeople = (names: ReadonlyArray<string>, headers = {}) => {
    const csv = `name,email\n${names.map((name) => `${name},${name}@example.org\n`).join('')}`;
    return sendAsAdmin('POST /api/v1/people-import?invite=true', { csv }, headers);
  };

  it("go to new people of a list, once, in the importer's language, instead of the links", async () => {
    const headers = { 'accept-language': 'pl', 'idempotency-key': 'an-import' };
    const { body } = await importPeople(['ola', 'jan'], headers);
    assert.deepEqual([body.invited, body.setupLinksExpireAt], [2, null]);
    assert.ok(body.rows.every(({ setupLink }: { setupLink: unknown }) => setupLink === null));
    await importPeople(['ola', 'jan'], headers);
    const mails = await arrived();
    assert.deepEqual(recipients(mails), ['jan@example.org', 'ola@example.org']);
    for (const { parsed, to } of mails) {
      assert.equal(parsed.subject, 'Twoje konto: School');
      assert.equal((await seeLink(tokenIn(parsed.text))).body.email, to[0]);
    }
  });

  it('go again to people without a password, at most three times an hour; earlier links end', async () => {
    await importPeople(['ela']);
    await arrived();
    const emails = ['ela@example.org', 'nobody@example.org', (await person()).email];
    const { url } = await core.setupLinks.create((await core.accounts.findByEmail('ela@example.org')).id);
    const invite = async () => (await sendAsAdmin('POST /api/v1/setup-links', { emails, invite: true })).body;
    const { items, ...others } = await invite();
    const invited = ['ela@example.org', emails[2]].map((email) => ({ email, setupLink: null }));
    assert.partialDeepStrictEqual([items, items.length], [invited, 2]);
    const skipped = [{ email: 'nobody@example.org', reason: 'unknown' }];
    assert.partialDeepStrictEqual(others, { skipped, setupLinksExpireAt: null });
    assertProblem(await seeLink(tokenIn(url)), 400, 'auth-refused');
    await invite();
    assert.equal((await arrived()).length, 2, 'the last invitation of each');
    const recently = { email: 'ela@example.org', reason: 'invited-recently' };
    assert.deepEqual((await invite()).skipped.at(-1), recently);
    assert.equal((await arrived()).length, 1);
  });

  it('do not go to people who have set a password before they are sent', async () => {
    await importPeople(['quick']);
    const { id } = await core.accounts.findByEmail('quick@example.org');
    await setPassword(tokenIn((await core.setupLinks.add(id, hourMs)).url));
    assert.deepEqual(subjects(await arrived()), ['Your password for School was changed']);
  });
});

describe('a Lectern that sends no e-mail', () => {
  it('says whom to ask for a new password, invites no one, and changes nothing', async () => {
    const { send: sendAsAdmin } = await without.person('admin');
    const csv = 'name,email\nann,ann@example.org\n';
    const invited = { emails: ['a@example.org'], invite: true };
    const forgotten = await without.send('POST /api/auth/forgot-password', { email: 'ann@example.org' });
    assert.match(forgotten.body.detail, /Ask help@example\.org/);
    for (const reply of [
      forgotten,
      await sendAsAdmin('POST /api/v1/people-import?invite=true', { csv }),
      await sendAsAdmin('POST /api/v1/setup-links', invited),
    ]) {
      assertProblem(reply, 403, 'switched-off');
    }
    await assert.rejects(without.core.accounts.findByEmail('ann@example.org'), { code: 'not-found' });
    assert.equal((await without.send('GET /api/v1/settings')).body.mail, 'off');
    assert.equal((await send('GET /api/v1/settings')).body.mail, 'on');
  });
});

describe('signing up where e-mail is sent', async () => {
  const open = await openTestApp({ ...mail, LECTERN_SIGN_UP: 'open' });
  open.clock.set(Date.now());
  const teacher = await open.person('teacher');
  const mailsOf = () => arrived(open.core);
  const signUp = (email: string, headers = {}) =>
    open.send('POST /api/auth/sign-up/email', { email, name: 'Ann' }, { ...headers, ...elsewhere() });
  const signIn = (email: string, password: string) =>
    open.send('POST /api/auth/sign-in/email', { email, password });

  // Discards mails of earlier tests, in any order.
  beforeEach(async () => {
    await mailsOf();
  });

  it('sends a link that sets the password, and verifies the address', async () => {
    const email = 'ann@new.example';
    const asked = await signUp(email, { 'accept-language': 'pl' });
    assert.deepEqual([asked.status, asked.text, asked.headers['set-cookie']], [204, '', undefined]);
    const group = await open.core.groups.create({ name: 'Class' }, teacher.id);
    const add = async () =>
      (await teacher.send(`POST /api/v1/groups/${group.id}/members`, { emails: [email] })).body;
    assert.partialDeepStrictEqual(await add(), { added: 0, unknown: [], unverified: [email] });
    const [sent, ...others] = await mailsOf();
    assert.deepEqual([sent?.to, others], [[email], []]);
    assert.equal(sent?.parsed.subject, 'Dokończ zakładanie konta: School');
    assert.equal((await setPassword(tokenIn(sent?.parsed.text), open.send)).status, 204);
    const { body } = await signIn(email, 'correct horse');
    const me = await open.send('GET /api/v1/me', undefined, { authorization: `Bearer ${body.token}` });
    assert.partialDeepStrictEqual(me.body, { name: 'Ann', email, unverifiedEmail: null, role: 'student' });
    assert.partialDeepStrictEqual(await add(), { added: 1, unverified: [] });
  });

  it('answers the same for an address that has an account, whose owner gets a link to set a new password', async () => {
    const known = await signUp(teacher.email);
    const unknown = await signUp('bob@new.example');
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
    const sent = (await mailsOf()).map(({ to, parsed }) => [to[0], parsed.subject]);
    assert.deepEqual(Object.fromEntries(sent), {
      [teacher.email]: 'New password for School',
      'bob@new.example': 'Finish signing up at School',
    });
  });

  it('ends the sessions and links that an account had before its address was verified', async () => {
    const email = 'eve@new.example';
    await signUp(email);
    const { id } = await open.core.accounts.findByEmail(email, 'anybody');
    const session = { authorization: `Bearer ${await open.session(id)}` };
    const link = await open.send('PUT /api/v1/me/calendar-link', { language: 'en' }, session);
    const [sent] = await mailsOf();
    await setPassword(tokenIn(sent?.parsed.text), open.send);
    assertProblem(await open.send('GET /api/v1/me', undefined, session), 401, 'unauthenticated');
    const { pathname, search } = new URL(link.body.url);
    assertProblem(await open.send(`GET ${pathname}${search}`), 404, 'not-found');
    assert.equal((await signIn(email, 'correct horse')).status, 200);
  });

  it('sends nothing to an address that only a platform has claimed, because its owner knows nothing of the account', async () => {
    const program = await open.program();
    const group = await open.core.groups.create({ name: 'Of the platform' }, teacher.id);
    const members = [{ externalId: 'mallory', email: 'owner@new.example' }];
    assert.equal((await program.send(`PUT /api/v1/groups/${group.id}/members`, { members })).status, 200);
    await ask('owner@new.example', {}, open.send);
    await signUp('owner@new.example');
    assert.deepEqual(recipients(await mailsOf()), []);
  });
});
