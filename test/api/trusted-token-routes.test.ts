import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp, type Send } from '../support/app.ts';
import { servedRoutes } from '../support/served-routes.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { issuerKey, keySetOf, signToken } from '../support/tokens.ts';

const key = issuerKey('ES256');
const file = join(temporaryFolder(), 'keys.json');
writeFileSync(file, keySetOf(key));
const { app, core, clock, person, send } = await openTestApp({
  JWT_JWKS_FILE: file,
  JWT_AUDIENCE: 'lectern',
  JWT_ROLE_CLAIM: 'role',
  JWT_ADMIN_ROLES: 'admin',
});
await app.api.ready();
const exp = Math.floor(clock.nowMs() / 1000) + 600;
const token = signToken(key, { sub: 'ada', aud: 'lectern', role: 'admin', exp });
const byToken: Send = (route, body, headers) =>
  send(route, body, { authorization: `Bearer ${token}`, ...headers });
const { userId } = (await byToken('GET /api/v1/me')).body;
const admin = await person('admin');

/** Routes that create a credential, or a link that works as one. */
const refused = [
  'POST /api/v1/accounts',
  'POST /api/v1/accounts/{userId}/setup-link',
  'POST /api/v1/api-keys',
  'POST /api/v1/people-import',
  'POST /api/v1/setup-links',
  'PUT /api/v1/me/calendar-link',
];

const isRefused = ({ status, body }: Awaited<ReturnType<Send>>) =>
  status === 403 && body.code === 'forbidden' && body.reason === 'trusted-token';

/** The operations of the published document whose reply shows something only once, such as a credential. */
function showingSecrets(): ReadonlyArray<string> {
  const api = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8'));
  const withRefs = (value: unknown): string =>
    JSON.stringify(value).replaceAll(
      /"\$ref":"#\/([^"]+)"/g,
      (_, path: string) => `"found":${withRefs(path.split('/').reduce((at, part) => at[part], api))}`,
    );
  return Object.entries<Record<string, { responses?: Record<string, unknown>; security?: [] }>>(api.paths)
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    )
    .filter(({ operation: { responses = {}, security } }) => {
      const replies = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      return security?.length !== 0 && /shown only once|shown this once/i.test(withRefs(replies));
    })
    .map(({ route }) => route);
}

describe('a token of a platform', () => {
  it('is refused by exactly the routes that create a credential, whatever the role', async () => {
    const changing = servedRoutes(app.api).filter(
      (route) => !route.startsWith('GET ') && route.includes(' /api/v1/'),
    );
    assert.ok(changing.length > 60, String(changing.length));
    const found: Array<string> = [];
    for (const route of changing) {
      const [method, path = ''] = route.split(' ');
      // No route accepts a body of this type, so a route that accepts the token does nothing.
      const headers = { 'content-type': 'application/x-unknown' };
      const reply = await byToken(`${method} ${path.replaceAll(/\{\w+\}/g, 'x')}`, 'x', headers);
      if (isRefused(reply)) found.push(route);
    }
    assert.deepEqual(found.toSorted(), refused);
  });

  it('is refused by each route whose reply shows something only once', () => {
    assert.deepEqual(showingSecrets().toSorted(), refused);
  });

  it('is refused there with a sufficient role, while a session is accepted', async () => {
    const draft = { name: 'Judge', scopes: ['read'] };
    assertProblem(await byToken('POST /api/v1/api-keys', draft), 403, 'forbidden');
    assert.deepEqual(await core.apiKeys.list({ limit: 10, after: undefined }), []);
    assert.equal((await admin.send('POST /api/v1/api-keys', draft)).status, 201);
  });

  it('may disable an account, but not change how it signs in', async () => {
    const other = await person('student');
    const route = `PATCH /api/v1/accounts/${other.id}`;
    for (const changes of [
      { role: 'admin' },
      { externalId: 'mallory' },
      { emailVerified: true },
      { disabled: false },
      { name: 'Other', role: 'teacher' },
    ]) {
      assert.ok(isRefused(await byToken(route, changes)), JSON.stringify(changes));
    }
    assert.equal((await core.accounts.find(other.id)).role, 'student');
    assert.equal((await byToken(route, { name: 'Other', disabled: true })).status, 200);
    assert.equal((await admin.send(route, { disabled: false, role: 'teacher' })).status, 200);
  });

  it('deletes no account, because the caller would get what the person owned', async () => {
    const route = `DELETE /api/v1/accounts/${(await person('teacher')).id}`;
    assert.ok(isRefused(await byToken(route)));
    assert.equal((await byToken(`${route}?dryRun=true`)).status, 200);
    assert.equal((await admin.send(route)).status, 200);
  });

  it('changes no password', async () => {
    const change = { currentPassword: 'wrong horse', newPassword: 'correct horse' };
    assert.ok(isRefused(await byToken('POST /api/auth/change-password', change)));
    assert.deepEqual(await core.accounts.signInMethods(userId), { password: false, provider: false });
  });
});
