import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { participantRemoval } from '../../src/domain/contests/contest-people.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../support/app.ts';
import { contestTaskDraft } from '../support/drafts.ts';
import { hourMs } from '../support/settable-clock.ts';

const { core, clock, person, program, task, publish } = await openTestApp();
const { groups, contests, contestTasks, contestPeople, taskStaff } = core;
const [teacher, colleague, admin] = [await person('teacher'), await person('teacher'), await person('admin')];
const onTime = { delaySeconds: 0, extraSeconds: 0 };
const nobody = { everyone: false, count: 0, names: [], groups: [], reading: 0 };

const noonMs = clock.nowMs();
/** Hours from the start of the contests of these tests, which started an hour ago. */
const at = (hours: number) => isoTime(noonMs + hours * hourMs);
beforeEach(() => clock.set(noonMs + hourMs));

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
  const contest = await contests.create({ name: 'Finals', ...times, ...changes }, teacher.id);
  await contestTasks.put(contest, contestTaskDraft({ taskId: given.id }));
  const path = `/api/v1/contests/${contest.id}`;
  const taskPath = `${path}/tasks/${given.id}`;
  return {
    contest,
    taskId: given.id,
    path,
    taskPath,
    tryContest: async (body: object, as = teacher) => lost(await as.send(`PATCH ${path}?dryRun=true`, body)),
    tryTask: async (body: object, as = teacher) =>
      lost(await as.send(`PUT ${taskPath}?dryRun=true`, { label: 'A', ...body })),
    async add(name: string, times: Partial<typeof onTime> = {}): Promise<Person> {
      const added = await person('student', name);
      await contestPeople.putParticipants(contest, [added.id], { ...onTime, ...times });
      return added;
    },
    async invite(staff: Person, name: string, members: ReadonlyArray<Person>) {
      const group = await groups.create({ name }, staff.id);
      await groups.putMembers(
        group.id,
        members.map(({ id }) => id),
        'member',
      );
      await contestPeople.putGroup(contest.id, group.id);
      return group;
    },
  };
}

async function newGroup(...members: ReadonlyArray<Person>) {
  const [given, group] = [await task(teacher), await groups.create({ name: 'Algorithms' }, teacher.id)];
  await groups.putMembers(
    group.id,
    members.map(({ id }) => id),
    'member',
  );
  await groups.assign(group.id, given.id, { opensAt: 0, closesAt: null });
  const path = `/api/v1/groups/${group.id}/tasks/${given.id}`;
  return {
    group,
    taskId: given.id,
    path,
    tryTask: async (body: object) => lost(await teacher.send(`PUT ${path}?dryRun=true`, body)),
  };
}

describe('a dry run of other times of a contest', () => {
  it('finds no one where access does not end', async () => {
    const { add, tryContest } = await newContest();
    await add('Ada');
    assert.deepEqual(await tryContest({ name: 'Semifinals' }), nobody);
    assert.deepEqual(await tryContest({ endsAt: at(2) }), nobody);
    assert.deepEqual(await tryContest({ startsAt: at(0.5), endsAt: null }), nobody);
  });

  it('counts and names people who can read now and no longer could', async () => {
    const { add, tryContest } = await newContest();
    for (const name of ['Zoë', 'adam', 'Ben']) await add(name);
    assert.deepEqual(await tryContest({ startsAt: at(2) }), losing('adam', 'Ben', 'Zoë'));
    assert.deepEqual(await tryContest({ endsAt: at(0.5) }), losing('adam', 'Ben', 'Zoë'));
  });

  it('uses the individual times of participants', async () => {
    const { add, tryContest } = await newContest();
    await add('On time');
    await add('Late', { delaySeconds: 1800 });
    await add('Longer', { extraSeconds: 2 * 3600 });
    assert.deepEqual(await tryContest({ endsAt: at(0.9) }), losing('On time'));
    assert.deepEqual(await tryContest({ startsAt: at(0.75) }), losing('Late'));
    await add('Later', { delaySeconds: 2 * 3600 });
    assert.deepEqual(await tryContest({ startsAt: at(1.5) }), losing('Late', 'Longer', 'On time'));
    clock.set(noonMs + 5 * hourMs);
    assert.deepEqual(await tryContest({ endsAt: at(3.5) }), nobody);
    assert.deepEqual(await tryContest({ endsAt: at(2.9) }), losing('Later', 'Longer'));
  });

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

  it('finds the participants of an archive', async () => {
    const { add, tryContest } = await newContest({ afterEnd: 'participants' });
    await add('Ada');
    clock.set(noonMs + 5 * hourMs);
    assert.deepEqual(await tryContest({ afterEnd: 'closed' }), losing('Ada'));
    assert.deepEqual(await tryContest({ afterEnd: 'signed-in' }), nobody);
  });

  it('omits people who may read for another reason, or could not read before', async () => {
    const { contest, taskId, add, tryContest } = await newContest();
    await add('Ada');
    const inGroup = await add('In a group');
    const ofStaff = await add('Staff');
    const onStaff = await add('Staff of the task');
    const disabled = await add('Disabled');
    const group = await groups.create({ name: 'Algorithms' }, teacher.id);
    await groups.putMembers(group.id, [inGroup.id], 'member');
    await groups.assign(group.id, taskId, { opensAt: 0, closesAt: null });
    await contestPeople.putStaff(contest.id, [ofStaff.id]);
    await taskStaff.put(taskId, onStaff.id, 'reader');
    await core.accounts.disable(disabled.email);
    assert.deepEqual(await tryContest({ startsAt: at(2) }), losing('Ada'));
    await core.tasks.change(taskId, { visibility: 'signed-in', visibleFrom: 0 });
    assert.deepEqual(await tryContest({ startsAt: at(2) }), nobody);
  });

  it('finds people who lose one of two tasks', async () => {
    const { contest, taskId, add, tryContest } = await newContest();
    const ada = await add('Ada');
    const group = await groups.create({ name: 'Algorithms' }, teacher.id);
    await groups.putMembers(group.id, [ada.id], 'member');
    await groups.assign(group.id, taskId, { opensAt: 0, closesAt: null });
    const other = await task(teacher);
    await contestTasks.put(contest, contestTaskDraft({ taskId: other.id, label: 'B' }));
    assert.deepEqual(await tryContest({ startsAt: at(2) }), losing('Ada'));
  });

  it('omits staff of all tasks, but not of one of two', async () => {
    const { contest, taskId, add, tryContest } = await newContest();
    const other = await task(colleague);
    await contestTasks.put(contest, contestTaskDraft({ taskId: other.id, label: 'B' }));
    const [onBoth, onOne] = [await add('On both'), await add('On one')];
    for (const id of [taskId, other.id]) await taskStaff.put(id, onBoth.id, 'reader');
    await taskStaff.put(taskId, onOne.id, 'reader');
    assert.deepEqual(await tryContest({ startsAt: at(2) }), losing('On one'));
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
  it('in a contest finds its participants', async () => {
    const { taskId, add, tryTask } = await newContest();
    await add('Ada');
    await add('Longer', { extraSeconds: 2 * 3600 });
    assert.deepEqual(await tryTask({ label: 'B' }), nobody);
    assert.deepEqual(await tryTask({ closesAt: at(2) }), nobody);
    assert.deepEqual(await tryTask({ closesAt: at(0.5) }), losing('Ada'));
    assert.deepEqual(await tryTask({ opensAt: at(2) }), losing('Ada', 'Longer'));
    await core.tasks.change(taskId, { embargoUntil: noonMs + 3 * hourMs });
    assert.deepEqual(await tryTask({ opensAt: at(2) }), nobody);
  });

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

  it('in a group finds its members', async () => {
    const { group, tryTask } = await newGroup(await person('student', 'Ada'));
    await groups.putMembers(group.id, [colleague.id], 'staff');
    assert.deepEqual(await tryTask({ opensAt: at(0) }), nobody);
    assert.deepEqual(await tryTask({ opensAt: at(0), closesAt: at(1.5) }), nobody);
    assert.deepEqual(await tryTask({ opensAt: at(2) }), losing('Ada'));
    assert.deepEqual(await tryTask({ opensAt: at(0), closesAt: at(0.5) }), losing('Ada'));
  });

  it('in a group omits people who have it in another', async () => {
    const ada = await person('student', 'Ada');
    const { taskId, tryTask } = await newGroup(ada, await person('student', 'Ben'));
    const other = await groups.create({ name: 'Graphs' }, colleague.id);
    await groups.putMembers(other.id, [ada.id], 'member');
    await groups.assign(other.id, taskId, { opensAt: 0, closesAt: null });
    assert.deepEqual(await tryTask({ opensAt: at(2) }), losing('Ben'));
  });

  it('finds no one where the task is only being added', async () => {
    const { path, add } = await newContest();
    await add('Ada');
    const added = await task(teacher);
    const reply = await teacher.send(`PUT ${path}/tasks/${added.id}?dryRun=true`, { label: 'B' });
    assert.deepEqual(lost(reply), nobody);
    assertProblem(await teacher.send(`GET ${path}/tasks/${added.id}`), 404, 'not-found');
  });
});

describe('the number of current readers', () => {
  /** A contest whose task has a PDF, with people who read it. */
  async function newReaders(...names: ReadonlyArray<string>) {
    const made = await newContest();
    await publish({ id: made.taskId }, teacher);
    const path = `/api/v1/tasks/${made.taskId}`;
    const people: Array<Person> = [];
    for (const name of names) {
      const reader = await made.add(name);
      assert.equal((await reader.send(`GET ${path}`)).status, 200);
      people.push(reader);
    }
    return { ...made, people };
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

  it('counts each reader once, and no one who keeps the task, or reads another one', async () => {
    const { contest, taskId, add, tryContest, tryTask, people } = await newReaders('Ada', 'In a group');
    const [ada, inGroup] = people as [Person, Person];
    const other = await task(teacher);
    await publish(other, teacher);
    await contestTasks.put(contest, contestTaskDraft({ taskId: other.id, label: 'B' }));
    const group = await groups.create({ name: 'Algorithms' }, teacher.id);
    await groups.putMembers(group.id, [inGroup.id], 'member');
    for (const id of [taskId, other.id]) await groups.assign(group.id, id, { opensAt: 0, closesAt: null });
    const ben = await add('Ben');
    for (const reader of [ada, ben]) await reader.send(`GET /api/v1/tasks/${other.id}`);
    assert.deepEqual(await tryContest(closing), { ...losing('Ada', 'Ben'), reading: 2 });
    assert.deepEqual(await tryTask({ opensAt: at(2) }), { ...losing('Ada', 'Ben'), reading: 1 });
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

  /** What is removed while Ada reads, and by whom. */
  const removals: Record<string, (made: Awaited<ReturnType<typeof newReaders>>) => Promise<string>> = {
    'a task of a contest': async ({ taskPath }) => taskPath,
    'a contest': async ({ path }) => path,
    'a task': async ({ taskId }) => `/api/v1/tasks/${taskId}`,
    'a participant': async ({ path, people }) => `${path}/participants/${people[0]?.id}`,
    async 'a group of a contest'({ contest, path, people: [ada], invite }) {
      const { id } = await invite(teacher, 'Mine', [ada as Person]);
      await core.revocations.change(participantRemoval(contest.id, (ada as Person).id));
      return `${path}/groups/${id}`;
    },
    'a task of a group': async (made) => `${await inGroup(made)}/tasks/${made.taskId}`,
    'a member of a group': async (made) => `${await inGroup(made)}/members/${made.people[0]?.id}`,
    'a group': inGroup,
    async 'staff of a contest'({ contest, path, people: [ada] }) {
      await contestPeople.putStaff(contest.id, [(ada as Person).id]);
      await core.revocations.change(participantRemoval(contest.id, (ada as Person).id));
      return `${path}/staff/${ada?.id}`;
    },
    async 'staff of a task'({ contest, taskId, people: [ada] }) {
      await taskStaff.put(taskId, (ada as Person).id, 'reader');
      await core.revocations.change(participantRemoval(contest.id, (ada as Person).id));
      return `/api/v1/tasks/${taskId}/staff/${ada?.id}`;
    },
  };
  /** Ada gets the task through a group instead of the contest. */
  async function inGroup({ contest, taskId, people: [ada] }: Awaited<ReturnType<typeof newReaders>>) {
    const group = await groups.create({ name: 'Algorithms' }, teacher.id);
    await groups.putMembers(group.id, [(ada as Person).id], 'member');
    await groups.assign(group.id, taskId, { opensAt: 0, closesAt: null });
    await contestTasks.remove(contest.id, taskId);
    return `/api/v1/groups/${group.id}`;
  }
  for (const [what, prepare] of Object.entries(removals)) {
    it(`is shown before ${what} is removed, and a dry run removes nothing`, async () => {
      const made = await newReaders('Ada');
      // The person who removes it is not counted.
      await teacher.send(`GET /api/v1/tasks/${made.taskId}`);
      const route = `DELETE ${await prepare(made)}`;
      const rows = await everything();
      const tried = await teacher.send(`${route}?dryRun=true`);
      // The owner of a deleted task loses it too.
      const losers = what === 'a task' ? losing('Ada', teacher.name) : losing('Ada');
      assert.deepEqual([tried.status, tried.body], [200, { losesAccess: { ...losers, reading: 1 } }]);
      assert.deepEqual(await everything(), rows);
      assertProblem(await colleague.send(`${route}?dryRun=true`), 404, 'not-found');
      const read = () => made.people[0]?.send(`GET /api/v1/tasks/${made.taskId}`) as Promise<Reply>;
      assert.equal((await read()).status, 200);
      assert.equal((await teacher.send(route)).status, 204);
      assert.notEqual((await read()).status, 200);
    });
  }
});

/** All rows that a change could leave behind. */
async function everything() {
  const tables = [
    ...(['contests', 'contestTasks', 'contestParticipants', 'contestGroups'] as const),
    ...(['groupTasks', 'tasks', 'user', 'revocations', 'mails'] as const),
    ...(['groups', 'groupMembers', 'contestStaff', 'taskStaff'] as const),
  ];
  const rows: Array<unknown> = [];
  for (const table of tables) {
    const found = await sql`select * from ${sql.table(table)}`.execute(core.database.kysely);
    rows.push(found.rows.map((row) => JSON.stringify(row)).toSorted());
  }
  return rows;
}

describe('a dry run', () => {
  /** A change that takes access, its route, and one that is refused. */
  const changes = {
    async contest() {
      const { path, add, taskId } = await newContest();
      const reader = await add('Ada');
      return {
        ...{ route: `PATCH ${path}`, read: path, reader, taskId },
        body: { startsAt: at(2) },
        wrong: { startsAt: at(9) },
      };
    },
    async 'contest task'() {
      const { taskPath, add, taskId } = await newContest();
      const reader = await add('Ada');
      return {
        ...{ route: `PUT ${taskPath}`, read: taskPath, reader, taskId },
        body: { label: 'A', opensAt: at(2) },
        wrong: { label: 'A', opensAt: at(9), closesAt: at(8) },
      };
    },
    async 'group task'() {
      const reader = await person('student', 'Ada');
      const { path, taskId } = await newGroup(reader);
      return {
        ...{ route: `PUT ${path}`, read: path, reader, taskId },
        body: { opensAt: at(2) },
        wrong: { opensAt: at(2), closesAt: at(1) },
      };
    },
  };

  for (const [name, make] of Object.entries(changes)) {
    it(`replies as the change of a ${name} would, and changes nothing`, async () => {
      const { route, read, body, reader, taskId } = await make();
      const [before, rows] = [await teacher.send(`GET ${read}`), await everything()];
      const ifMatch = { 'if-match': before.body.etag };
      const { losesAccess, ...tried } = (await teacher.send(`${route}?dryRun=true`, body, ifMatch)).body;
      assert.deepEqual(losesAccess, losing('Ada'));
      assert.deepEqual(await everything(), rows);
      assert.deepEqual((await teacher.send(`GET ${read}`)).body, before.body);
      assert.equal((await reader.send(`GET /api/v1/tasks/${taskId}`)).status, 200);

      const changed = await teacher.send(route, body, ifMatch);
      assert.equal(changed.status, 200, changed.text);
      assert.deepEqual(changed.body, tried);
      assertProblem(await reader.send(`GET /api/v1/tasks/${taskId}`), 403, 'not-open-yet');
    });

    it(`is refused as the change of a ${name} would be`, async () => {
      const { route, read, body, wrong, reader } = await make();
      const { etag } = (await teacher.send(`GET ${read}`)).body;
      const dryRun = `${route}?dryRun=true`;
      assertProblem(await teacher.send(dryRun, wrong), 400, 'request-invalid');
      assertProblem(
        await teacher.send(dryRun, body, { 'if-match': '"another"' }),
        412,
        'precondition-failed',
      );
      assertProblem(await colleague.send(dryRun, body), 404, 'not-found');
      assertProblem(await reader.send(dryRun, body), 403, 'forbidden');
      assert.equal((await teacher.send(`GET ${read}`)).body.etag, etag);
    });
  }

  it('is refused where it would take the last owner of a task, or the last staff of a group or contest', async () => {
    const { path, taskId } = await newContest();
    const { group } = await newGroup();
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

  it('reports a conflict for a label that is taken', async () => {
    const { contest, taskPath } = await newContest();
    const other = await task(teacher);
    await contestTasks.put(contest, contestTaskDraft({ taskId: other.id, label: 'B' }));
    assertProblem(await teacher.send(`PUT ${taskPath}?dryRun=true`, { label: 'B' }), 409, 'conflict');
  });
});
