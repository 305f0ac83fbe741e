import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crossOriginRefusal } from '../../src/api/same-origin.ts';
import { assertProblem, openTestApp } from '../support/app.ts';

const origin = 'https://lectern.example.org';
const foreign = 'https://evil.example.net';
const passes = (method: string, headers: Record<string, string>) => {
  const refusal = crossOriginRefusal(method, headers, origin);
  assert.ok(refusal === undefined || refusal.code === 'cross-origin');
  return refusal === undefined;
};

describe('an unsafe request with a cookie', () => {
  const cookie = { cookie: 'lectern.session_token=abc' };

  // Fetch Metadata (W3C, §2.1): the four values of Sec-Fetch-Site; RFC 6454 §7 for Origin.
  for (const [headers, expected] of [
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': '' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin }, false],
    [{ 'sec-fetch-site': 'same-origin', origin: foreign }, true],
    [{ origin }, true],
    [{ origin: foreign }, false],
    [{ origin: 'null' }, false],
    [{ origin: 'http://lectern.example.org' }, false],
    [{ origin: 'https://lectern.example.org:8443' }, false],
    [{ origin: 'https://lectern.example.org.example.net' }, false],
    [{}, true],
  ] as ReadonlyArray<[Record<string, string>, boolean]>) {
    it(`${expected ? 'passes' : 'is refused'} with ${JSON.stringify(headers)}`, () => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        assert.equal(passes(method, { ...cookie, ...headers }), expected, method);
      }
    });
  }

  it('passes with a bearer token, which no other site can make a browser add', () => {
    assert.ok(passes('POST', { ...cookie, authorization: 'Bearer abc', origin: foreign }));
  });

  // Browsers add stored credentials of an address automatically (RFC 9110 §11.6.2, Fetch Standard, "credentials").
  for (const authorization of ['Basic YTpi', 'Digest username="a"', 'Negotiate YTpi', 'Bearer', 'abc', '']) {
    it(`is refused from another site with "Authorization: ${authorization}"`, () => {
      assert.ok(!passes('POST', { ...cookie, authorization, origin: foreign }));
      assert.ok(!passes('POST', { ...cookie, authorization, 'sec-fetch-site': 'cross-site' }));
    });
  }

  it('passes when it is safe (RFC 9110 §9.2.1)', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      assert.ok(passes(method, { ...cookie, origin: foreign, 'sec-fetch-site': 'cross-site' }));
    }
  });
});

describe('the server', () => {
  it('refuses cross-origin requests before anything else, signing in included', async () => {
    const { core, send, person } = await openTestApp({ LECTERN_PUBLIC_URL: origin });
    const { token } = await person('teacher');
    const headers = { cookie: `__Host-lectern.session_token=${token}`, origin: foreign };
    for (const [route, body] of [
      ['POST /api/v1/tasks', { title: 'A' }],
      ['POST /api/v1/tasks', '{'],
      ['POST /api/auth/sign-in/email', { email: 'a@example.org', password: 'x' }],
      ['POST /api/auth/sign-out', {}],
      ['POST /nowhere', {}],
    ] as const) {
      assertProblem(await send(route, body, headers), 403, 'cross-origin');
    }
    const { total } = await core.database.kysely
      .selectFrom('tasks')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    assert.equal(total, 0);
    assert.equal((await send('POST /api/v1/tasks', { title: 'A' }, { ...headers, origin })).status, 201);
    assert.equal((await send('GET /api/v1/tasks', undefined, headers)).status, 200);
  });
});
