import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashSessionToken } from '../../src/accounts/session-token.ts';
import { isoTime } from '../../src/clock.ts';
import { examplePdf, openTestApp, type Reply, type Send, sha256 } from '../support/app.ts';
import { servedRoutes } from '../support/served-routes.ts';
import { hourMs } from '../support/settable-clock.ts';
import { roles, rows } from './expected-statuses.ts';

const { app, core, clock, person, task, publish, upload, send } = await openTestApp();
await app.api.ready();
const { groups, contests, contestTasks, contestPeople, collaborators, accounts } = core;

const people = {
  outsider: await person(),
  member: await person(),
  participant: await person(),
  reader: await person('teacher'),
  editor: await person('teacher'),
  manager: await person('teacher'),
  owner: await person('teacher'),
  groupStaff: await person('teacher'),
  contestStaff: await person('teacher'),
  teacher: await person('teacher'),
  admin: await person('admin'),
  disabled: await person('teacher'),
};
const senders: Readonly<Record<string, Send>> = {
  anonymous: send,
  ...Object.fromEntries(Object.entries(people).map(([role, { send: asPerson }]) => [role, asPerson])),
};
await accounts.disable(people.disabled.email);
// Disabling ends all sessions; even one that was made at the same moment is worth nothing.
await renewSessions();

type World = Awaited<ReturnType<typeof makeWorld>>;

/** A task, a group and a contest in which everybody has the place that the table says. */
async function makeWorld() {
  const { owner, groupStaff, contestStaff, disabled, participant, member } = people;
  const given = await task(owner);
  const version = await publish(given, owner);
  for (const role of ['reader', 'editor', 'manager'] as const) {
    await collaborators.put(given.id, people[role].id, role);
  }
  await collaborators.put(given.id, disabled.id, 'owner');
  const helper = await person();
  const pending = await upload(given, helper);
  await collaborators.put(given.id, helper.id, 'reader');

  const group = await groups.create('Algorithms', groupStaff.id);
  await groups.putMembers(group.id, [disabled.id], 'staff');
  await groups.putMembers(group.id, [member.id, helper.id], 'member');
  await groups.assign(group.id, given.id, { opensAt: 0, closesAt: null });

  const times = { startsAt: clock.nowMs() + hourMs, endsAt: clock.nowMs() + 5 * hourMs };
  const contest = await contests.create({ name: 'Finals', ...times, afterEnd: 'closed' }, contestStaff.id);
  await contestPeople.putStaff(contest.id, [disabled.id, helper.id]);
  const onTime = { delaySeconds: 0, extraSeconds: 0 };
  await contestPeople.putParticipants(contest, [participant.id, helper.id], onTime);
  const invited = await groups.create('Invited', people.admin.id);
  await contestPeople.putGroup(contest.id, invited.id);
  const slot = { label: 'A', position: 0, opensAt: null, closesAt: null };
  await contestTasks.put(contest, { taskId: given.id, ...slot });

  const url: string = (await owner.send(`POST /api/v1/tasks/${given.id}/description-url`)).body
    .descriptionPdfUrl;
  const oldKeyId = core.keys.ring()[0].id;
  await core.keys.rotate();
  return { given, version, pending, group, contest, invited, helper, url, oldKeyId };
}

const pdf = examplePdf();
const email = people.outsider.email;
let attempts = 0;
/** Another address every time, as failures of one are limited. */
const credentials = () => ({ email: `nobody-${++attempts}@example.org`, password: 'wrong' });

interface Request {
  /** What differs from the parameters that the whole table has. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
}

/** What is sent where the path alone is not enough. */
const requests: Readonly<Record<string, (world: World) => Request>> = {
  'POST /api/auth/sign-in/email': () => ({ body: credentials() }),
  'POST /api/auth/sign-up/email': () => ({ body: { ...credentials(), name: 'Nobody' } }),
  'POST /api/auth/change-password': () => ({
    body: { currentPassword: 'wrong', newPassword: 'correct horse' },
  }),
  'POST /api/auth/reset-password': () => ({ body: { token: 'no-such-token', newPassword: 'correct horse' } }),
  'PATCH /api/v1/me': () => ({ body: { name: 'Renamed' } }),
  'POST /api/v1/tasks': () => ({ body: { title: 'Another task' } }),
  'PATCH /api/v1/tasks/{taskId}': () => ({ body: { title: 'Renamed' } }),
  'PATCH /api/v1/tasks/{taskId} visibility': () => ({
    body: { visibility: 'signed-in', visibleFrom: isoTime(0) },
  }),
  'GET /api/v1/tasks/{taskId}/access': () => ({ query: `userId=${people.outsider.id}` }),
  'POST /api/v1/tasks/{taskId}/description-url versionId': ({ version }) => ({
    body: { versionId: version.id },
  }),
  'POST /api/v1/description-urls': ({ given }) => ({ body: { taskIds: [given.id] } }),
  'POST /api/v1/tasks/{taskId}/documents': () => ({
    body: { language: 'pl', fileName: 'task.pdf', size: pdf.length, sha256: sha256(pdf) },
  }),
  'POST /api/v1/tasks/{taskId}/documents/{versionId}/cancel': ({ pending }) => ({
    params: { versionId: pending.id },
  }),
  'POST /api/v1/tasks/{taskId}/collaborators': () => ({ body: { email, role: 'editor' } }),
  'POST /api/v1/tasks/{taskId}/collaborators manager': () => ({ body: { email, role: 'manager' } }),
  'POST /api/v1/groups': () => ({ body: { name: 'Another group' } }),
  'PATCH /api/v1/groups/{groupId}': () => ({ body: { name: 'Renamed' } }),
  'POST /api/v1/groups/{groupId}/members': () => ({ body: { emails: [email] } }),
  'PUT /api/v1/groups/{groupId}/tasks/{taskId}': () => ({ body: { opensAt: isoTime(0) } }),
  'POST /api/v1/contests': () => ({ body: { name: 'Another', startsAt: isoTime(0) } }),
  'PATCH /api/v1/contests/{contestId}': () => ({ body: { name: 'Renamed' } }),
  'PUT /api/v1/contests/{contestId}/tasks/{taskId}': () => ({ body: { label: 'B' } }),
  'PUT /api/v1/contests/{contestId}/task-order': ({ given }) => ({
    body: { tasks: [{ taskId: given.id, label: 'B' }] },
  }),
  'GET /api/v1/contests/{contestId}/preview': () => ({ query: `userId=${people.participant.id}` }),
  'POST /api/v1/contests/{contestId}/participants': () => ({ body: { emails: [email] } }),
  'DELETE /api/v1/contests/{contestId}/groups/{groupId}': ({ invited }) => ({
    params: { groupId: invited.id },
  }),
  'POST /api/v1/contests/{contestId}/staff': () => ({ body: { emails: [email] } }),
  'GET /api/v1/issued-urls taskId': ({ given }) => ({ query: `taskId=${given.id}` }),
  'GET /api/v1/issued-urls/counts taskId': ({ given }) => ({ query: `taskId=${given.id}` }),
  'POST /api/v1/issued-urls/trace': ({ url }) => ({ body: { url } }),
  'POST /api/v1/accounts': () => ({ body: { email: credentials().email, name: 'New', role: 'teacher' } }),
  'PATCH /api/v1/accounts/{userId}': () => ({ body: { name: 'Renamed' } }),
  'DELETE /api/v1/signing-keys/{keyId}': ({ oldKeyId }) => ({ params: { keyId: oldKeyId } }),
  'POST /api/v1/people-import': () => ({ body: { csv: 'name,email\nAnn,ann@example.org\n' } }),
};

function ask(world: World, row: (typeof rows)[number], as: Send): Promise<Reply> {
  const { route, variant, path, method } = row;
  const key = variant === '' ? route : `${route} ${variant}`;
  const { params, query = '', body } = requests[key]?.(world) ?? {};
  const values: Readonly<Record<string, string>> = {
    taskId: world.given.id,
    groupId: world.group.id,
    contestId: world.contest.id,
    userId: world.helper.id,
    versionId: world.version.id,
    language: 'en',
    ...params,
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? assert.fail(name));
  return as(`${method} ${filled}${query === '' ? '' : `?${query}`}`, body);
}

describe('the table of expected statuses', () => {
  it('has a row for every route of the server, and none for another', () => {
    const served = servedRoutes(app.api);
    assert.deepEqual([...new Set(rows.map(({ route }) => route))].sort(), served.toSorted());
  });

  it('has a status for every role in every row', () => {
    assert.deepEqual(roles, Object.keys(senders));
    for (const { route, statuses } of rows) assert.equal(statuses.length, roles.length, route);
  });

  let world: World | undefined;
  for (const row of rows) {
    it(`is what everybody gets from ${row.route} ${row.variant}`.trim(), async () => {
      const got: Array<number> = [];
      for (const role of roles) {
        world ??= await makeWorld();
        const { status } = await ask(world, row, senders[role] as Send);
        got.push(status);
        // What has changed something needs another world; only then, as making one takes long.
        if (row.method !== 'GET' && status < 300) world = undefined;
        if (row.path === '/api/auth/sign-out') await renewSessions();
      }
      const named = (statuses: ReadonlyArray<number>) =>
        statuses.map((status, at) => `${roles[at]} ${status}`);
      assert.deepEqual(named(got), named(row.statuses));
    });
  }
});

describe('a request without a body', () => {
  let world: World | undefined;
  for (const row of rows.filter(({ method, variant }) => method !== 'GET' && variant === '')) {
    it(`is no failure of the server at ${row.route}`, async () => {
      world ??= await makeWorld();
      const { status } = await ask(world, row, (route) => people.admin.send(route));
      assert.ok(status < 500, String(status));
      if (status < 300) world = undefined;
      await renewSessions();
    });
  }
});

/** Makes the sessions again that have ended. */
async function renewSessions(): Promise<void> {
  const { kysely } = core.database;
  const at = isoTime(clock.nowMs());
  for (const { id, token } of Object.values(people)) {
    const session = {
      id: token,
      token: hashSessionToken(token),
      userId: id,
      expiresAt: '2100-01-01T00:00:00.000Z',
    };
    await kysely
      .insertInto('session')
      .values({ ...session, createdAt: at, updatedAt: at } as never)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
