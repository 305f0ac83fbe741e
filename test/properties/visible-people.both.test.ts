import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openTestApp, type Person } from '../support/app.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { type StoredWorld, startMs, store, time, type World, world } from './access-world.ts';
import { type Operation, operations, resolved, type Schema, type Values } from './api-operations.ts';
import { createExampleRequests } from './example-requests.ts';

const { core, clock, person } = await openTestApp();
const { requestOf } = createExampleRequests({ nowMs: clock.nowMs(), email: 'nobody@example.org' });

const { paths } = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));

/** Whether a value of a schema can say more of someone than their id. */
function showsPeople(given: Schema, within: ReadonlyArray<Schema> = []): boolean {
  const schema: Schema = resolved(given);
  if (within.includes(schema)) return false;
  const { properties = {}, items, anyOf = [], oneOf = [] } = schema;
  const names = Object.keys(properties);
  const isPerson = names.includes('userId') && (names.includes('name') || names.includes('externalId'));
  const says = /^(email|unverifiedEmail|emails|names|userExternalId|uploadedBy(Name|ExternalId))$/;
  return (
    isPerson ||
    names.some((name) => says.test(name)) ||
    [...Object.values(properties), ...anyOf, ...oneOf, ...(items ? [items] : [])].some((each) =>
      showsPeople(each, [...within, schema]),
    )
  );
}

const showing = operations.filter(({ method, path }) =>
  Object.entries<ReturnType<typeof JSON.parse>>(paths[path][method.toLowerCase()].responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content = {} }]) => Object.values<{ schema: Schema }>(content))
    .some(({ schema }) => showsPeople(schema)),
);

/** A world as it is stored, with what its people have got of its tasks. */
interface Populated extends StoredWorld {
  readonly made: World;
  readonly externalIds: ReadonlyArray<string>;
  readonly urls: ReadonlyArray<string>;
  /** Who got a URL of a task, and on what ground; people and tasks by their position. */
  readonly got: ReadonlyArray<{ readonly task: number; readonly person: number; readonly ground: string }>;
}

interface Asked {
  readonly query?: string;
  readonly body?: unknown;
  /** The position of the person whose e-mail address is in the request. */
  readonly named?: number;
}
type Ask = (populated: Populated, inPath: Values, asker: number) => ReadonlyArray<Asked>;

const plainly: Ask = () => [{}];
const inFull: Ask = () => [{ query: 'limit=200' }];
const withCsv: Ask = () => [{ query: 'limit=200' }, { query: 'format=csv' }];
const aboutEach: Ask = ({ people, externalIds }) =>
  people.flatMap(({ id, email }, named) => [
    { query: `userId=${id}` },
    { query: `userId=ext:${externalIds[named]}` },
    { query: `email=${email}`, named },
  ]);
const triedWith = (body?: object): ReadonlyArray<Asked> => [{ query: 'dryRun=true', ...(body && { body }) }];
const tried =
  (body?: object): Ask =>
  () =>
    triedWith(body);
/** Adds the asker, who is there already, to what they run. */
const adding =
  (more: object): Ask =>
  ({ people }, _, named) => [{ body: { emails: [people[named]?.email], ...more }, named }];
/** The row of a person, so that a change to its values changes nothing. */
const rowOf = <Row extends { readonly person: number }>(
  rows: ReadonlyArray<Row>,
  { people }: Pick<StoredWorld, 'people'>,
  userId: unknown,
) => rows.find((row) => people[row.person]?.id === userId);
const open = { opensAt: '2020-01-01T00:00:00Z' };
const closed = { opensAt: '2020-01-01T00:00:00Z', closesAt: '2020-01-02T00:00:00Z' };

/** How to ask for all that an operation shows to others than admins, at each of its paths in a world. */
const asks: Readonly<Record<string, Ask>> = {
  ...{ listContestParticipants: inFull, getContestParticipant: plainly, listContestStaff: inFull },
  ...{ listGroupMembers: inFull, getGroupMember: plainly, listTaskStaff: inFull, getTaskStaff: plainly },
  ...{
    listTaskReaders: withCsv,
    listContestPeople: withCsv,
    listContestRefusals: inFull,
    listContestInvitationUses: inFull,
    listGroupInvitationUses: inFull,
    checkContest: plainly,
  },
  ...{ explainTaskAccess: aboutEach, previewContest: aboutEach, listDocumentVersions: plainly },
  listIssuedUrls: ({ taskIds }) =>
    taskIds.flatMap((id) => [{ query: `taskId=${id}` }, { query: `taskId=${id}&format=csv` }]),
  traceIssuedUrl: ({ urls }) =>
    urls.flatMap((url) => [{ body: { url } }, { body: { issueId: new URL(url).searchParams.get('issue') } }]),
  ...{ updateContest: tried({ startsAt: '2027-01-01T00:00:00Z', endsAt: null }), deleteContest: tried() },
  ...{ setContestTask: tried({ label: 'A', ...closed }), removeContestTask: tried() },
  ...{ removeContestGroup: tried(), removeContestParticipant: tried(), removeContestStaff: tried() },
  ...{ removeGroupMember: tried(), removeTaskStaff: tried(), deleteGroup: tried() },
  ...{ setGroupTask: tried(closed), removeGroupTask: tried(), deleteTask: tried() },
  putDocument: tried({ fileName: 'sum.pdf', size: 9, sha256: '1'.repeat(64) }),
  ...{ deleteDocument: tried(), updateTask: tried({ embargoUntil: null }), addContestGroup: tried() },
  addContestTasks: ({ taskIds }) => taskIds.flatMap((id) => triedWith({ taskIds: [id] })),
  addGroupTasks: ({ taskIds }) => taskIds.flatMap((id) => triedWith({ taskIds: [id], ...open })),
  updateContestParticipant: ({ made, contestIds, ...rest }, { contestId, userId }) => {
    const inContest = made.participants.filter(({ contest }) => contestIds[contest] === contestId);
    return [{ body: { delaySeconds: rowOf(inContest, rest, userId)?.delaySeconds ?? 0 } }];
  },
  updateGroupMember: ({ made, groupIds, ...rest }, { groupId, userId }) => {
    const inGroup = made.members.filter(({ group }) => groupIds[group] === groupId);
    return [{ body: { role: rowOf(inGroup, rest, userId)?.role ?? 'member' } }];
  },
  updateTaskStaff: ({ made, taskIds, ...rest }, { taskId, userId }) => {
    const onTask = made.taskStaff.filter(({ task }) => taskIds[task] === taskId);
    return [{ body: { role: rowOf(onTask, rest, userId)?.role ?? 'reader' } }];
  },
  ...{ addGroupMembers: adding({ role: 'staff' }), addContestParticipants: adding({}) },
  ...{ addContestStaff: adding({}), addTaskStaff: adding({ role: 'reader' }) },
};
/** Operations that show no one else here, because their askers add themselves, or a group that has joined; no one came by invitation. */
const ofAskers = [
  'addContestGroup',
  'addGroupMembers',
  'addContestParticipants',
  'addContestStaff',
  'addTaskStaff',
  'listContestInvitationUses',
  'listGroupInvitationUses',
];

/** Operations that show people to admins and programs only. */
const forAdmins = [
  ...['createAccount', 'createSetupLink', 'createSetupLinks', 'deleteAccount'],
  ...['getAccount', 'importPeople', 'listAccounts', 'updateAccount'],
  ...['putContest', 'putContestGroups', 'putContestParticipants', 'putContestTasks', 'putGroupMembers'],
  ...['putExternalIds', 'putGroupTasks', 'putGroup', 'putTask'],
];
/** Operations that show their callers alone, or those whom a secret of their own names. */
const ofCallers = [
  ...['checkSetLink', 'createFirstAdmin', 'getMe', 'getSettings', 'signIn', 'signUp', 'updateMe'],
];
/** Operations that show who uploaded a file, as `listDocumentVersions` does. */
const ofUploads = [
  ...['addAttachment', 'completeUpload', 'listAttachmentVersions', 'restoreDocumentVersion'],
];

/** Dry runs of changes that take no one's access to a task. */
const ofNoOne = ['deleteAttachment', 'listRevocations', 'revokeApiKey'];

const isManager = ({ tasks, taskStaff }: World, asker: number, task: number) =>
  !tasks[task]?.deleted &&
  taskStaff.some((row) => row.task === task && row.person === asker && /owner|manager/.test(row.role));

/** Who may see whom, by the rule in docs/access.md; here from the rows of the world. */
function sees(made: World, asker: number, other: number): boolean {
  const manages = ({ task }: { readonly task: number }) => isManager(made, asker, task);
  const isStaff = (row: { readonly person: number; readonly role?: string }) =>
    row.person === asker && row.role !== 'member';
  const groups = made.groups.flatMap(({ deleted }, group) => {
    const runs = made.members.some((row) => row.group === group && isStaff(row));
    const has = made.assignments.some((row) => row.group === group && manages(row));
    return !deleted && (runs || has) ? made.members.filter((row) => row.group === group) : [];
  });
  const contests = made.contests.flatMap(({ deleted }, contest) => {
    const runs = made.contestStaff.some((row) => row.contest === contest && isStaff(row));
    const has = made.contestTasks.some((row) => row.contest === contest && manages(row));
    const inContest = [...made.contestStaff, ...made.participants].filter((row) => row.contest === contest);
    return !deleted && (runs || has) ? inContest : [];
  });
  const tasks = made.tasks.flatMap(({ deleted }, task) => {
    const onTask = deleted ? [] : made.taskStaff.filter((row) => row.task === task);
    return onTask.some(isStaff) ? onTask : [];
  });
  return asker === other || [...groups, ...contests, ...tasks].some((row) => row.person === other);
}

/** Whom an operation may show because of what they did with a task. */
const seenByDeed: Readonly<Record<string, (populated: Populated, asker: number) => ReadonlyArray<number>>> = {
  listIssuedUrls: gotOfManaged,
  traceIssuedUrl: gotOfManaged,
  listDocumentVersions: ({ people }) => [...people.keys()],
};
function gotOfManaged({ made, got }: Populated, asker: number): ReadonlyArray<number> {
  return got.flatMap(({ task, person, ground }) =>
    isManager(made, asker, task) && !ground.startsWith('contest') ? [person] : [],
  );
}

async function populate(made: World): Promise<Populated> {
  const { kysely } = core.database;
  const stored = await store(core.database, made, (role) => person(role, `Name ${crypto.randomUUID()}`));
  const externalIds = stored.people.map(() => `x${crypto.randomUUID()}`);
  for (const [at, { id }] of stored.people.entries()) {
    await kysely.updateTable('user').set({ externalId: externalIds[at] }).where('id', '=', id).execute();
    const uploaded = `${stored.taskIds[at]}-en`;
    await kysely.updateTable('documentVersions').set({ uploadedBy: id }).where('id', '=', uploaded).execute();
  }
  const [urls, got]: [Array<string>, Array<Populated['got'][number]>] = [[], []];
  for (const [personAt, reader] of stored.people.entries()) {
    for (const [task, taskId] of stored.taskIds.entries()) {
      const refusal = {
        id: crypto.randomUUID(),
        taskId,
        userId: reader.id,
        code: 'closed',
        count: 1,
      } as const;
      const at = clock.nowMs();
      await kysely
        .insertInto('refusals')
        .values({ ...refusal, firstAt: at, at })
        .execute();
      const { decision } = await core.access.explain(reader, taskId, clock.nowMs());
      const { status, body } = await reader.send(`POST /api/v1/tasks/${taskId}/description-url`);
      if (status !== 200 || !body.descriptionPdfUrl || !decision.allowed) continue;
      urls.push(body.descriptionPdfUrl);
      got.push({ task, person: personAt, ground: decision.permit.ground });
    }
  }
  return { ...stored, made, externalIds, urls, got };
}

/** The values of the path of an operation, each with each. */
function pathsIn({ path }: Operation, { people, ...ids }: StoredWorld): ReadonlyArray<Values> {
  const values: Readonly<Record<string, ReadonlyArray<string>>> = {
    ...{ taskId: ids.taskIds, groupId: ids.groupIds, contestId: ids.contestIds },
    ...{ userId: people.map(({ id }) => id), language: ['en'] },
  };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  return names.reduce<ReadonlyArray<Values>>(
    (all, name) => all.flatMap((each) => (values[name] ?? []).map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
}

/** Asks an operation for everything. @returns whom else it showed, and to which requests it showed whom wrongly */
async function ask(operation: Operation, populated: Populated, asker: number) {
  const { made, people, externalIds } = populated;
  const byDeed = seenByDeed[operation.operationId]?.(populated, asker) ?? [];
  const [shown, leaks]: [Set<number>, Array<string>] = [new Set(), []];
  for (const inPath of pathsIn(operation, populated)) {
    for (const { query = '', body, named } of asks[operation.operationId]?.(populated, inPath, asker) ?? []) {
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => String(inPath[name]));
      const route = `${operation.method} ${path}${query && `?${query}`}`;
      const { status, text } = await (people[asker] as Person).send(route, body);
      assert.ok([200, 201, 204, 401, 403, 404, 409].includes(status), `${route}: ${text}`);
      for (const [other, { name, email }] of people.entries()) {
        const marks = [name, email, externalIds[other] as string].filter((mark) => text.includes(mark));
        if (marks.length === 0 || other === asker) continue;
        shown.add(other);
        const isMeant = other === named || byDeed.includes(other) || sees(made, asker, other);
        if (!isMeant) leaks.push(`${operation.operationId} shows person ${other} to ${asker}: ${route}`);
      }
      if (status === 403 && operation.method === 'GET') break;
    }
  }
  return { shown, leaks };
}

/** Person 0 runs a contest and group 0. Person 3 is in both. Person 1 takes part too, but through group 1, which person 2 runs. */
const example: World = {
  people: (['teacher', 'student', 'teacher', 'student'] as const).map((role) => ({ role, disabled: false })),
  tasks: [null, startMs + 60_000, null, null, null].map((embargoUntil) => ({
    ...{ visibility: 'restricted', visibleFrom: startMs, embargoUntil, deleted: false },
  })),
  groups: [{ deleted: false }, { deleted: false }],
  contests: [
    { ...{ startsAt: startMs, endsAt: null }, ...{ afterEnd: 'closed', networks: null, deleted: false } },
  ],
  taskStaff: [
    ...[0, 1, 2, 3, 4].map((task) => ({ task, person: 0, role: 'owner' }) as const),
    { task: 3, person: 2, role: 'reader' },
  ],
  members: [
    { group: 0, person: 0, role: 'staff' },
    { group: 0, person: 3, role: 'member' },
    { group: 1, person: 2, role: 'staff' },
    { group: 1, person: 1, role: 'member' },
  ],
  assignments: [0, 3].map((task) => ({ group: 0, task, window: { opensAt: startMs, closesAt: null } })),
  contestTasks: [0, 1, 2].map((task) => ({ contest: 0, task, window: { opensAt: null, closesAt: null } })),
  participants: [{ contest: 0, person: 3, delaySeconds: 0, extraSeconds: 0 }],
  invited: [{ contest: 0, group: 1 }],
  contestStaff: [0, 2].map((person) => ({ contest: 0, person })),
};

describe(`people in replies (${byRunSeed})`, () => {
  it('are in those operations that this suite asks', () => {
    const known = [...Object.keys(asks), ...forAdmins, ...ofCallers, ...ofUploads, ...ofNoOne];
    assert.deepEqual(showing.map(({ operationId }) => operationId).toSorted(), known.toSorted());
  });

  it('are shown only to those who may see them, by their name, addresses and external id', async () => {
    const shown = new Set<string>();
    await fc.assert(
      fc.asyncProperty(world, time, async (made, nowMs) => {
        clock.set(nowMs);
        const populated = await populate(made);
        const staff = [...made.taskStaff, ...made.contestStaff, ...made.members].filter(
          (row) => !('role' in row && row.role === 'member'),
        );
        const leaks: Array<string> = [];
        for (const [asker, { role, disabled }] of made.people.entries()) {
          // Without a role in anything, people are shown no one: see `statuses.test.ts`.
          if (role === 'admin' || disabled || !staff.some((row) => row.person === asker)) continue;
          for (const operation of showing) {
            const asked = await ask(operation, populated, asker);
            leaks.push(...asked.leaks);
            if (asked.shown.size > 0) shown.add(operation.operationId);
          }
        }
        assert.deepEqual(leaks, []);
      }),
      {
        ...{ examples: [[example, startMs + 1000]], endOnFailure: true, seed: runSeed },
        numRuns: testDialect === 'postgres' ? sized(1, 60) : sized(6, 400, 3),
      },
    );
    const empty = Object.keys(asks).filter((operationId) => !shown.has(operationId));
    assert.deepEqual(empty.toSorted(), [...ofAskers].toSorted());
  });

  it('of operations for admins are shown to no one else', async () => {
    const [teacher, other] = [await person('teacher'), await person()];
    for (const operation of showing.filter(({ operationId }) => forAdmins.includes(operationId))) {
      const { route, body } = requestOf(operation, () => other.id);
      const { status, text } = await teacher.send(route, body);
      assert.equal(status, 403, `${route}: ${text}`);
    }
  });
});
