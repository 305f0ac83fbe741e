import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../src/lib/clock.ts';
import { operations } from '../properties/api-operations.ts';
import { rowsOf } from '../properties/example-requests.ts';
import { createApiPeople, pathIn } from '../support/api-world.ts';
import { examplePdf, openTestApp, sha256 } from '../support/app.ts';
import { contestDraft } from '../support/drafts.ts';
import { hourMs } from '../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, task } = testApp;
const { people, makeWorld } = await createApiPeople(testApp);
const { admin } = people;

const startsAtMs = clock.nowMs() + hourMs;
const startsAt = isoTime(startsAtMs);
const taskId = async () => (await task(admin)).id;
const groupId = async () => (await core.groups.create({ name: 'Graphs' }, admin.id)).id;
const contestId = async () =>
  (await core.contests.create(contestDraft({ startsAt: startsAtMs }), admin.id)).id;
const bytes = examplePdf();

const withDryRun = (asked: string) =>
  operations.filter(
    ({ method, parameters }) => method === asked && parameters.some(({ name }) => name === 'dryRun'),
  );

/** The path, the body, and the status without the dry run, by RFC 9110 §15.3.2. */
type Put = readonly [path: string, body: object, status: 200 | 201 | 204];

/** Every PUT that has a dry run, for something that does not exist. A list exists with its group or contest. */
const puts: Readonly<Record<string, () => Promise<Put>>> = {
  putTask: async () => ['tasks/ext:new', { title: 'Sum' }, 201],
  putGroup: async () => ['groups/ext:new', { name: 'Graphs' }, 201],
  putContest: async () => ['contests/ext:new', { name: 'Final', startsAt }, 201],
  setGroupTask: async () => [`groups/${await groupId()}/tasks/${await taskId()}`, { opensAt: startsAt }, 201],
  addContestGroup: async () => [`contests/${await contestId()}/groups/${await groupId()}`, {}, 204],
  setContestTask: async () => [`contests/${await contestId()}/tasks/${await taskId()}`, { label: 'A' }, 201],
  putDocument: async () => [
    `tasks/${await taskId()}/documents/en`,
    { fileName: 'sum.pdf', size: bytes.length, sha256: sha256(bytes) },
    201,
  ],
  putGroupMembers: async () => [
    `groups/${await groupId()}/members`,
    { members: [{ externalId: 'new member' }] },
    200,
  ],
  putContestParticipants: async () => [
    `contests/${await contestId()}/participants`,
    { participants: [{ externalId: 'new participant' }] },
    200,
  ],
  putContestTasks: async () => [
    `contests/${await contestId()}/tasks`,
    { tasks: [{ taskId: await taskId(), label: 'A' }] },
    200,
  ],
  putContestGroups: async () => [
    `contests/${await contestId()}/groups`,
    { groups: [{ groupId: await groupId() }] },
    200,
  ],
  putGroupTasks: async () => [
    `groups/${await groupId()}/tasks`,
    { tasks: [{ taskId: await taskId(), opensAt: startsAt }] },
    200,
  ],
};

describe('a dry run of a PUT that would create something', () => {
  it('has a case here for every operation that documents it', () => {
    const documented = withDryRun('PUT').flatMap(
      ({ operationId }) => (operationId === 'putExternalIds' ? [] : [operationId]), // only removes: its own suite
    );
    assert.deepEqual(Object.keys(puts).toSorted(), documented.toSorted());
  });

  for (const [operationId, make] of Object.entries(puts)) {
    it(`answers 200, and creates nothing: ${operationId}`, async () => {
      const [path, body, status] = await make();
      const put = async (query: string) => {
        const reply = await admin.send(`PUT /api/v1/${path}${query}`, body);
        assert.ok(reply.status < 300, reply.text);
        return reply.status;
      };
      assert.deepEqual([await put('?dryRun=true'), await put('?dryRun=true')], [200, 200]);
      assert.equal(await put(''), status);
    });
  }
});

describe('a dry run of a POST or PATCH', () => {
  const emails = [people.outsider.email];
  const bodies: Readonly<Record<string, object>> = {
    addContestTasks: {},
    addGroupTasks: { opensAt: startsAt },
    addContestParticipants: { emails },
    addContestStaff: { emails },
    addGroupMembers: { emails },
    addTaskStaff: { emails, role: 'editor' },
    updateContest: { name: 'Semifinals' },
    updateContestParticipant: { extraSeconds: 60 },
    updateGroupMember: { role: 'staff' },
    restoreDocumentVersion: {},
    updateTask: { visibility: 'signed-in', visibleFrom: startsAt },
    updateTaskStaff: { role: 'owner' },
  };
  const elsewhere = new Set(['importPeople', 'addAttachment']); // their own suites
  const changing = [...withDryRun('POST'), ...withDryRun('PATCH')].filter(
    ({ operationId }) => !elsewhere.has(operationId),
  );

  it('has a case here for every operation that documents it', () => {
    assert.deepEqual(
      changing.map(({ operationId }) => operationId).toSorted(),
      Object.keys(bodies).toSorted(),
    );
  });

  for (const { operationId, path, method } of changing) {
    it(`answers 200 with who gets access, names no one for an address, and changes nothing: ${operationId}`, async () => {
      const world = await makeWorld();
      const body = {
        ...bodies[operationId],
        ...(/Tasks$/.test(operationId) && { taskIds: [await taskId()] }),
      };
      const before = await rowsOf(core);
      const tried = await admin.send(`${method} ${pathIn(world, path)}?dryRun=true`, body);
      assert.equal(tried.status, 200, tried.text);
      assert.equal(typeof tried.body.gainsAccess.count, 'number');
      if (/^add/.test(operationId)) assert.doesNotMatch(tried.text, /"email"/);
      assert.equal(await rowsOf(core), before);
    });
  }
});

describe('a dry run of a DELETE', () => {
  const removals = withDryRun('DELETE');

  it('exists for everything that people work with', () => {
    const without = operations.filter((each) => each.method === 'DELETE' && !removals.includes(each));
    assert.deepEqual(without.map(({ operationId }) => operationId).toSorted(), [
      'deleteBooklet', // can be made again
      'deleteCalendarLink', // the caller's own
      'deleteGroupBooklet',
      'deleteSigningKey', // may be outside the database
      'deleteWebhook', // gives no access
      'removeDemoCourse',
      'removeNotice', // gives no access
      'revokeContestInvitation', // takes no access away
      'revokeGroupInvitation',
    ]);
  });

  for (const { operationId, path } of removals) {
    it(`answers 200, and removes nothing: ${operationId}`, async () => {
      const world = await makeWorld();
      const { id: groupId } = operationId === 'removeContestGroup' ? world.invited : world.group;
      const route = `DELETE ${pathIn(world, path, { groupId })}`;
      const before = await rowsOf(core);
      const tried = await admin.send(`${route}?dryRun=true`);
      assert.equal(tried.status, 200, tried.text);
      assert.equal(await rowsOf(core), before);
      const { status } = await admin.send(route);
      if (operationId === 'deleteAccount') assert.equal(status, 200);
      else assert.deepEqual([status, Object.keys(tried.body)], [204, ['gainsAccess', 'losesAccess']]);
    });
  }
});
