import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { dayMs, minuteMs } from '../../support/settable-clock.ts';
import { onSqliteAlone } from '../../support/stand-still.ts';

const ada = { name: 'Ada Admin', email: 'ada@example.org', password: 'correct horse battery' };
const usedUp = { code: 'auth-refused', facts: { reason: 'invalid-token' } };

/** The token of a link that a server prints when it starts. */
async function offered({ core }: TestApp): Promise<string> {
  const link = await core.firstAdmin.offerLink();
  assert.ok(link !== undefined && link !== 'printed-already');
  return tokenOf(link);
}
const tokenOf = ({ url }: { url: string }) => new URL(url).hash.replace('#token=', '');

describe('the link for the first admin', () => {
  it('creates one admin, once, and is stored only as a hash', async () => {
    const app = await openTestApp({ LECTERN_PUBLIC_URL: 'https://lectern.example.org' });
    const { firstAdmin, database, accounts } = app.core;
    assert.equal(await firstAdmin.hasAccounts(), false);
    const { url, expiresAtMs } = await firstAdmin.createLink();
    assert.match(url, /^https:\/\/lectern\.example\.org\/welcome#token=[\w-]{43}$/);
    assert.equal(expiresAtMs, app.clock.nowMs() + dayMs);
    const token = tokenOf({ url });
    const stored = JSON.stringify(await database.kysely.selectFrom('verification').selectAll().execute());
    assert.ok(!stored.includes(token), stored);

    for (const wrong of [{ name: ' ' }, { email: 'ada' }, { password: '1234567' }]) {
      await assert.rejects(firstAdmin.create({ ...ada, ...wrong, token }), { code: 'request-invalid' });
    }
    const atOnce = await Promise.allSettled(
      ['ada@example.org', 'eve@example.org'].map((email) => firstAdmin.create({ ...ada, email, token })),
    );
    const made = atOnce.flatMap((each) => (each.status === 'fulfilled' ? [each.value.role] : []));
    assert.deepEqual(made, ['admin']);
    await assert.rejects(firstAdmin.create({ ...ada, email: 'bob@example.org', token }), usedUp);
    assert.equal(await accounts.count(), 1);
    assert.equal(await firstAdmin.hasAccounts(), true);
    assert.equal(await firstAdmin.offerLink(), undefined);
    await assert.rejects(firstAdmin.createLink(), /already has accounts/);
  });

  it('is offered once to concurrent calls, and ends after a day, with a newer link, or with any account', async () => {
    const app = await openTestApp();
    const { firstAdmin } = app.core;
    const links = await Promise.all([1, 2, 3].map(() => firstAdmin.offerLink()));
    assert.equal(links.filter((link) => link === 'printed-already').length, 2);
    app.clock.advance(minuteMs);
    const late = await offered(app);
    app.clock.advance(dayMs);
    await assert.rejects(firstAdmin.create({ ...ada, token: late }), usedUp);

    const replaced = await offered(app);
    const token = tokenOf(await firstAdmin.createLink());
    await assert.rejects(firstAdmin.create({ ...ada, token: replaced }), usedUp);

    await app.person('student');
    await assert.rejects(firstAdmin.create({ ...ada, token }), usedUp);
  });
});

describe('POST /api/v1/first-admin', () => {
  it('creates the admin and signs in, and afterwards answers as for a used link', async () => {
    const app = await openTestApp();
    const { send } = app;
    const settings = async () => (await send('GET /api/v1/settings')).body;
    assert.equal((await settings()).hasAccounts, false);
    const token = await offered(app);
    const unknown = await send('POST /api/v1/first-admin', { ...ada, token: 'no-such-token' });
    assert.deepEqual([unknown.status, unknown.body.reason], [400, 'invalid-token']);

    const made = await send('POST /api/v1/first-admin', { ...ada, token });
    assert.equal(made.status, 200, made.text);
    const [session = ''] = [made.headers['set-cookie'] ?? []].flat();
    const me = await send('GET /api/v1/me', undefined, { cookie: session.replace(/;.*/, '') });
    assert.partialDeepStrictEqual(me.body, { email: ada.email, role: 'admin' });
    assert.equal((await settings()).hasAccounts, true);

    const used = await send('POST /api/v1/first-admin', { ...ada, token });
    const { requestId: _, ...told } = unknown.body;
    assert.partialDeepStrictEqual(used.body, told);
    assert.ok(!app.logged.join('').includes(token));
  });

  it('is limited as signing in is', onSqliteAlone, async () => {
    const { send } = await openTestApp();
    const guess = () => send('POST /api/v1/first-admin', { ...ada, token: 'guess' });
    const statuses: Array<number> = [];
    while (statuses.at(-1) !== 429 && statuses.length < 600) statuses.push((await guess()).status);
    assert.equal(statuses.length, 501); // the limit of docs/limits.md
  });

  it('is switched off where passwords are', async () => {
    const app = await openTestApp({
      LECTERN_PASSWORD_SIGN_IN: 'off',
      OIDC_ISSUER: 'https://id.example.org',
      OIDC_CLIENT_ID: 'lectern',
      OIDC_CLIENT_SECRET: 's3cret-key',
    });
    const { body } = await app.send('POST /api/v1/first-admin', { ...ada, token: 'any' });
    assert.equal(body.code, 'switched-off');
  });
});
