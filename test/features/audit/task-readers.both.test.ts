import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import { createIssueJournal } from '../../../src/core/issue/issue-journal.ts';
import { memberRemoval } from '../../../src/domain/groups/groups.ts';
import { createTaskReaders } from '../../../src/features/audit/task-readers.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person } from '../../support/app.ts';
import { contestTaskDraft } from '../../support/drafts.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person, program, task, publish } = await openTestApp();
const { accounts, groups, contests, contestTasks, contestPeople, taskStaff } = core;
const [teacher, admin] = [await person('teacher', 'Tina'), await person('admin')];
const onTime = { delaySeconds: 0, extraSeconds: 0 };

interface Row {
  readonly userId: string;
  readonly email: string;
  readonly grounds: ReadonlyArray<{ kind: string; through: string | null }>;
  readonly validUntil: string | null;
  readonly gotUrlAt: string | null;
  readonly gotKeyAt: string | null;
}

/** A task in a group and in a contest that a group is invited to, with one person for every ground. */
async function newWorld() {
  const given = await task(teacher);
  await publish(given, teacher);
  const [member, both, participant, late, disabled] = (await Promise.all(
    Array.from({ length: 5 }, () => person()),
  )) as [Person, Person, Person, Person, Person];
  const group = await groups.create({ name: 'Algorithms' }, teacher.id);
  await groups.putMembers(group.id, [member.id, both.id, disabled.id], 'member');
  await groups.assign(group.id, given.id, { opensAt: 0, closesAt: null });
  const startsAt = clock.nowMs() - hourMs;
  const settings = { name: 'Finals', startsAt, endsAt: startsAt + 3 * hourMs, afterEnd: 'closed' } as const;
  const contest = await contests.create(settings, teacher.id);
  await contestPeople.putParticipants(contest, [participant.id, both.id], onTime);
  await contestPeople.putParticipants(contest, [late.id], { delaySeconds: 7200, extraSeconds: 0 });
  await contestTasks.put(contest, contestTaskDraft({ taskId: given.id }));
  await accounts.disable(disabled.email);
  const path = `/api/v1/tasks/${given.id}`;
  return { given, path, group, contest, endsAt: settings.endsAt, member, both, participant, late };
}

const idsOf = (rows: ReadonlyArray<Row>) => rows.map(({ userId }) => userId);
const sortedIds = (...people: ReadonlyArray<{ id: string }>) => people.map(({ id }) => id).toSorted();

describe('the list of who can read a task', () => {
  it('is sorted by id, with the grounds of each, the one that holds longest first, and with its end', async () => {
    const { path, group, contest, endsAt, member, both, participant } = await newWorld();
    const { status, body } = await teacher.send(`GET ${path}/readers`);
    assert.equal(status, 200);
    assert.deepEqual(idsOf(body.items), sortedIds(teacher, member, both, participant));
    const row = ({ id }: Person): Row => body.items.find(({ userId }: Row) => userId === id);
    assert.deepEqual(row(member).grounds, [{ kind: 'group', through: group.id, throughExternalId: null }]);
    assert.equal(row(member).validUntil, null);
    assert.deepEqual(row(both).grounds, [
      { kind: 'group', through: group.id, throughExternalId: null },
      { kind: 'contest', through: contest.id, throughExternalId: null },
    ]);
    assert.deepEqual(row(participant), {
      userId: participant.id,
      externalId: null,
      email: participant.email,
      unverifiedEmail: null,
      name: participant.name,
      grounds: [{ kind: 'contest', through: contest.id, throughExternalId: null }],
      validUntil: isoTime(endsAt),
      gotUrlAt: null,
      gotKeyAt: null,
      opened: 'no',
      firstReadAt: null,
    });
    assert.deepEqual((await teacher.send(`GET ${path}/readers/counts`)).body, {
      at: isoTime(clock.nowMs()),
      everyone: false,
      readers: 4,
      gotUrl: 0,
      opened: 0,
      openedUnknown: 0,
    });
  });

  it('is paged', async () => {
    const { path, member, both, participant } = await newWorld();
    const found: Array<Row> = [];
    let cursor = '';
    do {
      const { body } = await teacher.send(`GET ${path}/readers?limit=1${cursor}`);
      assert.equal(body.items.length, 1);
      found.push(...body.items);
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    assert.deepEqual(idsOf(found), sortedIds(teacher, member, both, participant));
  });

  it('continues after people who lose their access while a page is read', async () => {
    const given = await task(teacher);
    const group = await groups.create({ name: 'Algorithms' }, teacher.id);
    const [lost, kept] = [await person(), await person()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    assert.ok(lost && kept);
    await groups.putMembers(group.id, [lost.id, kept.id], 'member');
    await groups.assign(group.id, given.id, { opensAt: 0, closesAt: null });
    let results = 0;
    /** Between the query for the people of the page and the one for their grounds. */
    const losing: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        results += 1;
        if (results === 1) await core.revocations.change(memberRemoval(group.id, lost.id));
        return result;
      },
    };
    const kysely = core.database.kysely.withPlugin(losing);
    const page = await createTaskReaders({ ...core, database: { ...core.database, kysely } }).list({
      ...{ taskId: given.id, atMs: clock.nowMs(), withAdmins: false },
      ...{ after: undefined, limit: 2 },
    });
    assert.deepEqual(
      page.items.map(({ userId }) => userId),
      sortedIds(teacher, kept),
    );
    assert.equal(page.next, undefined);
  });

  it('changes with time: late starters are added, and participants leave at the end of the contest', async () => {
    const { path, endsAt, member, both, late } = await newWorld();
    const at = async (atMs: number) => {
      const { body } = await teacher.send(`GET ${path}/readers?at=${isoTime(atMs)}`);
      const counts = await teacher.send(`GET ${path}/readers/counts?at=${isoTime(atMs)}`);
      assert.equal(counts.body.readers, body.items.length);
      return idsOf(body.items);
    };
    assert.deepEqual(await at(endsAt), sortedIds(teacher, member, both, late));
    assert.deepEqual(await at(endsAt + 3 * hourMs), sortedIds(teacher, member, both));
  });

  it('shows only to admins who is an admin, and omits programs', async () => {
    const { path, given } = await newWorld();
    const { id: programId } = await program();
    const own = await task(teacher);
    await taskStaff.put(own.id, admin.id, 'reader');
    assert.ok(!idsOf((await teacher.send(`GET ${path}/readers`)).body.items).includes(admin.id));
    const [{ grounds }] = (await teacher.send(`GET /api/v1/tasks/${own.id}/readers`)).body.items.filter(
      ({ userId }: Row) => userId === admin.id,
    );
    assert.deepEqual(grounds, [{ kind: 'task-staff', through: null, throughExternalId: null }]);
    const seen = (await admin.send(`GET ${path}/readers?limit=200`)).body.items;
    assert.deepEqual(seen.find(({ userId }: Row) => userId === admin.id).grounds, [
      { kind: 'admin', through: null, throughExternalId: null },
    ]);
    await taskStaff.put(given.id, programId, 'owner');
    assert.ok(!idsOf((await admin.send(`GET ${path}/readers?limit=200`)).body.items).includes(programId));
  });

  it('omits people who read it like everyone with an account, and reports that everyone can', async () => {
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: clock.nowMs() });
    const path = `/api/v1/tasks/${given.id}/readers`;
    assert.deepEqual(idsOf((await teacher.send(`GET ${path}`)).body.items), [teacher.id]);
    const { body } = await teacher.send(`GET ${path}/counts`);
    assert.equal(body.everyone, true);
    const before = await teacher.send(`GET ${path}/counts?at=${isoTime(clock.nowMs() - 1000)}`);
    assert.equal(before.body.everyone, false);
  });

  it('has only staff during an embargo', async () => {
    const { path, given } = await newWorld();
    await core.tasks.change(given.id, { embargoUntil: clock.nowMs() + hourMs });
    assert.deepEqual(idsOf((await teacher.send(`GET ${path}/readers`)).body.items), [teacher.id]);
  });

  it('is for people who manage the task', async () => {
    const { path, member } = await newWorld();
    assertProblem(await member.send(`GET ${path}/readers`), 403, 'forbidden');
    assertProblem(await teacher.send(`GET ${path}/readers?cursor=~`), 400, 'request-invalid');
  });
});

describe('the readers who got a URL of a task', () => {
  it('are marked in the list, which can show only them or only the others, and are counted', async () => {
    const { path, member, both, participant } = await newWorld();
    const gotUrlAt = isoTime(clock.nowMs());
    await member.send(`GET ${path}`);
    clock.advance(hourMs / 60);
    await member.send(`POST ${path}/description-url`);
    const list = async (query: string): Promise<ReadonlyArray<Row>> =>
      (await teacher.send(`GET ${path}/readers${query}`)).body.items;
    assert.deepEqual(idsOf(await list('?gotUrl=true')), [member.id]);
    assert.deepEqual(idsOf(await list('?gotUrl=false')), sortedIds(teacher, both, participant));
    assert.equal((await list('')).find(({ userId }) => userId === member.id)?.gotUrlAt, gotUrlAt);
    const { body } = await teacher.send(`GET ${path}/readers/counts`);
    assert.deepEqual([body.gotUrl, body.readers], [1, 4]);

    const csv = await teacher.send(`GET ${path}/readers?gotUrl=false&format=csv`);
    assert.match(String(csv.headers['content-type']), /^text\/csv/);
    const lines = csv.text.trim().split('\r\n');
    assert.equal(
      lines[0],
      'userId,externalId,email,name,ground,through,validUntil,gotUrlAt,gotKeyAt,opened,firstReadAt',
    );
    assert.deepEqual(
      lines.slice(1).map((line) => line.split(',')[0]),
      sortedIds(teacher, both, participant),
    );
  });
});

describe('the readers who got only the key of a sealed PDF', () => {
  it('are marked separately, and count as readers who got it', async () => {
    const { path, member } = await newWorld();
    const gotKeyAt = isoTime(clock.nowMs());
    const [, taskId = ''] = path.split('/tasks/');
    await createIssueJournal(core.database).append([
      {
        ...{
          issueId: randomUUID(),
          principalId: member.id,
          taskId,
          versionId: null,
          objectKey: 'objects/one.pdf',
        },
        ...{ ground: 'group', disposition: 'key', issuer: null, apiKeyId: null },
        ...{ issuedAt: clock.nowMs(), expiresAt: clock.nowMs() + hourMs },
      },
    ]);
    const list = async (): Promise<ReadonlyArray<Row>> =>
      (await teacher.send(`GET ${path}/readers?gotUrl=true`)).body.items;
    const times = async () => (await list()).map((row) => [row.userId, row.gotUrlAt, row.gotKeyAt]);
    assert.deepEqual(await times(), [[member.id, null, gotKeyAt]]);
    clock.advance(hourMs / 60);
    await member.send(`GET ${path}`);
    assert.deepEqual(await times(), [[member.id, isoTime(clock.nowMs()), gotKeyAt]]);
  });
});

describe('whether a person may be reading a task', () => {
  const ask = async (path: string) => (await teacher.send(`GET ${path}/readers/now`)).body.readersNow;

  it('is true while it is open to members or participants, whichever of them starts first', async () => {
    const reader = await person();
    const given = await task(teacher);
    const path = `/api/v1/tasks/${given.id}`;
    assert.equal(await ask(path), false);
    const startsAt = clock.nowMs() + hourMs;
    const settings = {
      name: 'Finals',
      startsAt,
      endsAt: startsAt + hourMs,
      afterEnd: 'participants',
    } as const;
    const contest = await contests.create(settings, teacher.id);
    await contestPeople.putParticipants(contest, [reader.id], { delaySeconds: 60, extraSeconds: 0 });
    await contestTasks.put(contest, contestTaskDraft({ taskId: given.id }));
    clock.advance(hourMs);
    assert.equal(await ask(path), false);
    clock.advance(60_000);
    assert.equal(await ask(path), true);
    clock.advance(hourMs);
    assert.equal(await ask(path), false, 'the archive is open for good');
  });

  it('is true for an hour after a reader got a URL, but not after staff did', async () => {
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: 0 });
    await publish(given, teacher);
    const path = `/api/v1/tasks/${given.id}`;
    await teacher.send(`GET ${path}`);
    assert.equal(await ask(path), false);
    await (await person()).send(`GET ${path}`);
    assert.equal(await ask(path), true);
    clock.advance(hourMs);
    assert.equal(await ask(path), false);
  });
});
