import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import { contestStaffAddition } from '../../src/domain/contests/contest-people.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { rowsOf } from '../properties/example-requests.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../support/app.ts';
import { contestTaskDraft } from '../support/drafts.ts';
import { hourMs } from '../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, program, task, publish, group: newGroup } = testApp;
const { contests, contestTasks, contestPeople } = core;
const [teacher, colleague, admin] = [await person('teacher'), await person('teacher'), await person('admin')];
const onTime = { delaySeconds: 0, extraSeconds: 0 };
const nobody = { everyone: false, count: 0, names: [], groups: [], reading: 0 };

const noonMs = clock.nowMs();
/** Hours from the start of the contests of these tests, which started an hour ago. */
const at = (hours: number) => isoTime(noonMs + hours * hourMs);
const setClock = () => clock.set(noonMs + hourMs);

const lost = ({ status, body, text }: Reply) => {
  assert.equal(status, 200, text);
  return body.losesAccess;
};
/** The reply when only people whom the caller may see lose access, by name. */
const losing = (...names: ReadonlyArray<string>) => ({ ...nobody, count: names.length, names });

/** A contest from 0 to 4 with one task. */
async function newContest(changes: object = {}) {
  const given = await task(teacher);
  const times = { startsAt: noonMs, endsAt: noonMs + 4 * hourMs };
  const contest = await testApp.contest(teacher, { ...times, ...changes, tasks: [{ id: given.id }] });
  const path = `/api/v1/contests/${contest.id}`;
  const taskPath = `${path}/tasks/${given.id}`;
  return {
    contest,
    taskId: given.id,
    path,
    taskPath,
    tryContest: async (body: object, as = teacher) => lost(await as.send(`PATCH ${path}?dryRun=true`, body)),
    async add(name: string, times: Partial<typeof onTime> = {}): Promise<Person> {
      const added = await person('student', name);
      await contestPeople.putParticipants(contest, [added.id], { ...onTime, ...times });
      return added;
    },
    async invite(staff: Person, name: string, members: ReadonlyArray<Person>) {
      await contestPeople.putGroup(contest.id, (await newGroup(staff, { name, members })).id);
    },
  };
}

describe('a dry run of other times of a contest', () => {
  beforeEach(setClock);

  it('names 50 people at most', async () => {
    const { contest, tryContest } = await newContest();
    const people = await Promise.all(Array.from({ length: 60 }, () => person()));
    const ids = people.map(({ id }) => id);
    await contestPeople.putParticipants(contest, ids, onTime);
    const { count, names } = await tryContest({ startsAt: at(2) });
    assert.deepEqual([count, names.length], [60, 50]);
  });

  it('names the members of your group, and only the name of a group that others run', async () => {
    const { invite, tryContest } = await newContest();
    const [ada, ben, cid] = [
      await person('student', 'Ada'),
      await person('student', 'Ben'),
      await person('student', 'Cid'),
    ];
    await invite(teacher, 'Mine', [ada, ben]);
    await invite(colleague, 'Theirs', [ben, cid]);
    await invite(colleague, 'Empty', []);
    const closing = { startsAt: at(2) };
    assert.deepEqual(await tryContest(closing), { ...losing('Ada', 'Ben'), groups: ['Theirs'] });
    assert.deepEqual(await tryContest(closing, admin), losing('Ada', 'Ben', 'Cid'));
  });

  it('omits a group whose members are all listed otherwise', async () => {
    const { add, invite, tryContest } = await newContest();
    await invite(colleague, 'Theirs', [await add('Ada')]);
    assert.deepEqual(await tryContest({ startsAt: at(2) }), losing('Ada'));
  });

  it('reports where everyone loses access', async () => {
    const { add, tryContest } = await newContest({ afterEnd: 'signed-in' });
    await add('Ada');
    clock.set(noonMs + 5 * hourMs);
    const everyone = { ...nobody, everyone: true };
    assert.deepEqual(await tryContest({ afterEnd: 'closed' }), everyone);
    assert.deepEqual(await tryContest({ afterEnd: 'participants' }), everyone);
    assert.deepEqual(await tryContest({ endsAt: at(6) }), everyone);
    assert.deepEqual(await tryContest({ name: 'Semifinals' }), nobody);
  });

  it('shows only to admins that an admin keeps access', async () => {
    const { contest, tryContest } = await newContest();
    const root = await person('admin', 'Root');
    await contestPeople.putParticipants(contest, [root.id], onTime);
    assert.deepEqual(await tryContest({ startsAt: at(2) }), losing('Root'));
    assert.deepEqual(await tryContest({ startsAt: at(2) }, admin), nobody);
  });

  it('is available to platforms, which see everyone', async () => {
    const { contest, path, taskId, add, invite } = await newContest();
    await add('Ada');
    await invite(colleague, 'Theirs', [await person('student', 'Ben')]);
    const { send } = await program();
    const times = { name: 'Finals', startsAt: at(2), endsAt: at(4) };
    assert.deepEqual(lost(await send(`PUT ${path}?dryRun=true`, times)), losing('Ada', 'Ben'));
    assert.deepEqual(lost(await send(`PUT ${path}/tasks?dryRun=true`, { tasks: [] })), losing('Ada', 'Ben'));
    const { body } = await send(`PUT ${path}`, { name: contest.name });
    assert.equal('losesAccess' in body, false);
    assert.equal((await contestTasks.list(contest.id))[0]?.taskId, taskId);
  });
});

describe('a dry run of other times of a task', () => {
  beforeEach(setClock);

  it('finds people who lose one of two tasks that exchange their windows', async () => {
    const { contest, path, taskId, add } = await newContest();
    const other = await task(teacher);
    await add('Late', { delaySeconds: 1800 });
    const labelOf = (id: string) => (id === taskId ? 'A' : 'B');
    const windows = [
      [0, 1.5],
      [0.8, 3],
    ] as const;
    for (const taskIds of [
      [taskId, other.id],
      [other.id, taskId],
    ]) {
      for (const [row, id] of taskIds.entries()) {
        const [opensAt = 0, closesAt = 0] = windows[row]?.map((hours) => noonMs + hours * hourMs) ?? [];
        const place = { taskId: id, label: labelOf(id), opensAt, closesAt };
        await contestTasks.put(contest, contestTaskDraft(place));
      }
      const exchanged = taskIds.map((id, row) => {
        const [opensAt, closesAt] = windows[1 - row]?.map(at) ?? [];
        return { taskId: id, label: labelOf(id), opensAt, closesAt };
      });
      const tried = await admin.send(`PUT ${path}/tasks?dryRun=true`, { tasks: exchanged });
      assert.deepEqual(lost(tried), losing('Late'));
    }
  });
});

describe('a dry run of a change that shows something', () => {
  beforeEach(setClock);

  const noOne = { everyone: false, count: 0, names: [], groups: [], opensAt: null };
  const gaining = (...names: ReadonlyArray<string>) => ({ ...noOne, count: names.length, names });
  const gained = ({ status, body, text }: Reply) => {
    assert.equal(status, 200, text);
    return body.gainsAccess;
  };

  it('names who sees a task at once that is added to a running contest, and no one who reads it already', async () => {
    const { path, add, invite } = await newContest();
    const [ada, ben] = [await add('Ada'), await add('Ben')];
    await add('Not started', { delaySeconds: 7200 });
    await invite(colleague, 'Theirs', [await person('student', 'Cid')]);
    const added = await task(teacher);
    const course = await newGroup(teacher, { members: [ben] });
    await core.groups.assign(course.id, added.id, { opensAt: 0, closesAt: null });
    for (const [route, body] of [
      [`POST ${path}/tasks`, { taskIds: [added.id] }],
      [`PUT ${path}/tasks/${added.id}`, { label: 'B' }],
    ] as const) {
      const reply = await teacher.send(`${route}?dryRun=true`, body);
      assert.deepEqual(gained(reply), { ...gaining('Ada'), groups: ['Theirs'] });
      assert.deepEqual(lost(reply), nobody);
    }
    assertProblem(await ada.send(`GET /api/v1/tasks/${added.id}`), 404, 'not-found');
    assertProblem(await teacher.send(`GET ${path}/tasks/${added.id}`), 404, 'not-found');
  });

  it('tells when what it adds opens, if that is later', async () => {
    const { path, add } = await newContest({ startsAt: noonMs + 2 * hourMs });
    await add('Ada');
    const taskIds = [(await task(teacher)).id];
    const tried = async (route: string, body: object) => gained(await teacher.send(route, body));
    const opens = (hours: number) => ({ ...noOne, opensAt: at(hours) });
    assert.deepEqual(await tried(`POST ${path}/tasks?dryRun=true`, { taskIds }), opens(2));
    const cid = await person('student', 'Cid');
    const late = { emails: [cid.email], delaySeconds: 1800 };
    assert.deepEqual(await tried(`POST ${path}/participants?dryRun=true`, late), opens(2.5));
    const { id } = await newGroup(teacher, { members: [cid] });
    assert.deepEqual(await tried(`PUT ${path}/groups/${id}?dryRun=true`, {}), opens(2));
    const assigned = { taskIds, opensAt: at(3) };
    assert.deepEqual(await tried(`POST /api/v1/groups/${id}/tasks?dryRun=true`, assigned), opens(3));
  });

  it('counts people whom the caller adds by address, and does not show their names', async () => {
    const { path } = await newContest();
    const stranger = await person('student', 'Stranger');
    const body = { emails: [stranger.email] };
    const { send } = teacher;
    const reply = await send(`POST ${path}/participants?dryRun=true`, body);
    assert.deepEqual(gained(reply), { ...noOne, count: 1 });
    assert.doesNotMatch(reply.text, /Stranger/);
    assert.equal((await send(`POST ${path}/participants`, body)).body.participants[0].name, 'Stranger');

    const { id } = await task(teacher);
    await publish({ id }, teacher);
    const other = { emails: [(await person('student', 'Stranger')).email] };
    for (const [staffed, role] of [
      [`/api/v1/tasks/${id}`, { role: 'reader' }],
      [path, {}],
    ] as const) {
      const added = await send(`POST ${staffed}/staff?dryRun=true`, { ...other, ...role });
      assert.deepEqual(gained(added), { ...noOne, count: 1 }, added.text);
      assert.doesNotMatch(added.text, /Stranger/);
    }
  });

  it('tells who sees a task that is shown to everyone, and who reads a PDF that is removed', async () => {
    const { taskId, add } = await newContest();
    await publish({ id: taskId }, teacher);
    await add('Ada');
    const path = `/api/v1/tasks/${taskId}`;
    const shown = { visibility: 'signed-in', visibleFrom: at(0) };
    assert.deepEqual(gained(await teacher.send(`PATCH ${path}?dryRun=true`, shown)), {
      ...noOne,
      everyone: true,
    });
    const later = { ...shown, visibleFrom: at(9) };
    assert.deepEqual(gained(await teacher.send(`PATCH ${path}?dryRun=true`, later)), {
      ...noOne,
      opensAt: at(9),
    });
    assert.deepEqual(lost(await teacher.send(`DELETE ${path}/documents/en?dryRun=true`)), losing('Ada'));
  });

  it('tells who but staff sees a PDF at once that is uploaded or restored, and changes nothing', async () => {
    const { contest, taskId, add, invite } = await newContest();
    await core.revocations.change(contestStaffAddition(contest.id, [colleague.id]));
    const [older, current] = [await publish({ id: taskId }, teacher), await publish({ id: taskId }, teacher)];
    const path = `/api/v1/tasks/${taskId}/documents`;
    const pdf = { fileName: 'sum.pdf', size: 9, sha256: '0'.repeat(64) };
    const tries = async () => {
      const put = await teacher.send(`PUT ${path}/pl?dryRun=true`, pdf);
      const restored = await teacher.send(`POST ${path}/${older.id}/restore?dryRun=true`, {});
      assert.deepEqual([lost(put), gained(restored)], [nobody, gained(put)]);
      return gained(put);
    };
    assert.deepEqual(await tries(), noOne);
    await add('Ada');
    await add('Not started', { delaySeconds: 7200 });
    await invite(colleague, 'Theirs', [await person('student', 'Cid')]);
    assert.deepEqual(await tries(), { ...gaining('Ada'), groups: ['Theirs'] });
    const again = await teacher.send(`POST ${path}/${current.id}/restore?dryRun=true`, {});
    assert.deepEqual(gained(again), noOne);
    const { items } = (await teacher.send(`GET ${path}/en/versions`)).body;
    assert.deepEqual([items[0].versionId, items[0].replacedAt], [current.id, null]);
  });
});

describe('the number of current readers', () => {
  beforeEach(setClock);

  /** A contest whose task has a PDF, with people who read it. */
  async function newReaders(...names: ReadonlyArray<string>) {
    const made = await newContest();
    await publish({ id: made.taskId }, teacher);
    for (const name of names) {
      const reader = await made.add(name);
      assert.equal((await reader.send(`GET /api/v1/tasks/${made.taskId}`)).status, 200);
    }
    return made;
  }
  const closing = { startsAt: at(2) };

  it('counts people who lose access and have a URL that has not expired', async () => {
    const { taskId, add, tryContest } = await newReaders('Ada', 'Ben');
    await add('Has not come');
    const saving = await add('Saves');
    const route = `POST /api/v1/tasks/${taskId}/description-url`;
    assert.equal((await saving.send(route, { disposition: 'attachment' })).status, 200);
    const losers = losing('Ada', 'Ben', 'Has not come', 'Saves');
    assert.deepEqual(await tryContest(closing), { ...losers, reading: 2 });
    clock.advance(core.ttlSeconds * 1000);
    assert.deepEqual(await tryContest(closing), losers);
  });

  it('counts members of groups that others run, and people who read through access for everyone', async () => {
    const { taskId, invite, tryContest } = await newReaders('Ada');
    const cid = await person('student', 'Cid');
    await invite(colleague, 'Theirs', [cid]);
    await cid.send(`GET /api/v1/tasks/${taskId}`);
    assert.deepEqual(await tryContest(closing), { ...losing('Ada'), groups: ['Theirs'], reading: 2 });

    const archive = await newContest({ afterEnd: 'signed-in' });
    await publish({ id: archive.taskId }, teacher);
    clock.set(noonMs + 5 * hourMs);
    await cid.send(`GET /api/v1/tasks/${archive.taskId}`);
    const told = await archive.tryContest({ afterEnd: 'closed' });
    assert.deepEqual(told, { ...nobody, everyone: true, reading: 1 });
  });

  it('counts people who got the key of a sealed PDF, but no URL that an operator signed', async () => {
    const { taskId, add, tryContest } = await newReaders();
    const { id } = await add('Ada');
    const record = (principalId: string | null, disposition: 'key' | 'inline') => ({
      ...{ issueId: randomUUID(), principalId, taskId, versionId: null, objectKey: 'objects/one' },
      ...{ ground: 'contest', disposition, issuer: null, apiKeyId: null },
      ...{ issuedAt: clock.nowMs(), expiresAt: clock.nowMs() + hourMs },
    });
    await core.issueJournal.append([record(id, 'key'), record(null, 'inline')]);
    assert.deepEqual(await tryContest(closing), { ...losing('Ada'), reading: 1 });
  });
});

describe('a dry run', () => {
  beforeEach(setClock);

  it('replies as the change would, and changes nothing', async () => {
    const { path, add, taskId } = await newContest();
    const [reader, body] = [await add('Ada'), { startsAt: at(2) }];
    const [before, rows] = [await teacher.send(`GET ${path}`), await rowsOf(core)];
    const ifMatch = { 'if-match': before.body.etag };
    const { losesAccess, gainsAccess, ...tried } = (
      await teacher.send(`PATCH ${path}?dryRun=true`, body, ifMatch)
    ).body;
    assert.deepEqual(losesAccess, losing('Ada'));
    assert.equal(gainsAccess.opensAt, at(2));
    assert.equal(await rowsOf(core), rows);
    assert.equal((await reader.send(`GET /api/v1/tasks/${taskId}`)).status, 200);

    const changed = await teacher.send(`PATCH ${path}`, body, ifMatch);
    assert.deepEqual([changed.status, changed.body], [200, tried]);
    assertProblem(await reader.send(`GET /api/v1/tasks/${taskId}`), 403, 'not-open-yet');
  });

  it('is refused as the change would be', async () => {
    const { path, taskPath, taskId, add } = await newContest();
    const { id } = await newGroup(teacher, { tasks: [{ id: taskId }] });
    const reader = await add('Ada');
    for (const [route, wrong, body] of [
      [`PATCH ${path}`, { startsAt: at(9) }, { startsAt: at(2) }],
      [`PUT ${taskPath}`, { label: 'A', opensAt: at(9), closesAt: at(8) }, { label: 'A' }],
      [`PUT /api/v1/groups/${id}/tasks/${taskId}`, { opensAt: at(2), closesAt: at(1) }, { opensAt: at(2) }],
    ] as const) {
      const tryIt = (by: Person, changes: object, headers = {}) =>
        by.send(`${route}?dryRun=true`, changes, headers);
      assertProblem(await tryIt(teacher, wrong), 400, 'request-invalid');
      assertProblem(await tryIt(teacher, body, { 'if-match': '"another"' }), 412, 'precondition-failed');
      assertProblem(await tryIt(colleague, body), 404, 'not-found');
      assert.ok([403, 404].includes((await tryIt(reader, body)).status));
    }
  });

  it('is refused where it would take the last owner of a task, or the last staff of a group or contest', async () => {
    const { path, taskId } = await newContest();
    const group = await newGroup(teacher);
    for (const [people, code] of [
      [`/api/v1/tasks/${taskId}/staff`, 'last-owner'],
      [`/api/v1/groups/${group.id}/members`, 'last-staff'],
      [`${path}/staff`, 'last-staff'],
    ] as const) {
      assertProblem(await teacher.send(`DELETE ${people}/${teacher.id}?dryRun=true`), 409, code);
    }
  });

  /** Stops dry runs where they read who loses access. */
  function holdReads(test: TestContext) {
    const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { readAside } = core.database;
    const { mock } = test.mock.method(
      core.database,
      'readAside',
      async (query: Parameters<typeof readAside>[0]) => {
        reached.resolve();
        await released.promise;
        return readAside(query);
      },
    );
    return { reached: reached.promise, release: released.resolve, readAside: mock };
  }

  it('lets others change while it reads who loses access', async (test) => {
    const { path, add, contest } = await newContest();
    await add('Ada');
    await contestPeople.putStaff(contest.id, [colleague.id]);
    const { reached, release } = holdReads(test);
    const dryRun = teacher.send(`PATCH ${path}?dryRun=true`, { startsAt: at(2) });
    await reached;
    assert.equal((await colleague.send(`PATCH ${path}`, { name: 'Semifinals' })).status, 200);
    release();
    assert.deepEqual(lost(await dryRun), losing('Ada'));
  });

  it('runs one at a time, and others wait', async (test) => {
    const { path, add, contest } = await newContest();
    await add('Ada');
    await contestPeople.putStaff(contest.id, [colleague.id]);
    const { reached, release, readAside } = holdReads(test);
    const replies = [teacher, teacher, colleague].map((by) => by.send(`DELETE ${path}?dryRun=true`));
    await reached;
    assert.equal(
      await Promise.race([...replies, teacher.send('GET /api/v1/me').then(() => 'no reply yet')]),
      'no reply yet',
    );
    assert.equal(readAside.callCount(), 1);
    release();
    for (const reply of replies) assert.deepEqual(lost(await reply), losing('Ada', colleague.name));
  });

  it('applies the change with `dryRun=false`', async () => {
    const { path, contest } = await newContest();
    const reply = await teacher.send(`PATCH ${path}?dryRun=false`, { name: 'Semifinals' });
    assert.equal('losesAccess' in reply.body, false);
    assert.equal((await contests.find(contest.id)).name, 'Semifinals');
    assertProblem(await teacher.send(`PATCH ${path}?dryRun=1`, { name: 'A' }), 400, 'request-invalid');
  });
});
