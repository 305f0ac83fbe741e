import assert from 'node:assert/strict';
import { after, afterEach, describe, it, type TestContext } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { fetchTimeLimitMs } from '../../../src/lib/fetch-limited.ts';
import {
  accessToken,
  type Misbehaviour,
  refreshToken,
  startMisbehavingProvider,
} from '../../servers/misbehaving-provider.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { endEarly } from '../../support/end-early.ts';
import { beginSignIn, cookiesOf, endSignIn, signInAt } from '../../support/provider-sign-in.ts';
import { repositoryRoot } from '../../support/server-process.ts';

const provider = await startMisbehavingProvider({ nowMs: () => lectern.clock.nowMs() });
const lectern = await openTestApp(provider.settings);
after(() => provider.stop());

let people = 0;
const somebody = () => {
  const sub = `person-${++people}`;
  return { sub, email: `${sub}@school.example`, email_verified: true, name: 'Ann Example' };
};
const signIn = (claims: Readonly<Record<string, unknown>> = somebody()) =>
  signInAt(provider, lectern, claims, '/tasks?text=sum');

describe('the address that a browser is sent to', () => {
  it('asks for a code, with state, nonce and an S256 challenge, all new each time', async () => {
    const [one, other] = [await beginSignIn(lectern), await beginSignIn(lectern)].map(
      ({ url }) => new URL(url).searchParams,
    );
    const redirectUri = `${lectern.core.config.publicUrl}/api/auth/oauth2/callback/oidc`;
    assert.partialDeepStrictEqual(Object.fromEntries(one ?? []), {
      response_type: 'code',
      client_id: 'lectern',
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      assert.ok((one?.get(name)?.length ?? 0) >= 32, name);
      assert.notEqual(one?.get(name), other?.get(name), name);
    }
  });

  it('comes with a cookie that is `__Host-` on https, and hides its content', async () => {
    const secure = await openTestApp({
      ...provider.settings,
      LECTERN_PUBLIC_URL: 'https://lectern.example.org',
    });
    const reply = await secure.send('POST /api/auth/sign-in/oidc', { next: '/tasks' });
    const [cookie = '', ...others] = cookiesOf(reply);
    assert.deepEqual(others, []);
    assert.match(cookie, /^__Host-lectern\.oauth_state=[0-9a-f]+;/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) {
      assert.match(cookie, new RegExp(`; ${attribute}(;|$)`, 'i'));
    }
    assert.doesNotMatch(cookie, /; Domain=/i);
    const query = provider.signIn(reply.body.url, somebody());
    const ended = await endSignIn(secure, query, cookie.split(';')[0] ?? '');
    assert.deepEqual(ended.query, { from: 'provider', next: '/tasks' });
    assert.match(ended.cookie ?? '', /^__Host-lectern\.session_token=/);
    assert.ok(cookiesOf(ended.reply).every((each) => each.startsWith('__Host-') && /; Secure/i.test(each)));
  });

  for (const next of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '',
    'tasks',
  ]) {
    it(`is not given for ${JSON.stringify(next)} as the page to return to`, async () => {
      assertProblem(await lectern.send('POST /api/auth/sign-in/oidc', { next }), 400, 'request-invalid');
    });
  }
});

describe('signing in at the provider', () => {
  it('leads to the requested page, with a session', async () => {
    const { query, cookie = '' } = await signIn();
    assert.deepEqual(query, { from: 'provider', next: '/tasks?text=sum' });
    const me = await lectern.send('GET /api/v1/me', undefined, { cookie });
    assert.partialDeepStrictEqual(me.body, { name: 'Ann Example', role: 'student' });
  });

  it('leaves no token of the provider in the database, and none in the log', async () => {
    await signIn();
    const { kysely } = lectern.core.database;
    // A JWT (RFC 7519 §3): header and claims in base64url begin with `{"`. Three letters alone may occur in
    // random bytes.
    const jwt = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/;
    const kept: Array<readonly [place: string, content: unknown]> = [['log', lectern.logged]];
    for (const name of ['account', 'session', 'verification', 'user'] as const) {
      kept.push([name, await kysely.selectFrom(name).selectAll().execute()]);
    }
    for (const [place, content] of kept) {
      const text = JSON.stringify(content);
      for (const secret of [accessToken, refreshToken, 'the secret: of the client', jwt.exec(text)?.[0]]) {
        assert.ok(secret === undefined || !text.includes(secret), `${secret} in ${place}`);
      }
    }
  });

  it('reads from the userinfo endpoint what the id token omits', async () => {
    const { sub, ...profile } = somebody();
    provider.misbehave({ userinfo: { sub, ...profile } });
    const { cookie = '' } = await signIn({ sub });
    const me = await lectern.send('GET /api/v1/me', undefined, { cookie });
    assert.equal(me.body.email, profile.email);
  });

  it('still works with a rotated key', async () => {
    assert.ok((await signIn()).cookie);
    await provider.rotateKey();
    assert.ok((await signIn()).cookie);
  });
});

const nowSeconds = () => Math.floor(lectern.clock.nowMs() / 1000);
const invalid = 'provider-answer-invalid';
const claiming = (changes: object): Misbehaviour => ({ claims: (claims) => ({ ...claims, ...changes }) });
const claimFails = 'CLAIM_VALIDATION_FAILED';
const signatureFails = 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED';
const unavailable = 'provider-unavailable';
const token = (status: number, body: Record<string, string>): Misbehaviour => ({ token: [status, body] });
const idToken = (make: Misbehaviour['idToken'] & {}): Misbehaviour => ({ idToken: make });
const signedBy = (secret: string) =>
  idToken((claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: provider.publicKey.kid as string })
      .sign(new TextEncoder().encode(secret)),
  );
const byContainedKey = idToken(async (claims) => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = await exportJWK(publicKey);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: provider.publicKey.kid as string, jwk })
    .sign(privateKey);
});
const ofOtherClaims = idToken(async (claims) => {
  const [header, , signature] = (await provider.sign(claims)).split('.');
  const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
  return `${header}.${forged}.${signature}`;
});
const refusal = { error: 'invalid_client', error_description: 'eyJ words of a stranger' };
/** What a provider or an impostor may answer, what the log says, and how the sign-in ends. */
const attacks: ReadonlyArray<[title: string, how: Misbehaviour, why: string, error?: string]> = [
  ['of another issuer', claiming({ iss: 'https://evil.example' }), `${claimFails} iss`],
  ['of an issuer with a similar name', claiming({ iss: `${provider.issuer}/` }), `${claimFails} iss`],
  ['for another audience', claiming({ aud: 'another-app' }), `${claimFails} aud`],
  ['for two, without a party', claiming({ aud: ['lectern', 'another-app'] }), 'wrong authorized party'],
  ['for another authorized party', claiming({ azp: 'another-app' }), 'wrong authorized party'],
  ['with another nonce', claiming({ nonce: 'x'.repeat(43) }), 'wrong nonce'],
  ['without a nonce', claiming({ nonce: undefined }), `${claimFails} nonce`],
  ['that has expired', claiming({ exp: nowSeconds() - 31 }), 'ERR_JWT_EXPIRED exp'],
  ['that never expires', claiming({ exp: undefined }), `${claimFails} exp`],
  ['that is not valid yet', claiming({ nbf: nowSeconds() + 60 }), `${claimFails} nbf`],
  ['with a number as its subject', claiming({ sub: 7 }), 'invalid subject'],
  ['with a list as its subject', claiming({ sub: ['somebody'] }), 'invalid subject'],
  ['with an object as its subject', claiming({ sub: { id: 7 } }), 'invalid subject'],
  ['without a subject', claiming({ sub: undefined }), `${claimFails} sub`],
  ['with alg none', idToken((claims) => new UnsecuredJWT(claims).encode()), 'ERR_JOSE_ALG_NOT_ALLOWED'],
  ['signed with the client secret', signedBy('the secret: of the client'), 'ERR_JOSE_ALG_NOT_ALLOWED'],
  ['signed with its public key', signedBy(JSON.stringify(provider.publicKey)), 'ERR_JOSE_ALG_NOT_ALLOWED'],
  ['signed with a key that it contains', byContainedKey, signatureFails],
  ['whose signature is of other claims', ofOtherClaims, signatureFails],
  ['of a lost key', idToken((of) => provider.sign(of, { kid: 'lost' })), 'ERR_JWKS_NO_MATCHING_KEY'],
  ['with b64 (RFC 7797 §6)', idToken((of) => provider.sign(of, { b64: false })), 'unencoded payload'],
  ['of a megabyte', token(200, { error: 'x'.repeat(1024 * 1024) }), 'more than 262144 bytes', unavailable],
  ['that is no token', idToken(() => 'token'), 'ERR_JWS_INVALID'],
  ['that is missing', idToken(() => undefined), 'the token endpoint sent no ID token'],
  ['where the client is refused', token(401, refusal), 'the token endpoint: status 401, invalid_client'],
  ['where the code is refused', token(400, { error: 'invalid_grant' }), '', 'sign-in-expired'],
  ['that fails', { fails: { token: 500 } }, 'the token endpoint: status 500', unavailable],
  ['behind a redirection', { fails: { token: 307 } }, 'the token endpoint: status 307'],
];

/** All that was logged. Stacks name the folder of the checkout, which may have any name. */
const logged = () => lectern.logged.join().replaceAll(repositoryRoot, '/');

describe('an id token', () => {
  afterEach(() => provider.misbehave({}));

  for (const [title, how, why, error = invalid] of attacks) {
    it(`${title} signs no one in`, async () => {
      provider.misbehave(how);
      const from = lectern.logged.length;
      const { query, cookie, reply } = await signIn();
      assert.ok(lectern.logged.slice(from).join().includes(why), lectern.logged.slice(from).join());
      assert.deepEqual(query, { error, next: '/tasks?text=sum' });
      assert.equal(cookie, undefined);
      assert.doesNotMatch(`${reply.text}${JSON.stringify(reply.headers)}`, /eyJ words|evil|stranger/);
      assert.doesNotMatch(logged(), /eyJ words|evil|stranger/);
    });
  }

  it('is not completed by a userinfo endpoint that answers about another person', async () => {
    const { sub, ...profile } = somebody();
    provider.misbehave({ userinfo: { ...profile, sub: 'somebody-else' } });
    assert.equal((await signIn({ sub })).query['error'], invalid);
  });
});

describe('a browser that comes back', () => {
  it('with the cookie of another one, without it, without a state, or with a changed cookie is not signed in', async () => {
    const { cookie: another } = await beginSignIn(lectern);
    for (const change of ['another', 'no cookie', 'no state', 'changed'] as const) {
      const { url, cookie } = await beginSignIn(lectern);
      const query = provider.signIn(url, somebody());
      if (change === 'no state') query.delete('state');
      const changed = `${cookie.slice(0, -1)}${cookie.at(-1) === '0' ? '1' : '0'}`;
      const sent = { another, 'no cookie': '', 'no state': cookie, changed }[change];
      const ended = await endSignIn(lectern, query, sent);
      assert.deepEqual([ended.query, ended.cookie], [{ error: 'sign-in-expired' }, undefined], change);
    }
  });

  it('with the code of another person’s sign-in is not signed in: the verifier differs', async () => {
    const [mine, theirs] = [await beginSignIn(lectern), await beginSignIn(lectern)];
    const query = provider.signIn(mine.url, somebody());
    query.set('code', provider.signIn(theirs.url, somebody()).get('code') ?? '');
    assert.equal((await endSignIn(lectern, query, mine.cookie)).query['error'], 'sign-in-expired');
  });

  it('a second time is not signed in', async () => {
    const { url, cookie } = await beginSignIn(lectern);
    const query = provider.signIn(url, somebody());
    const first = await endSignIn(lectern, query, cookie);
    assert.ok(first.cookie);
    assert.ok(cookiesOf(first.reply).some((each) => /oauth_state=; .*Max-Age=0/i.test(each)));
    assert.equal((await endSignIn(lectern, query, cookie)).query['error'], 'sign-in-expired');
  });

  it('from another issuer is not signed in (RFC 9207)', async () => {
    const { url, cookie } = await beginSignIn(lectern);
    const query = provider.signIn(url, somebody());
    query.set('iss', 'https://evil.example');
    assert.equal((await endSignIn(lectern, query, cookie)).query['error'], invalid);
    const named = await beginSignIn(lectern);
    const right = provider.signIn(named.url, somebody());
    right.set('iss', provider.issuer);
    assert.ok((await endSignIn(lectern, right, named.cookie)).cookie);
  });

  for (const [error, code] of [
    ['access_denied', 'provider-refused'],
    ['temporarily_unavailable', 'provider-unavailable'],
    ['invalid_scope', invalid],
    ['<script>', invalid],
  ] as const) {
    it(`with ${error} shows Lectern's own message`, async () => {
      const { url, cookie } = await beginSignIn(lectern, '/account');
      const state = new URL(url).searchParams.get('state') ?? '';
      const query = new URLSearchParams({ error, error_description: 'words of a stranger', state });
      const ended = await endSignIn(lectern, query, cookie);
      assert.deepEqual(ended.query, { error: code, next: '/account' });
      assert.doesNotMatch(logged(), /script|stranger/);
    });
  }
});

describe('a Lectern whose provider', () => {
  const open = async (how: Misbehaviour) => {
    provider.misbehave(how);
    return openTestApp(provider.settings);
  };
  const begin = ({ send }: Pick<typeof lectern, 'send'>) =>
    send('POST /api/auth/sign-in/oidc', { next: '/' });
  afterEach(() => provider.misbehave({}));

  it('is down starts, reports that immediately at each sign-in, and works when it is up', async () => {
    const waiting = await open({ fails: { discovery: 503 } });
    const before = provider.requests.length;
    const replies = await Promise.all(Array.from({ length: 20 }, () => begin(waiting)));
    for (const reply of replies) assertProblem(reply, 503, 'provider-unavailable');
    assert.equal(provider.requests.length - before, 1);
    provider.misbehave({});
    assertProblem(await begin(waiting), 503, 'provider-unavailable');
    waiting.clock.advance(5000);
    assert.equal((await begin(waiting)).status, 200);
  });

  /** Ends the time limit of a request as soon as it has arrived. */
  const hurry = (context: TestContext) => {
    const before = provider.requests.length;
    return endEarly(context, {
      from: '/src/lib/timeout.ts',
      isMeant: (ms) => ms === fetchTimeLimitMs,
      isDue: () => provider.requests.length > before,
    });
  };

  it('never answers is not waited for', async (context) => {
    const waiting = await open({ hangs: ['discovery'] });
    const limits = hurry(context);
    assertProblem(await begin(waiting), 503, 'provider-unavailable');
    assert.equal(limits.length, 1);
    const { send } = await waiting.person();
    assert.equal((await send('GET /api/v1/me')).status, 200);
  });

  for (const [title, how] of [
    ['hangs', { hangs: ['token'] }],
    ['goes down', { fails: { jwks: 503 } }],
    ['sends a megabyte of keys', { floods: ['jwks'] }],
  ] as const) {
    it(`${title} during a sign-in reports that to the person`, async (context) => {
      const waiting = await open({});
      const { url, cookie } = await beginSignIn(waiting);
      provider.misbehave(how);
      if ('hangs' in how) hurry(context);
      const ended = await endSignIn(waiting, provider.signIn(url, somebody()), cookie);
      assert.deepEqual(ended.query, { error: 'provider-unavailable', next: '/' });
    });
  }

  it('goes down later still knows its description', async () => {
    const known = await open({});
    assert.equal((await begin(known)).status, 200);
    provider.misbehave({ fails: { discovery: 503 } });
    known.clock.advance(2 * 60 * 60 * 1000);
    assert.equal((await begin(known)).status, 200);
  });

  for (const [title, changes] of [
    ['has another issuer in its description', { issuer: 'https://evil.example' }],
    ['has no token endpoint', { token_endpoint: undefined }],
    ['names an invalid address', { authorization_endpoint: 'javascript:alert(1)' }],
    ['supports no accepted way to sign in', { id_token_signing_alg_values_supported: ['none', 'HS256'] }],
    ['accepts no secret', { token_endpoint_auth_methods_supported: ['none'] }],
  ] as const) {
    it(`${title} lets no one in, and reports that to the operator`, async () => {
      const refusing = await open({ discovery: (document) => ({ ...document, ...changes }) });
      assertProblem(await begin(refusing), 502, 'provider-answer-invalid');
      assert.match(refusing.logged.join(), /invalid response from the sign-in provider/);
    });
  }
});

describe('a Lectern with a provider', () => {
  it('serves no more of the accounts library than one without', async () => {
    for (const [method, path] of [
      ['POST', '/sign-in/social'],
      ['POST', '/sign-in/oauth2'],
      ['POST', '/link-social'],
      ['POST', '/unlink-account'],
      ['POST', '/get-access-token'],
      ['POST', '/refresh-token'],
      ['GET', '/list-accounts'],
      ['GET', '/account-info'],
      ['GET', '/callback/oidc'],
      ['POST', '/callback/oidc'],
      ['GET', '/error'],
      ['GET', '/sign-in/oidc'],
      ['POST', '/oauth2/callback/oidc'],
    ] as const) {
      const { send } = await lectern.person('admin');
      const reply = await send(`${method} /api/auth${path}`, method === 'POST' ? {} : undefined);
      assert.ok([404, 405].includes(reply.status), `${path} ${reply.status}`);
    }
  });

  it('makes no request to it for an address from which 500 sign-ins have failed', async () => {
    const guessed = await openTestApp(provider.settings);
    const errors = new Map<string, number>();
    for (let at = 0; at < 510; at += 1) {
      const { query } = await endSignIn(guessed, new URLSearchParams({ code: 'a', state: 'b' }), '');
      const error = query['error'] ?? '';
      errors.set(error, (errors.get(error) ?? 0) + 1);
    }
    assert.deepEqual([...errors.keys()], ['sign-in-expired', 'rate-limited']);
    assert.ok((errors.get('sign-in-expired') ?? 0) <= 501);
    assertProblem(await guessed.send('POST /api/auth/sign-in/oidc', { next: '/' }), 429, 'rate-limited');
  });
});

describe('a Lectern without a provider', () => {
  it('reports that this is switched off', async () => {
    const without = await openTestApp();
    assertProblem(await without.send('POST /api/auth/sign-in/oidc', { next: '/' }), 403, 'switched-off');
    const ended = await endSignIn(without, new URLSearchParams({ code: 'a', state: 'b' }), '');
    assert.deepEqual(ended.query, { error: 'switched-off' });
  });
});
