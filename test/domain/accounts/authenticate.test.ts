import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAuthenticate, createCredentials } from '../../../src/domain/accounts/authenticate.ts';
import { sessionToken } from '../../../src/domain/accounts/session-token.ts';
import { createEndSession } from '../../../src/domain/accounts/sessions.ts';
import { openTestApp } from '../../support/app.ts';
import { unguarded } from '../../support/unguarded.ts';

const cookieName = 'lectern.session_token';
const { core, clock, person, session } = await openTestApp();
const { database, accounts } = core;
const credentials = createCredentials({ clock, cookieName, apiKeys: core.apiKeys });
const authenticate = createAuthenticate({ database, credentials });

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookie = (token: string) => ({ cookie: `theme=dark; ${cookieName}=${token}; other=1` });

describe('authenticate', () => {
  it('returns the principal of a bearer token, and of the session cookie', async () => {
    const { id, name, email, role, token } = await person('teacher');
    const address = Uint8Array.of(192, 0, 2, 7);
    const principal = { id, name, email, unverifiedEmail: null, role, address };
    assert.deepEqual(await authenticate(bearer(token), address), principal);
    assert.deepEqual(await authenticate(cookie(token), address), principal);
  });

  it('accepts the signed form of a token too, encoded for a cookie or not', async () => {
    const { id, token } = await person();
    for (const headers of [
      bearer(`${token}.c2lnbmF0dXJl`),
      cookie(`${token}.c2ln%3D`),
      cookie(`${token}%2Ec2ln`),
    ]) {
      assert.equal((await authenticate(headers))?.id, id);
    }
  });

  it('prefers a bearer token to a cookie, and does not fall back to the cookie', async () => {
    const [ann, bob] = [await person(), await person()];
    assert.equal((await authenticate({ ...bearer(ann.token), ...cookie(bob.token) }))?.id, ann.id);
    assert.equal(await authenticate({ ...bearer('wrong'), ...cookie(bob.token) }), undefined);
    assert.equal(await authenticate({ authorization: 'Basic YTpi', ...cookie(bob.token) }), undefined);
  });

  it('returns no one without a session', async () => {
    const { token } = await person();
    for (const headers of [
      {},
      bearer(''),
      bearer('unknown'),
      bearer(token.slice(0, -1)),
      bearer(token.toUpperCase()),
      { authorization: token },
      { cookie: '' },
      { cookie: `x${cookieName}=${token}` },
      { cookie: token },
      { cookie: `${cookieName}=` },
    ]) {
      assert.equal(await authenticate(headers), undefined, JSON.stringify(headers));
    }
  });

  it('ends with the session, to the millisecond', async () => {
    const { id } = await person();
    const token = await session(id, new Date(clock.nowMs() + 1000).toISOString());
    clock.advance(999);
    assert.equal((await authenticate(bearer(token)))?.id, id);
    clock.advance(1);
    assert.equal(await authenticate(bearer(token)), undefined);
  });

  it('ends when the account is disabled, even if a session is left, and starts again with a new session', async () => {
    const { id, email, token } = await person();
    await accounts.disable(email);
    assert.equal(await authenticate(bearer(token)), undefined);
    const left = await session(id);
    assert.equal(await authenticate(bearer(left)), undefined);
    await accounts.enable(email);
    assert.equal((await authenticate(bearer(left)))?.id, id);
    assert.equal(await authenticate(bearer(token)), undefined);
  });

  for (const role of [null, '', 'root', 'admin,student', 'Admin']) {
    it(`returns no one with the role ${JSON.stringify(role)}, which Lectern does not have`, async () => {
      const { id, token } = await person('admin');
      await unguarded(database.kysely).updateTable('user').set({ role }).where('id', '=', id).execute();
      assert.equal(await authenticate(bearer(token)), undefined);
    });
  }
});

describe('ending a session', () => {
  const endSession = createEndSession({ database, cookieName });

  it('ends only the session of the token or cookie', async () => {
    const { id, token } = await person();
    const [ended, other] = [await session(id), await session(id)];
    await endSession(bearer(token));
    await endSession(cookie(ended));
    await endSession({});
    assert.equal(await authenticate(bearer(token)), undefined);
    assert.equal(await authenticate(bearer(ended)), undefined);
    assert.equal((await authenticate(bearer(other)))?.id, id);
  });
});

describe('the session token of a request', () => {
  it('follows "Bearer" in any case and after any number of spaces (RFC 9110 §11.1, RFC 6750 §2.1)', () => {
    for (const authorization of ['Bearer abc', 'bearer abc', 'BEARER  abc']) {
      assert.equal(sessionToken({ authorization }, cookieName), 'abc');
    }
    for (const authorization of ['Bearer', 'Bearer ', 'Bearer a b', 'Bearerabc', 'Token abc']) {
      assert.equal(sessionToken({ authorization }, cookieName), undefined);
    }
  });

  it('is in the cookie with exactly its name (RFC 6265 §4.2.1)', () => {
    const cookies = `a=b;${cookieName}=abc;__Secure-${cookieName}=def`;
    assert.equal(sessionToken({ cookie: cookies }, cookieName), 'abc');
    assert.equal(sessionToken({ cookie: cookies }, `__Secure-${cookieName}`), 'def');
    assert.equal(sessionToken({ cookie: cookies }, 'b'), undefined);
  });
});
