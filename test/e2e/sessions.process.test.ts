import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createClient, sessionCookie, signIn, trySignIn } from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl } = server;

const me = (headers: Record<string, string>) =>
  createClient(apiUrl).request<{ email: string }>('GET', '/api/v1/me', undefined, headers);

describe('a session', () => {
  it('is a bearer token and a cookie, and each opens the API', async () => {
    const reply = await trySignIn(apiUrl, 'student');
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    const [cookie = ''] = reply.headers.getSetCookie();
    assert.match(cookie, /; HttpOnly/);
    assert.match(cookie, /; SameSite=Lax/);
    assert.equal(
      (await me({ authorization: `Bearer ${reply.body.token}` })).body.email,
      'student@example.org',
    );
    assert.equal((await me({ cookie: sessionCookie(reply) })).body.email, 'student@example.org');
  });

  it('also opens the API by the token that stands in the set-auth-token header', async () => {
    const reply = await trySignIn(apiUrl, 'student');
    const token = reply.headers.get('set-auth-token');
    assert.equal((await me({ authorization: `Bearer ${token}` })).status, 200);
  });

  it('ends with the sign-out, for the token and for the cookie', async () => {
    for (const carry of ['token', 'cookie'] as const) {
      const reply = await trySignIn(apiUrl, 'student');
      const token = { authorization: `Bearer ${reply.body.token}` };
      const cookie = { cookie: sessionCookie(reply) };
      const signedOut = await createClient(apiUrl).request(
        'POST',
        '/api/auth/sign-out',
        undefined,
        carry === 'token' ? token : cookie,
      );
      assert.equal(signedOut.status, 200, signedOut.text);
      assert.equal((await me(token)).status, 401, `the token after a sign-out by ${carry}`);
      assert.equal((await me(cookie)).status, 401, `the cookie after a sign-out by ${carry}`);
    }
  });

  it('ends when an operator disables the account, beside the running server', async () => {
    const student = await signIn(apiUrl, 'student');
    const { code, stderr } = await server.lectern(['users', 'disable', 'student@example.org']);
    assert.equal(code, 0, stderr);
    assert.equal((await student.get('/api/v1/me')).status, 401);
    const refused = await trySignIn(apiUrl, 'student');
    assert.equal(refused.status, 403);
    assert.equal(refused.body.code, 'account-disabled');

    await server.lectern(['users', 'enable', 'student@example.org']);
    assert.equal((await student.get('/api/v1/me')).status, 401, 'the old session stays ended');
    assert.equal((await trySignIn(apiUrl, 'student')).status, 200);
  });

  it('ends when an operator resets the password', async () => {
    const outsider = await signIn(apiUrl, 'outsider');
    await server.lectern(
      ['users', 'reset-password', 'outsider@example.org', '--password-stdin'],
      'another-one\n',
    );
    assert.equal((await outsider.get('/api/v1/me')).status, 401);
    assert.equal((await trySignIn(apiUrl, 'outsider')).status, 401);
    assert.equal((await trySignIn(apiUrl, 'outsider', 'another-one')).status, 200);
  });

  it('survives a change of its own password, and ends the others if asked to', async () => {
    const [own, other] = await Promise.all([signIn(apiUrl, 'teacher'), signIn(apiUrl, 'teacher')]);
    const reply = await own.post<{ token: string }>('/api/auth/change-password', {
      currentPassword: 'lectern-demo',
      newPassword: 'lectern-demo-2',
      revokeOtherSessions: true,
    });
    assert.equal(reply.status, 200, reply.text);
    assert.equal((await other.get('/api/v1/me')).status, 401);
    assert.equal((await createClient(apiUrl, reply.body.token).get('/api/v1/me')).status, 200);
    assert.equal((await trySignIn(apiUrl, 'teacher')).status, 401);
  });

  it('is refused with 401 when the token or the cookie is made up', async () => {
    for (const value of ['x', 'a'.repeat(32), '%00', "' or 1=1 --", '.', 'undefined']) {
      assert.equal((await me({ authorization: `Bearer ${value}` })).body.code, 'unauthenticated', value);
      assert.equal(
        (await me({ cookie: `lectern.session_token=${value}` })).body.code,
        'unauthenticated',
        value,
      );
    }
  });
});

describe('signing in', () => {
  it('tells a wrong password from an unknown address by nothing', async () => {
    const wrong = await trySignIn(apiUrl, 'admin', 'wrong-password');
    const unknown = await trySignIn(apiUrl, 'nobody', 'wrong-password');
    const { requestId: _, ...wrongBody } = wrong.body;
    const { requestId: __, ...unknownBody } = unknown.body;
    assert.equal(wrong.status, 401);
    assert.equal(wrong.body.code, 'credentials-invalid');
    assert.deepEqual(unknownBody, wrongBody);
  });

  it('is refused with 429 after ten wrong passwords, for that account alone', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, at) => trySignIn(apiUrl, 'guessed', `guess number ${at}`)),
    );
    const refused = guesses.filter((reply) => reply.status === 429);
    assert.equal(refused.length, 4);
    assert.equal(refused[0]?.body.code, 'rate-limited');
    assert.ok(Number(refused[0]?.headers.get('retry-after')) > 0);
    assert.equal((await trySignIn(apiUrl, 'admin')).status, 200);
  });

  it('is closed to new accounts', async () => {
    const reply = await createClient(apiUrl).post('/api/auth/sign-up/email', {
      email: 'new@example.org',
      password: 'long-enough',
      name: 'New',
    });
    assert.equal(reply.status, 403);
    assert.equal(reply.body.code, 'switched-off');
    assert.equal((await trySignIn(apiUrl, 'new', 'long-enough')).status, 401);
  });
});

describe('an unsafe request with a cookie', () => {
  it('is refused from another site, and taken from our own', async () => {
    const cookie = sessionCookie(await trySignIn(apiUrl, 'admin'));
    const create = (headers: Record<string, string>) =>
      createClient(apiUrl).request(
        'POST',
        '/api/v1/groups',
        { name: 'Made by a form' },
        { cookie, ...headers },
      );

    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: server.filesUrl },
    ]) {
      const reply = await create(foreign as Record<string, string>);
      assert.equal(reply.status, 403, JSON.stringify(foreign));
      assert.equal(reply.body.code, 'cross-origin');
    }
    assert.equal((await create({ origin: apiUrl })).status, 201);
    assert.equal((await create({ origin: apiUrl, 'sec-fetch-site': 'same-origin' })).status, 201);
  });
});
