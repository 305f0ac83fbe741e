import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readConfig } from '../../../src/features/settings.ts';
import { createEndAdmins } from '../../../src/features/trusted-tokens/token-accounts.ts';
import { openTrustedKeys } from '../../../src/features/trusted-tokens/trusted-keys.ts';
import { createVerifyToken } from '../../../src/features/trusted-tokens/trusted-tokens.ts';
import { assertProblem, openTestApp, type Reply } from '../../support/app.ts';
import { patientServer } from '../../support/ports.ts';
import { dayMs, minuteMs, realNowMs } from '../../support/settable-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type IssuerKey, issuerKey, keySetOf, signToken, trusting } from '../../support/tokens.ts';

const folder = temporaryFolder();

/** An app that trusts these keys, with the claims of a typical platform: a judge in Go. */
async function openFor(keys: ReadonlyArray<IssuerKey>, settings: Readonly<Record<string, string>> = {}) {
  const trusted = trusting(...keys);
  return { file: trusted.JWT_JWKS_FILE, ...(await openWith({ ...trusted, ...settings })) };
}

async function openWith(settings: Readonly<Record<string, string>>) {
  const testApp = await openTestApp(settings);
  const nowSeconds = Math.floor(testApp.clock.nowMs() / 1000);
  const me = (token: string): Promise<Reply> =>
    testApp.send('GET /api/v1/me', undefined, { authorization: `Bearer ${token}` });
  return { ...testApp, nowSeconds, me };
}

const ofJudge = {
  JWT_SUBJECT_CLAIM: 'user_id',
  JWT_NAME_CLAIM: 'username',
  JWT_ROLE_CLAIM: 'role',
  JWT_TEACHER_ROLES: 'teacher,assistant',
  JWT_ADMIN_ROLES: 'admin',
  JWT_REQUIRED_CLAIMS: 'type=access',
};
const judgeKey = issuerKey('HS256');
const judge = await openFor([judgeKey], ofJudge);
const exp = judge.nowSeconds + 180 * 60;
const dayS = dayMs / 1000;
const quiet = { error() {}, info() {}, warn() {} };
const rsaKey = issuerKey('RS256');
const weakRsa = (options: { modulusLength: number }) =>
  generateKeyPairSync('rsa', options).publicKey.export({ format: 'jwk' });
const claims = { user_id: 7, username: 'Ada', role: 'student', token_id: 'x', type: 'access', exp };
const changed = (changes: object) => signToken(judgeKey, { ...claims, ...changes });
const addressesAfter = async (changes: object) => {
  const { body } = await judge.me(changed(changes));
  return [body.email, body.unverifiedEmail];
};

describe('a trusted token', () => {
  it('creates the account at its first use, without an address, and leads to it from then on', async () => {
    const { body } = await judge.me(changed({}));
    assert.deepEqual(
      { ...body, userId: '' },
      { userId: '', externalId: '7', name: 'Ada', email: null, unverifiedEmail: null, role: 'student' },
    );
    assert.equal((await judge.me(changed({ token_id: 'y' }))).body.userId, body.userId);
    const admin = await judge.person('admin');
    const listed = await admin.send(`GET /api/v1/accounts/${encodeURIComponent('ext:7')}`);
    assert.equal(listed.body.userId, body.userId);
  });

  it('is one account, however many requests are the first', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => judge.me(changed({ user_id: 8 }))));
    assert.equal(new Set(replies.map(({ body }) => body.userId)).size, 1);
    assert.ok(replies.every(({ status }) => status === 200));
  });

  it('sets the name and the role each time that the platform changes them', async () => {
    const { body } = await judge.me(changed({ user_id: 9, role: 'assistant' }));
    assert.equal(body.role, 'teacher');
    const next = await judge.me(changed({ user_id: 9, username: 'Ada L.', role: 'student' }));
    assert.deepEqual(next.body, { ...body, name: 'Ada L.', role: 'student' });
  });

  it('does not demote the last admin of Lectern, even if the platform would leave none', async () => {
    const alone = await openFor([judgeKey], ofJudge);
    const token = (role: string) => signToken(judgeKey, { ...claims, role });
    const { userId } = (await alone.me(token('student'))).body;
    const first = await alone.person('admin');
    await alone.core.accounts.change(userId, { role: 'admin' });
    await alone.core.accounts.disable(first.email);
    assert.equal((await alone.me(token('student'))).body.role, 'admin');
  });

  it('makes an admin until it expires, who does not count as the last one', async () => {
    const own = await openFor([judgeKey], ofJudge);
    own.clock.set(realNowMs());
    const admin = await own.person('admin');
    const verified = { email: 'ada@example.org', email_verified: true };
    const tokenOf = (role: string, minutes: number) =>
      changed({ ...verified, role, exp: Math.floor(own.clock.nowMs() / 1000) + minutes * 60 });
    const roleOf = async (token: string) => (await own.me(token)).body.role;
    const { userId } = (await own.me(tokenOf('admin', 10))).body;
    const given = await own.task(admin);
    await own.publish(given, admin);
    const read = async () => {
      const { decision } = await own.core.access.explain({ id: userId }, given.id, own.clock.nowMs());
      return decision.allowed ? decision.permit.validUntilMs : decision.reason;
    };
    assert.equal(await read(), own.clock.nowMs() + 10 * minuteMs + 5000, 'no URL outlives the token');
    const lastOne = { code: 'last-admin' };
    await assert.rejects(own.core.accounts.change(admin.id, { role: 'student' }), lastOne);

    assert.equal(await roleOf(tokenOf('admin', 20)), 'admin');
    assert.equal(await read(), own.clock.nowMs() + 20 * minuteMs + 5000);
    assert.equal(await roleOf(tokenOf('admin', 5)), 'admin');
    assert.equal(await read(), own.clock.nowMs() + 20 * minuteMs + 5000, 'a shorter token shortens nothing');
    assert.equal(await roleOf(tokenOf('student', 5)), 'student');
    assert.equal(await read(), 'not-found');
    assert.equal(await roleOf(tokenOf('admin', 10)), 'admin');

    // A session that does not end with the tokens.
    const token = new URL((await own.core.setupLinks.create(userId)).url).hash.slice('#token='.length);
    const account = { email: 'ada@example.org', password: 'correct horse battery' };
    await own.send('POST /api/auth/reset-password', { token, newPassword: account.password });
    const { body } = await own.send('POST /api/auth/sign-in/email', account);
    const inSession = () =>
      own.send('GET /api/v1/accounts', undefined, { authorization: `Bearer ${body.token}` });
    assert.equal((await inSession()).status, 200);
    own.clock.advance(10 * minuteMs + 5000);
    assertProblem(await inSession(), 403, 'forbidden');
    assert.notEqual(typeof (await read()), 'number');
    assert.equal((await own.core.accounts.find(userId)).role, 'admin');
    const sweep = createEndAdmins(own.core);
    assert.equal(await sweep(own.clock.nowMs()), 1);
    assert.equal(await sweep(own.clock.nowMs()), 0);
    assert.equal((await own.core.accounts.find(userId)).role, 'student');
  });

  it('sets its role at each request, whatever an admin has set in between', async () => {
    await judge.person('admin'); // otherwise the last one would stay
    const token = changed({ user_id: 30 });
    const { userId } = (await judge.me(token)).body;
    await judge.core.accounts.change(userId, { role: 'admin' });
    assert.equal((await judge.me(token)).body.role, 'student');
    assert.equal((await judge.core.accounts.find(userId)).role, 'student');
    // An admin whom Lectern has promoted stays one, with and without a token of an admin.
    await judge.core.accounts.change(userId, { role: 'admin' });
    assert.equal((await judge.me(changed({ user_id: 30, role: 'admin' }))).body.role, 'admin');
    assert.equal(await createEndAdmins(judge.core)(judge.clock.nowMs() + 365 * dayMs), 0);
    assert.equal((await judge.core.accounts.find(userId)).role, 'admin');
  });

  it('verifies the address later, or takes it from an account that has not verified it, if it is verified', async () => {
    const [late, mine] = ['late@example.org', 'mine@example.org'];
    for (const [said, expected] of [
      [{ user_id: 40, email: late }, [null, late]],
      [{ user_id: 40, email: late, email_verified: true }, [late, null]],
      [{ user_id: 41, email: mine }, [null, mine]],
      [{ user_id: 43, email: mine }, [null, null]],
      [{ user_id: 41, email: mine }, [null, mine]],
      [{ user_id: 42, email: mine, email_verified: 'true' }, [mine, null]],
      [{ user_id: 41 }, [null, null]],
    ] as const) {
      assert.deepEqual(await addressesAfter(said), expected, JSON.stringify(said));
    }
  });

  it('has a verified address without a claim where the platform vouches for its addresses', async () => {
    const vouching = await openFor([judgeKey], { ...ofJudge, JWT_EMAIL_VERIFIED: 'always' });
    const addressOf = async (changes: object) => (await vouching.me(changed(changes))).body.email;
    assert.equal(await addressOf({ user_id: 1, email: 'one@example.org' }), 'one@example.org');
    assert.equal(await addressOf({ user_id: 2, email: 'two@example.org', email_verified: false }), null);
  });

  it('sets an address that is free, but not one that another account has', async () => {
    const { email } = await judge.person();
    const verified = { user_id: 10, email: 'Grace@Example.org', email_verified: true };
    assert.deepEqual(await addressesAfter(verified), ['grace@example.org', null]);
    assert.deepEqual(await addressesAfter({ user_id: 11, email, email_verified: true }), [null, null]);
  });

  it('has its subject as the name where it has none, and numbers as text', async () => {
    for (const [user_id, username, expected] of [
      [81, ' ', '81'],
      [82, 5, '5'],
      [83, undefined, '83'],
    ] as const) {
      assert.equal((await judge.me(changed({ user_id, username }))).body.name, expected);
    }
  });

  it('leads to the account to which an admin has given its subject', async () => {
    const [admin, known] = [await judge.person('admin'), await judge.person('teacher', 'Known before')];
    const give = (userId: string, externalId: string | null) =>
      admin.send(`PATCH /api/v1/accounts/${userId}`, { externalId });
    assert.equal((await give(known.id, '77')).body.externalId, '77');
    assert.equal((await judge.me(changed({ user_id: 77 }))).body.userId, known.id);
    assertProblem(await give((await judge.person()).id, '77'), 409, 'conflict');
    assertProblem(await give(known.id, 'a\nb'), 400, 'request-invalid');
    assert.equal((await give(known.id, null)).body.externalId, null);
    assert.notEqual((await judge.me(changed({ user_id: 77 }))).body.userId, known.id);
  });

  it('uses the last of duplicate claims, as JSON parsers do', async () => {
    const text = JSON.stringify({ ...claims, user_id: 78 }).replace('{', '{"user_id":79,');
    const { body } = await judge.me(signToken(judgeKey, text));
    assert.equal((await judge.me(changed({ user_id: 78 }))).body.userId, body.userId);
  });

  it('is refused for a disabled account', async () => {
    const token = changed({ user_id: 13 });
    const { body } = await judge.me(token);
    await judge.core.accounts.change(body.userId, { disabled: true });
    assertProblem(await judge.me(token), 401, 'token-account');
    assertProblem(await judge.me(changed({ user_id: 13, username: 'Else' })), 401, 'token-account');
  });

  it('reads, lists and opens what the account may', async () => {
    const teacher = await judge.person('teacher');
    const given = await judge.task(teacher);
    await judge.publish(given, teacher);
    const token = changed({ user_id: 14 });
    const { body } = await judge.me(token);
    await judge.group(teacher, { members: [{ id: body.userId }], tasks: [given] });
    const as = { authorization: `Bearer ${token}` };
    const detail = await judge.send(`GET /api/v1/tasks/${given.id}`, undefined, as);
    assert.equal(detail.body.access.ground, 'group');
    assert.match(detail.body.descriptionPdfUrl, /^http/);
    const admin = await judge.person('admin');
    const records = await admin.send(`GET /api/v1/issued-urls?taskId=${given.id}`);
    assert.equal(records.body.items[0].issuer, 'the issuer of trusted tokens');
    assert.equal(records.body.items[0].name, 'Ada');
  });
});

describe('a token that is refused', () => {
  /** Claims of a correctly signed token; without a code, the refusal names the claim. */
  const wrongClaims: ReadonlyArray<[what: string, changes: object, code?: string]> = [
    ['that lives longer than a day', { exp: judge.nowSeconds + dayS + 6 }],
    [
      'that lives longer than a day from its beginning',
      { iat: judge.nowSeconds - dayS, exp: judge.nowSeconds + 60 },
    ],
    ['without an expiry', { exp: undefined }],
    ['after its end', { exp: judge.nowSeconds - 60 }, 'token-expired'],
    ['before its beginning', { nbf: judge.nowSeconds + 60 }],
    ['made in the future', { iat: judge.nowSeconds + 60 }],
    ['for renewing', { type: 'refresh' }],
    ['without a required claim', { type: undefined }],
    ['without a subject', { user_id: undefined }],
    ['with an empty subject', { user_id: '' }],
    ['with a subject that is no text', { user_id: { id: 7 } }],
    ['with a control character', { user_id: 'a\u0000b' }],
    ['with a subject of 300 characters', { user_id: 'x'.repeat(300) }],
    ['whose grants are no list', { lectern_tasks: {} }],
    ['with too many grants', { lectern_tasks: Array(101).fill({ task: 'ext:1' }) }],
    ['with a permit of no task', { lectern_tasks: [{ exp }] }],
    ['with a task without its prefix', { lectern_tasks: [{ task: '42' }] }],
    ['with a permit until a word', { lectern_tasks: [{ task: 'ext:1', exp: 'never' }] }],
  ];
  const endless = JSON.stringify({ ...claims, exp: 0 }).replace('"exp":0', '"exp":1e400');
  /** Changed, forged and malformed tokens in all other ways are in `test/properties/token-mutations.test.ts`. */
  for (const [what, token, code] of [
    ...wrongClaims.map(([what, changes, code = 'token-claim']) => [what, changed(changes), code] as const),
    ['that never ends', signToken(judgeKey, endless), 'token-claim'],
    [
      'whose payload is said to be unencoded, but not critically (RFC 7797 §6)',
      signToken(judgeKey, claims, { alg: 'HS256', b64: false }),
      'token-malformed',
    ],
    ['with a duplicate algorithm', signToken(judgeKey, claims, '{"alg":"HS256","alg":"none"}'), 'token-key'],
    ['whose payload is no object', signToken(judgeKey, '[1]'), 'token-malformed'],
    ['whose payload is not JSON', signToken(judgeKey, '{"exp":'), 'token-malformed'],
    ['whose payload is deep', signToken(judgeKey, '['.repeat(3000) + ']'.repeat(3000)), 'token-malformed'],
    ['whose header is not JSON', signToken(judgeKey, claims, '{'), 'token-malformed'],
  ] as const) {
    it(`is one ${what}: ${code}`, async () => {
      const reply = await judge.me(token);
      assertProblem(reply, 401, code);
      assert.ok(!reply.text.includes(token.slice(0, 20)), 'the reply contains nothing of the token');
    });
  }

  it('never appears in the log', async () => {
    const token = changed({ user_id: 'in the log?' });
    await judge.me(token);
    await judge.me(`${token}x`);
    const parts = token.split('.');
    for (const line of judge.logged) {
      for (const part of parts.slice(1)) assert.ok(!line.includes(part.slice(0, 30)));
    }
  });

  it('is an unknown session where no issuer is trusted', async () => {
    const { send } = await openTestApp();
    const reply = await send('GET /api/v1/me', undefined, { authorization: `Bearer ${changed({})}` });
    assertProblem(reply, 401, 'unauthenticated');
  });

  it('may be valid for a day, or as long as the setting allows', async () => {
    const until = (exp: number, iat?: number) => signToken(judgeKey, { ...claims, iat, exp });
    const now = judge.nowSeconds;
    assert.equal((await judge.me(until(now + dayS))).status, 200);
    assert.equal((await judge.me(until(now + dayS - 60, now - 60))).status, 200);
    const strict = await openFor([judgeKey], { ...ofJudge, JWT_MAX_LIFETIME_SECONDS: '600' });
    assert.equal((await strict.me(until(now + 600, now))).status, 200);
    const refused = await strict.me(until(now + 601, now));
    assertProblem(refused, 401, 'token-claim');
    assert.equal(refused.body.claim, 'exp');
    assert.match(refused.body.detail, /600 seconds/);
  });

  it('expires also when it was accepted before', async () => {
    const token = changed({ user_id: 15, exp: judge.nowSeconds + 10 });
    assert.equal((await judge.me(token)).status, 200);
    judge.clock.advance(14_999); // the clocks of two servers may differ by 5 s
    assert.equal((await judge.me(token)).status, 200);
    judge.clock.advance(1001);
    assertProblem(await judge.me(token), 401, 'token-expired');
    judge.clock.advance(-16_000);
  });
});

describe('the keys of an issuer', () => {
  it('are read again for an unknown key, and tokens of a removed key end immediately', async () => {
    const [old, next] = [issuerKey('ES256', 'old'), issuerKey('ES256', 'next')];
    const { file, me, nowSeconds } = await openFor([old]);
    const [oldToken, nextToken] = [old, next].map((key) =>
      signToken(key, { sub: 'a', exp: nowSeconds + 60 }),
    ) as [string, string];
    assert.equal((await me(oldToken)).status, 200);
    writeFileSync(file, keySetOf(next));
    assert.equal((await me(nextToken)).status, 200);
    assertProblem(await me(oldToken), 401, 'token-key');
    for (const text of ['{"keys":[]}', JSON.stringify({ keys: [{ kty: 'EC', crv: 'secp256k1' }] })]) {
      writeFileSync(file, keySetOf(old));
      assert.equal((await me(oldToken)).status, 200);
      writeFileSync(file, text);
      await me(nextToken);
      assertProblem(await me(oldToken), 401, 'token-key');
    }
  });

  it('stay in force while the file is broken', async () => {
    const { file } = await openFor([judgeKey]);
    const keys = await openTrustedKeys({ source: { file }, log: quiet });
    for (const broken of ['{"keys":', '{}', '[]', '{"keys":{}}']) {
      writeFileSync(file, broken);
      await keys.refresh();
      assert.equal(keys.current().length, 1);
    }
  });

  for (const [name, jwk, why] of [
    ['an RSA key of 1,024 bits', weakRsa({ modulusLength: 1024 }), /at least 2048 bits/],
    ['an RSA key whose exponent is one', { ...rsaKey.jwk, e: 'AQ' }, /exponent/],
    ['an RSA key without a modulus', { ...rsaKey.jwk, n: undefined }, /"n" is missing/],
    ['a secret that is too short', { kty: 'oct', alg: 'HS256', k: 'c2VjcmV0' }, /at least 32 bytes/],
    ['a point that is not on its curve', { ...issuerKey('ES256').jwk, y: 'AAAA' }, /Invalid/],
    ['an unknown curve', { kty: 'EC', crv: 'secp256k1', x: 'AAAA', y: 'AAAA' }, /secp256k1/],
    ['an unknown algorithm', { ...rsaKey.jwk, alg: 'RSA-OAEP' }, /RSA-OAEP/],
    ['an algorithm of another type', { ...rsaKey.jwk, alg: 'ES256' }, /ES256/],
    ['an unknown type', { kty: 'AKP', alg: 'ML-DSA-44' }, /AKP/],
    ['a `kid` that is no string', { ...rsaKey.jwk, kid: 7 }, /"kid" must be a string/],
    ['an invalid list of `key_ops`', { ...rsaKey.jwk, key_ops: 'verify' }, /"key_ops" must be a list/],
    ['a number', 7, /is not an object/],
    ['null', null, /is not an object/],
  ] as const) {
    it(`exclude a bad one, with a warning that names it: ${name}`, async () => {
      const file = join(folder, 'some-bad.json');
      const named = typeof jwk === 'object' && jwk !== null && !('kid' in jwk) ? { ...jwk, kid: 'bad' } : jwk;
      writeFileSync(file, JSON.stringify({ keys: [named, judgeKey.jwk] }), { mode: 0o600 });
      const warned: Array<string> = [];
      const log = { ...quiet, warn: (_facts: object, text: string) => void warned.push(text) };
      const keys = await openTrustedKeys({ source: { file }, log });
      assert.equal(
        keys
          .current()
          .map(({ algorithm }) => algorithm)
          .join(),
        'HS256',
      );
      const [warning = '', ...others] = warned;
      assert.match(warning, why);
      assert.match(warning, named === jwk ? /^JWT_JWKS_FILE: key 1 / : /^JWT_JWKS_FILE: kid "bad" /);
      assert.deepEqual(others, []);
      await keys.refresh();
      assert.equal(warned.length, 1, 'once, until the set changes');
    });
  }

  it('exclude those for encryption without a warning', async () => {
    const file = join(folder, 'others.json');
    const others = [
      { ...rsaKey.jwk, use: 'enc', alg: 'RSA-OAEP' },
      { ...rsaKey.jwk, key_ops: ['encrypt'] },
    ];
    writeFileSync(file, JSON.stringify({ keys: [...others, judgeKey.jwk] }), { mode: 0o600 });
    const log = { ...quiet, warn: () => assert.fail('warned') };
    assert.equal((await openTrustedKeys({ source: { file }, log })).current().length, 1);
  });

  it('end a token that was still being verified when they changed', async () => {
    const key = issuerKey('ES256', 'old');
    const { clock, nowSeconds } = judge;
    const [file, settings] = [trusting(key).JWT_JWKS_FILE, readConfig({ JWT_ANY_AUDIENCE: 'on' })];
    const keys = await openTrustedKeys({ source: { file }, log: quiet });
    let current = keys.current();
    const changing = { ...keys, current: () => current, renew: async () => {} };
    const verify = createVerifyToken({ keys: changing, settings, clock });
    const token = signToken(key, { sub: 'a', exp: nowSeconds + 60 });
    const verifying = verify(token);
    current = [];
    await assert.rejects(verify(signToken(key, { sub: 'b', exp: nowSeconds + 60 })), { code: 'token-key' });
    await verifying;
    await assert.rejects(verify(token), { code: 'token-key' });
  });

  it('keep a server from starting when the file cannot be used, and the error explains it', async () => {
    const startWith = (file: string) => openTestApp({ JWT_JWKS_FILE: file, JWT_AUDIENCE: 'lectern' });
    const short = { kty: 'oct', k: Buffer.from('secret').toString('base64url'), alg: 'HS256' };
    for (const [text, message] of [
      [JSON.stringify({ keys: [short] }), /JWT_JWKS_FILE .* has at least 32 bytes/],
      ['[]', /"keys" is expected/],
      [JSON.stringify({ keys: [{ kty: 'EC', crv: 'secp256k1' }] }), /it has no usable key.*secp256k1/],
    ] as const) {
      const file = join(folder, 'unusable.json');
      writeFileSync(file, text);
      await assert.rejects(startWith(file), { name: 'OperatorError', message });
    }
    await assert.rejects(startWith(join(folder, 'missing.json')), /ENOENT/);
  });

  it('may be an empty set from the start', async () => {
    const { me } = await openFor([]);
    assertProblem(await me(changed({})), 401, 'token-key');
  });
});

describe('keys at an address', () => {
  let answer: { status: number; body: string } = { status: 200, body: '' };
  let asked = 0;
  const issuer = createServer(patientServer, ({ url }, response) => {
    asked += 1;
    const { status, body } = url === '/elsewhere.json' ? { status: 200, body: elsewhere } : answer;
    response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere.json' }).end(body);
  });
  const elsewhere = keySetOf(issuerKey('ES256', 'of'), issuerKey('ES256', 'strangers'));
  let runningMs = 0;
  const one = keySetOf(issuerKey('ES256', 'one'));

  /** Keys at an address that publishes one, and how many there are after a time and another answer. */
  async function open(body = one) {
    if (!issuer.listening) {
      await new Promise<void>((resolve) => void issuer.listen(0, '127.0.0.1', resolve));
      after(() => issuer.close());
    }
    asked = 0;
    answer = { status: 200, body };
    const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`;
    const keys = await openTrustedKeys({ source: { url }, log: quiet, monotonicMs: () => runningMs });
    const countAfter = async (ms: number, next: string, status = 200) => {
      answer = { status, body: next };
      runningMs += ms;
      await keys.refresh();
      return keys.current().length;
    };
    return { keys, countAfter };
  }

  it('are requested when a token names an unknown one, with a minimum interval', async () => {
    const { keys } = await open();
    assert.equal(asked, 0);
    await Promise.all([keys.renew(), keys.renew(), keys.renew()]);
    assert.equal(asked, 1);
    assert.equal(keys.current().length, 1);
    await keys.renew();
    assert.equal(asked, 1);
    runningMs += 30_000;
    await keys.renew();
    assert.equal(asked, 2);
  });

  it('stay in force while the address is down, answers nonsense or redirects, until it publishes others or none', async () => {
    const { keys, countAfter } = await open();
    await keys.renew();
    for (const [status, body] of [
      [500, ''],
      [200, '<html>'],
      [302, ''],
      [200, `{"keys":["${'x'.repeat(300_000)}"]}`],
    ] as const) {
      assert.equal(await countAfter(11 * minuteMs, body, status), 1);
    }
    const others = keySetOf(issuerKey('ES256', 'two'), issuerKey('ES256', 'three'));
    assert.equal(await countAfter(11 * minuteMs, others), 2);
    assert.equal(await countAfter(11 * minuteMs, '{"keys":[]}'), 0);
  });

  it('are valid for 24 hours after the last successful read, and no longer', async () => {
    const { keys, countAfter } = await open();
    await keys.renew();
    assert.equal(await countAfter(dayMs - 1, '<html>'), 1);
    runningMs += 1;
    assert.deepEqual(keys.current(), []);
    assert.equal(keys.current(), keys.current(), 'another array only when they have changed');
    assert.equal(await countAfter(30_000, one), 1);
    await countAfter(dayMs - 1, one);
    runningMs += dayMs - 1;
    assert.equal(keys.current().length, 1, 'the same set, read again, is valid for another day');
  });

  it('are never published secrets or published private keys', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const published = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'published' };
    const set = [judgeKey.jwk, published, issuerKey('ES256', 'one').jwk];
    const { keys } = await open(JSON.stringify({ keys: set }));
    await keys.renew();
    assert.equal(
      keys
        .current()
        .map(({ kid }) => kid)
        .join(),
      'one',
    );
  });
});

describe('a shared secret in a file', () => {
  const text = 'the secret that a judge signs with: as text, 44 b';
  /** Signs with node:crypto, as a platform does: the secret is the text itself. */
  const signed = (secret: string | Buffer, claims: object, header: object = {}) => {
    const sign = (content: string) => createHmac('sha256', secret).update(content).digest();
    return signToken({ ...judgeKey, sign }, claims, { alg: 'HS256', typ: 'JWT', ...header });
  };
  const put = (content: string | Buffer, name = `${Math.random()}.secret`) => {
    const file = join(folder, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  async function sharing(content: string | Buffer) {
    const file = put(content);
    const testApp = await openWith({ JWT_SHARED_SECRET_FILE: file, JWT_AUDIENCE: 'lectern' });
    const claims = { sub: 'ada', aud: 'lectern', exp: testApp.nowSeconds + 600 };
    return { ...testApp, file, claims };
  }

  it('is trusted for HS256 tokens, with and without a kid', async () => {
    const { me, claims } = await sharing(text);
    for (const header of [{}, { kid: 'any' }]) {
      assert.equal((await me(signed(text, claims, header))).status, 200, JSON.stringify(header));
    }
    assertProblem(await me(signed(`${text}!`, claims)), 401, 'token-signature');
    assertProblem(await me(signed(text, { ...claims, aud: 'other' })), 401, 'token-claim');
    assertProblem(await me(signed(text, claims, { alg: 'HS512' })), 401, 'token-key');
  });

  for (const [name, content, secret] of [
    ['a newline at its end', `${text}\n`, text],
    ['a newline of Windows at its end', `${text}\r\n`, text],
    ['two newlines at its end, of which one belongs to it', `${text}\n\n`, `${text}\n`],
    ['bytes that are no text', Buffer.alloc(32, 0xff), Buffer.alloc(32, 0xff)],
    ['letters beyond ASCII, as UTF-8', `ąę ${text}`, `ąę ${text}`],
  ] as const) {
    it(`may have ${name}`, async () => {
      const { me, claims } = await sharing(content);
      assert.equal((await me(signed(secret, claims))).status, 200);
    });
  }

  it('may be replaced while the server runs', async () => {
    const { file, claims, clock } = await sharing(text);
    const keys = await openTrustedKeys({ source: { secretFile: file }, log: quiet });
    const verify = createVerifyToken({ keys, settings: readConfig({ JWT_AUDIENCE: 'lectern' }), clock });
    const next = text.toUpperCase();
    assert.equal((await verify(signed(text, claims))).externalId, 'ada');
    writeFileSync(file, `${next}\n`);
    await keys.refresh();
    assert.equal((await verify(signed(next, claims))).externalId, 'ada');
    await assert.rejects(verify(signed(text, claims)), { code: 'token-signature' });
    writeFileSync(file, 'too short');
    await keys.refresh();
    assert.equal((await verify(signed(next, claims))).externalId, 'ada', 'the last one stays in force');
    assert.match(keys.describe().failure ?? '', /at least 32 bytes/);
  });

  for (const [name, content, message] of [
    ['too short', 'x'.repeat(31), /cannot be used: .*at least 32 bytes \(RFC 7518 §3\.2\), this one has 31$/],
    ['too short without its newline', `${'x'.repeat(31)}\n`, /this one has 31$/],
    ['empty', '', /this one has 0$/],
    ['missing', undefined, /^JWT_SHARED_SECRET_FILE .*missing\.secret cannot be used: ENOENT/],
    ['a set of keys', keySetOf(judgeKey), /PEM or JSON.*set JWT_JWKS_FILE/],
    [
      'a public key in PEM, which anyone could sign with',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
      /PEM or JSON/,
    ],
  ] as const) {
    it(`keeps a server from starting when it is ${name}`, async () => {
      const file = content === undefined ? join(folder, 'missing.secret') : put(content);
      await assert.rejects(openTestApp({ JWT_SHARED_SECRET_FILE: file, JWT_AUDIENCE: 'lectern' }), {
        name: 'OperatorError',
        message,
      });
    });
  }

  it('causes a warning when others may read it, once', async () => {
    const file = put(text);
    chmodSync(file, 0o644);
    const warned: Array<string> = [];
    const log = { ...quiet, warn: (_facts: object, line: string) => void warned.push(line) };
    const keys = await openTrustedKeys({ source: { secretFile: file }, log });
    await keys.refresh();
    assert.deepEqual(warned, [
      `JWT_SHARED_SECRET_FILE: other users can read or change it. Run: chmod 640 ${file}`,
    ]);
  });
});

describe('an admin of the platform, as docs/trusted-tokens.md has it', () => {
  const asAdmin = (claims: object, nowSeconds: number) =>
    signToken(judgeKey, { user_id: 1, role: 'admin', type: 'access', exp: nowSeconds + 600, ...claims });
  const staff = [{ externalId: '1' }];

  for (const [needs, settings, given, taskClaims, statuses] of [
    ['nothing', {}, [], {}, [404, 404, 404]],
    ['a granted task', {}, [], { lectern_tasks: [{ task: 'ext:42' }] }, [200, 403, 404]],
    ['to be staff', { JWT_TEACHER_ROLES: 'teacher,admin' }, staff, {}, [200, 200, 200]],
    ['to be admin here', { JWT_ADMIN_ROLES: 'admin' }, [], {}, [200, 200, 200]],
  ] as const) {
    it(`who gets ${needs} gets ${statuses} for a task, its settings and a contest`, async () => {
      const app = await openFor([judgeKey], { ...ofJudge, JWT_ADMIN_ROLES: '', ...settings });
      const program = await app.program();
      const task = await program.send('PUT /api/v1/tasks/ext%3A42', { title: 'Sums', staff: given });
      const times = { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };
      const contest = await program.send('PUT /api/v1/contests/ext%3A3', {
        name: 'Final',
        ...times,
        staff: given,
      });
      assert.deepEqual([task.status, contest.status], [201, 201]);
      const authorization = `Bearer ${asAdmin(taskClaims, app.nowSeconds)}`;
      const found = [];
      for (const path of ['tasks/ext%3A42', 'tasks/ext%3A42/settings', 'contests/ext%3A3'])
        found.push((await app.send(`GET /api/v1/${path}`, undefined, { authorization })).status);
      assert.deepEqual(found, statuses);
    });
  }
});
