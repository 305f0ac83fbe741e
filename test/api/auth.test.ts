import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { LecternError } from '../../src/lib/errors.ts';
import { assertProblem, openTestApp, type Reply } from '../support/app.ts';
import { letTimeStandStill, onSqliteAlone } from '../support/stand-still.ts';

const { app, core, send, person } = await openTestApp();
const open = await openTestApp({
  LECTERN_SIGN_UP: 'open',
  LECTERN_PUBLIC_URL: 'https://lectern.example.org',
});
const password = 'correct horse battery';
let accountsMade = 0;

/** An account with a password, which takes the time of one hash. */
async function newAccount(role: 'student' | 'admin' = 'student'): Promise<string> {
  const email = `account-${++accountsMade}@example.org`;
  await core.newAccounts.create({ email, name: 'Ann', role, password });
  return email;
}
const signIn = (email: string, tried = password) =>
  send('POST /api/auth/sign-in/email', { email, password: tried });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookiesOf = ({ headers }: Reply) => [headers['set-cookie'] ?? []].flat();
const statusOfMe = async (headers: Record<string, string>) =>
  (await send('GET /api/v1/me', undefined, headers)).status;

const email = await newAccount();
await open.core.newAccounts.create({ email, name: 'Ann', role: 'student', password });

describe('signing in', () => {
  it('returns a token for `Authorization: Bearer`, and a cookie', async () => {
    const signedIn = await signIn(email);
    assert.equal(signedIn.status, 200);
    assert.equal(signedIn.body.email, email);
    const me = await send('GET /api/v1/me', undefined, bearer(signedIn.body.token));
    assert.deepEqual(me.body, {
      userId: signedIn.body.userId,
      externalId: null,
      name: 'Ann',
      email,
      unverifiedEmail: null,
      role: 'student',
    });
    const [cookie = ''] = cookiesOf(signedIn);
    assert.equal(await statusOfMe({ cookie: cookie.split(';')[0] ?? '' }), 200);
    assert.equal(await statusOfMe(bearer(String(signedIn.headers['set-auth-token']))), 200);
  });

  it('ignores the case of the address', async () => {
    assert.equal((await signIn(email.toUpperCase())).status, 200);
  });

  it('sets an HttpOnly cookie with SameSite=Lax, and Secure on https (RFC 6265bis §5.6)', async () => {
    const [local = ''] = cookiesOf(await signIn(email));
    assert.match(local, /^lectern\.session_token=/);
    assert.match(local, /; HttpOnly/i);
    assert.match(local, /; SameSite=Lax/i);
    assert.match(local, /; Path=\//i);
    assert.doesNotMatch(local, /; Secure/i);

    const credentials = { email, password };
    const [secure = ''] = cookiesOf(await open.send('POST /api/auth/sign-in/email', credentials));
    assert.match(secure, /^__Host-lectern\.session_token=/);
    assert.match(secure, /; Secure/i);
    assert.match(secure, /; Path=\/(;|$)/i);
    assert.doesNotMatch(secure, /; Domain=/i);
    const cookie = secure.split(';')[0] ?? '';
    assert.equal((await open.send('GET /api/v1/me', undefined, { cookie })).status, 200);
  });

  it('is refused with the same message for a wrong password and an unknown address', async () => {
    const [wrong, unknown] = [await signIn(email, 'wrong'), await signIn('nobody@example.org')];
    for (const refused of [wrong, unknown]) assertProblem(refused, 401, 'credentials-invalid');
    assert.deepEqual({ ...wrong.body, requestId: '' }, { ...unknown.body, requestId: '' });
    assert.deepEqual(cookiesOf(wrong), []);
  });

  it('is refused for a disabled account', async () => {
    const disabled = await newAccount();
    await core.accounts.disable(disabled);
    assertProblem(await signIn(disabled), 403, 'account-disabled');
    assertProblem(await signIn(disabled, 'wrong'), 401, 'credentials-invalid');
  });

  it('is refused with 503 and a time to retry while too many passwords wait to be checked', async () => {
    const busy = await openTestApp();
    const { password: hashing } = await (await busy.core.auth()).$context;
    const facts = { retryAfterSeconds: 7 };
    hashing.hash = () => Promise.reject(new LecternError('overloaded', 'Try again.', { facts }));
    const refused = await busy.send('POST /api/auth/sign-in/email', { email, password });
    assertProblem(refused, 503, 'overloaded');
    assert.equal(refused.headers['retry-after'], '7');
  });
});

describe('signing in after ten failures', onSqliteAlone, () => {
  letTimeStandStill();

  it('is limited however its path is spelled', async () => {
    // Injected requests have a normalized path, so this one uses a socket.
    await app.api.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.api.server.address() as AddressInfo;
    const limitedEmail = await newAccount();
    await Promise.all(Array.from({ length: 10 }, () => signIn(limitedEmail, 'wrong')));
    const statuses: Record<string, number> = {};
    for (const path of [
      '/api/auth/sign-in/email',
      '/api/auth/sign-in/email/',
      '/api/auth/sign-in//email',
      '/api/auth/sign-in/%65mail',
      '/api/auth/./sign-in/email',
      '/api/auth/x/../sign-in/email',
      '/api/auth/x/%2e%2e/sign-in/email',
      '/api/auth/sign-in\\email',
      '/api/auth/x\\..\\sign-in\\email',
      '/api/auth/sign-in/email;a',
      '/api/auth/sign-in/email?a=b',
    ]) {
      const sent = request({ port, path, method: 'POST', headers: { 'content-type': 'application/json' } });
      sent.end(JSON.stringify({ email: limitedEmail, password }));
      const [{ statusCode }] = await once(sent, 'response').catch(() => [{ statusCode: 400 }]);
      statuses[path] = statusCode;
    }
    const passed = Object.entries(statuses).filter(([, status]) => status === 200);
    assert.deepEqual(passed, []);
    assert.equal(statuses['/api/auth/sign-in/email'], 429);
  });
});

describe('a session', () => {
  it('ends when its owner signs out, for cookie and token, from the next request', async () => {
    for (const via of ['bearer', 'cookie'] as const) {
      const signedIn = await signIn(email);
      const [cookie = ''] = (cookiesOf(signedIn)[0] ?? '').split(';');
      const [token, other] = [bearer(signedIn.body.token), { cookie }];
      const signOut = await send('POST /api/auth/sign-out', {}, via === 'bearer' ? token : other);
      assert.deepEqual([signOut.status, signOut.body], [200, { providerSignOutUrl: null }]);
      for (const headers of [token, other]) assert.equal(await statusOfMe(headers), 401);
    }
  });

  it('can change the password with the old one, and end all other sessions', async () => {
    const target = await newAccount();
    const [here, there] = [await signIn(target), await signIn(target)].map(({ body }) => bearer(body.token));
    const change = (currentPassword: string, newPassword = 'a new password') =>
      send(
        'POST /api/auth/change-password',
        { currentPassword, newPassword, revokeOtherSessions: true },
        here,
      );
    const wrong = await change('wrong');
    assertProblem(wrong, 400, 'auth-refused');
    assert.equal(wrong.body.reason, 'invalid-password');
    assertProblem(await change(password, 'short'), 400, 'auth-refused');
    assert.equal((await change(password)).status, 200);
    assert.equal(await statusOfMe(there ?? {}), 401);
    assertProblem(await signIn(target), 401, 'credentials-invalid');
    assert.equal((await signIn(target, 'a new password')).status, 200);
  });
});

describe('a request with two session cookies', () => {
  it('has no session, because another site may have set one of them', async () => {
    const [mine, theirs] = [await person(), await person()];
    const name = 'lectern.session_token';
    for (const [first, second] of [
      [mine, theirs],
      [theirs, mine],
    ] as const) {
      const cookie = `${name}=${first.token}; theme=dark; ${name}=${second.token}`;
      assert.equal(await statusOfMe({ cookie }), 401);
      await send('POST /api/auth/sign-out', {}, { cookie });
    }
    for (const each of [mine, theirs]) assert.equal(await statusOfMe(bearer(each.token)), 200);
  });
});

describe('a request with a cookie and another kind of Authorization', () => {
  it('has no session in better-auth either', async () => {
    const target = await newAccount();
    const [cookie = ''] = (cookiesOf(await signIn(target))[0] ?? '').split(';');
    const headers = { cookie, authorization: 'Basic YTpi' };
    const body = { currentPassword: password, newPassword: 'a new password' };
    assertProblem(await send('POST /api/auth/change-password', body, headers), 401, 'unauthenticated');
    await send('POST /api/auth/sign-out', {}, headers);
    assert.equal(await statusOfMe({ cookie }), 200);
  });
});

describe('signing up', () => {
  const draft = { email: 'new@example.org', name: 'New', password };

  it('creates a student where it is open, whatever role the request names', async () => {
    const signedUp = await open.send('POST /api/auth/sign-up/email', draft);
    assert.equal(signedUp.status, 200);
    const me = await open.send('GET /api/v1/me', undefined, bearer(signedUp.body.token));
    assert.equal(me.body.role, 'student');
    const boss = { ...draft, email: 'boss@example.org', role: 'admin' };
    assertProblem(await open.send('POST /api/auth/sign-up/email', boss), 400, 'request-invalid');
    const listed = await open.core.accounts.list({ after: undefined, limit: 100 });
    assert.deepEqual(
      listed.filter(({ role }) => role !== 'student'),
      [],
    );
  });
});

describe('better-auth', () => {
  it('is served only at the documented addresses, to every caller', async () => {
    const admin = await person('admin');
    const documented = Object.keys((await send('GET /api/v1/openapi.json')).body.paths);
    const { api } = await core.auth();
    const offered = Object.values(api).flatMap(({ path, options }) =>
      [options.method].flat().map((method) => [method, path] as const),
    );
    assert.ok(offered.length > 20, String(offered.length));
    let tried = 0;
    for (const [method, path] of [...offered, ...adminEndpoints]) {
      const address = `/api/auth${path}`;
      if (method === 'POST' && documented.includes(address)) continue;
      const reply = await admin.send(`${method} ${address}`, method === 'POST' ? {} : undefined);
      assertProblem(reply, 404, 'not-found');
      tried++;
    }
    assert.ok(tried > 30, String(tried));
    assert.deepEqual(documented.filter((path) => path.startsWith('/api/auth')).sort(), [
      '/api/auth/change-password',
      '/api/auth/forgot-password',
      '/api/auth/oauth2/callback/oidc',
      '/api/auth/reset-password',
      '/api/auth/set-link',
      '/api/auth/sign-in/email',
      '/api/auth/sign-in/oidc',
      '/api/auth/sign-out',
      '/api/auth/sign-up/email',
    ]);
  });
});

/** Endpoints of its admin plugin, which other servers expose (better-auth's documentation, "Admin"). */
const adminEndpoints = [
  ...['create-user', 'list-users', 'set-role', 'set-user-password', 'update-user', 'ban-user', 'unban-user'],
  ...['list-user-sessions', 'revoke-user-session', 'revoke-user-sessions', 'impersonate-user'],
  ...['stop-impersonating', 'remove-user', 'get-user', 'has-permission'],
].flatMap((name) => [['POST', `/admin/${name}`] as const, ['GET', `/admin/${name}`] as const]);

after(() => app.api.server.closeAllConnections());
