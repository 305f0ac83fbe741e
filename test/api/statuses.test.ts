import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bookletRoutes } from '../../src/features/booklets/booklet-routes.ts';
import { openBooklets } from '../../src/features/booklets/parts.ts';
import { createDemoCourse } from '../../src/features/demo/demo-course.ts';
import { demoCourseRoutes } from '../../src/features/demo/demo-course-routes.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { operations } from '../properties/api-operations.ts';
import { createExampleRequests, idsOf } from '../properties/example-requests.ts';
import { type ApiWorld, createApiPeople, pathIn } from '../support/api-world.ts';
import { assertProblem, examplePdf, openTestApp, type Reply, type Send, sha256 } from '../support/app.ts';
import { featuresWith } from '../support/features-with.ts';
import { byRunSeed, sampled } from '../support/sampled.ts';
import { servedRoutes } from '../support/served-routes.ts';
import { hourMs } from '../support/settable-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { issuerKey, keySetOf, signToken } from '../support/tokens.ts';
import { givingLastingAccess, roles, rows } from './expected-statuses.ts';

const key = issuerKey('ES256');
const keyFile = join(temporaryFolder(), 'keys.json');
writeFileSync(keyFile, keySetOf(key));
// Booklets are inserted, because making one takes a second; one of them is also in the storage.
const testApp = await openTestApp(
  {
    JWT_JWKS_FILE: keyFile,
    JWT_AUDIENCE: 'lectern',
    JWT_ROLE_CLAIM: 'role',
    JWT_ADMIN_ROLES: 'admin',
  },
  featuresWith({
    async demo(host) {
      const demoCourse = createDemoCourse(host);
      return { http: { routes: [demoCourseRoutes({ ...demoCourse, create: demoCourse.find })] } };
    },
    async booklets(host) {
      const parts = { ...host, ...openBooklets(host) };
      const owners = ['contest', 'group'] as const;
      return { http: { routes: owners.map((owner) => bookletRoutes(parts, owner)) } };
    },
  }),
);
const { app, core, clock, person, send } = testApp;
const { people, senders: sessions, renewSessions, makeWorld } = await createApiPeople(testApp);
await app.api.ready();
const exp = Math.floor(clock.nowMs() / 1000) + 600;
const token = signToken(key, { sub: 'ada', aud: 'lectern', role: 'admin', exp });
const trusted: Send = (route, body) => send(route, body, { authorization: `Bearer ${token}` });
const senders: Readonly<Record<string, Send>> = { ...sessions, trusted };

const pdf = examplePdf();
const email = people.outsider.email;
let attempts = 0;
/** Another address each time, because failures of one are limited. */
const credentials = () => ({ email: `nobody-${++attempts}@example.org`, password: 'wrong' });

interface Request {
  /** Parameters that differ from those of the whole table. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
}

const invitation = { endsAt: isoTime(clock.nowMs() + hourMs), maxUses: 30 };
const statement = { fileName: 'task.pdf', size: pdf.length, sha256: sha256(pdf) };
/** What is sent where the ids of the world and an example of the body are not enough. */
const requests: Readonly<Record<string, (world: ApiWorld) => Request>> = {
  'POST /api/auth/sign-in/email': () => ({ body: credentials() }),
  'POST /api/auth/sign-up/email': () => ({ body: { ...credentials(), name: 'Nobody' } }),
  'POST /api/auth/change-password': () => ({
    body: { currentPassword: 'wrong', newPassword: 'correct horse' },
  }),
  'GET /api/v1/calendar.ics': () => ({ query: 'token=no-such-token' }),
  'PATCH /api/v1/tasks/{taskId} visibility': () => ({
    body: { visibility: 'signed-in', visibleFrom: isoTime(0) },
  }),
  'GET /api/v1/tasks/{taskId}/access': () => ({ query: `userId=${people.member.id}` }),
  'POST /api/v1/tasks/{taskId}/description-url': () => ({ body: {} }),
  'POST /api/v1/tasks/{taskId}/description-url versionId': ({ version }) => ({
    body: { versionId: version.id },
  }),
  'POST /api/v1/tasks/{taskId}/documents': () => ({ body: { language: 'pl', ...statement } }),
  'PUT /api/v1/tasks/{taskId}/documents/{language}': () => ({ body: statement }),
  'POST /api/v1/tasks/{taskId}/documents/{versionId}/cancel': ({ pending }) => ({
    params: { versionId: pending.id },
  }),
  'POST /api/v1/tasks/{taskId}/attachments': () => ({ body: { ...statement, fileName: 'notes.pdf' } }),
  'POST /api/v1/tasks/{taskId}/staff': () => ({ body: { emails: [email], role: 'editor' } }),
  'POST /api/v1/tasks/{taskId}/staff manager': () => ({ body: { emails: [email], role: 'manager' } }),
  'PATCH /api/v1/tasks/{taskId}/staff/{userId}': () => ({ body: { role: 'editor' } }),
  'GET /api/v1/contests/{contestId}/preview': () => ({ query: `userId=${people.participant.id}` }),
  'DELETE /api/v1/contests/{contestId}/groups/{groupId}': ({ invited }) => ({
    params: { groupId: invited.id },
  }),
  'GET /api/v1/issued-urls taskId': ({ given }) => ({ query: `taskId=${given.id}` }),
  'GET /api/v1/issued-urls/counts taskId': ({ given }) => ({ query: `taskId=${given.id}` }),
  'POST /api/v1/issued-urls/trace': ({ url }) => ({ body: { url } }),
  'POST /api/v1/accounts': () => ({ body: { email: credentials().email, name: 'New', role: 'teacher' } }),
  'PATCH /api/v1/accounts/{userId}': () => ({ body: { disabled: true } }),
  'PUT /api/v1/contests/{contestId}': () => ({
    body: { name: 'Put', startsAt: isoTime(0), prefetchFrom: null },
  }),
  'POST /api/v1/webhooks': () => ({ body: { url: 'https://judge.invalid/', events: ['key.rotated'] } }),
  'PATCH /api/v1/webhooks/{webhookId}': () => ({ body: { paused: true } }),
  'POST /api/v1/webhooks/{webhookId}/replay': () => ({ query: `since=${isoTime(0)}` }),
  'POST /api/v1/groups/{groupId}/invitations': () => ({ body: invitation }),
  'POST /api/v1/contests/{contestId}/invitations': () => ({ body: invitation }),
  'DELETE /api/v1/contests/{contestId}/invitations/{invitationId}': ({ contestInvitation }) => ({
    params: { invitationId: contestInvitation.id },
  }),
  'POST /api/v1/invitations/join': (world) => ({
    body: { token: world.invitation.url.split('=').at(-1) },
  }),
  'POST /api/v1/people-import': () => ({ body: { csv: 'name,email\nAnn,ann@example.org\n' } }),
};
const { requestOf } = createExampleRequests({ nowMs: clock.nowMs(), email });

function ask(world: ApiWorld, { name, path, method }: (typeof rows)[number], as: Send): Promise<Reply> {
  const operation = operations.find((each) => each.method === method && each.path === path);
  const ids = idsOf(world);
  const example = operation && requestOf(operation, (_, kind) => ids[kind]).body;
  const { params, query = '', body = example } = requests[name]?.(world) ?? {};
  const filled = pathIn(world, path, params);
  return as(`${method} ${filled}${query === '' ? '' : `?${query}`}`, body);
}

describe(`the rights in docs/rights.md, by ${byRunSeed}`, () => {
  it('are those of every route of the server, and of no other', () => {
    assert.deepEqual(roles, Object.keys(senders));
    assert.deepEqual([...new Set(rows.map(({ route }) => route))].sort(), servedRoutes(app.api).toSorted());
    assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
  });

  it('are those of a program exactly where the API document names the scope of its key', async () => {
    const { body: document } = await send('GET /api/v1/openapi.json');
    for (const { path, method, name, statuses } of rows) {
      if (!path.startsWith('/api/v1/') || /settings$|openapi/.test(path)) continue;
      const { security = [] } = document.paths[path][method.toLowerCase()];
      const scopes = security.flatMap(({ apiKey = [] }) => apiKey);
      assert.equal(scopes.length, statuses[roles.indexOf('program')] === 200 ? 1 : 0, name);
    }
  });

  let world: ApiWorld | undefined;
  for (const row of sampled(rows, sized(1, 1, 4))) {
    it(`hold for every caller of ${row.name}`, async () => {
      const asked = roles.map((role, at) => ({ role, expected: row.statuses[at] ?? 0 }));
      let isChanged = false;
      const statusFor = async (role: string) => {
        world ??= await makeWorld();
        const { status } = await ask(world, row, senders[role] as Send);
        if (row.path === '/api/auth/sign-out') await renewSessions();
        isChanged ||= row.method !== 'GET' && status < 300;
        return status < 300 ? 200 : status;
      };
      const got: Array<string> = [];
      // Refused roles share a world that they do not change; the others get one each, because making one takes long.
      for (const { role, expected } of asked.toSorted((one, other) => other.expected - one.expected)) {
        const isUnchanged = !isChanged;
        let status = await statusFor(role);
        if (status !== expected && !isUnchanged) {
          world = undefined; // the action can be done only once
          status = await statusFor(role);
        }
        got.push(`${role} ${status}`);
      }
      if (isChanged) world = undefined;
      assert.deepEqual(got.sort(), asked.map(({ role, expected }) => `${role} ${expected}`).sort());
    });
  }
});

/** The operations of the published document whose reply shows something only once, such as a credential. */
async function showingSecrets(): Promise<ReadonlyArray<string>> {
  const { body: api } = await send('GET /api/v1/openapi.json');
  const withRefs = (value: unknown): string =>
    JSON.stringify(value).replaceAll(
      /"\$ref":"#\/([^"]+)"/g,
      (_, path: string) => `"found":${withRefs(path.split('/').reduce((at, part) => at[part], api))}`,
    );
  return rows
    .filter(({ path, method, variant }) => {
      if (variant !== '' || path.endsWith('openapi.json')) return false;
      const { responses = {}, security } = api.paths[path][method.toLowerCase()];
      const replies = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      return security?.length !== 0 && /shown only once|shown this once/i.test(withRefs(replies));
    })
    .map(({ route }) => route);
}

describe('a token of a platform', () => {
  it('is refused by each route whose reply shows something only once', async () => {
    assert.deepEqual((await showingSecrets()).toSorted(), givingLastingAccess);
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
      const refused = await trusted(route, changes);
      assertProblem(refused, 403, 'forbidden');
      assert.equal(refused.body.reason, 'trusted-token', JSON.stringify(changes));
    }
    assert.equal((await core.accounts.find(other.id)).role, 'student');
    assert.equal((await trusted(route, { name: 'Other', disabled: true })).status, 200);
    assert.equal((await people.admin.send(route, { disabled: false, role: 'teacher' })).status, 200);
  });

  it('makes a dry run of the deletion of an account, which it may not delete', async () => {
    const route = `DELETE /api/v1/accounts/${(await person('teacher')).id}`;
    assertProblem(await trusted(route), 403, 'forbidden');
    assert.equal((await trusted(`${route}?dryRun=true`)).status, 200);
  });
});

describe('a request without a body', () => {
  let world: ApiWorld | undefined;
  // The refusal comes before any query, so one database is enough.
  const asked = testDialect === 'sqlite' ? rows : [];
  for (const row of asked.filter(({ method, variant }) => method !== 'GET' && variant === '')) {
    it(`is no failure of the server at ${row.route}`, async () => {
      world ??= await makeWorld();
      const { status } = await ask(world, row, (route) => people.admin.send(route));
      assert.ok(status < 500, String(status));
      if (status < 300) world = undefined;
      if (row.path === '/api/auth/sign-out') await renewSessions();
      // A server has one demo course, not each world.
      if (row.path === '/api/v1/demo-course') await people.admin.send('DELETE /api/v1/demo-course');
    });
  }
});
