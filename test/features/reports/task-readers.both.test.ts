import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import { createIssueJournal } from '../../../src/core/issue/issue-journal.ts';
import { memberRemoval } from '../../../src/domain/groups/groups.ts';
import { createTaskReaders } from '../../../src/features/reports/task-readers.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { allPages } from '../../support/all-pages.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { issueRecord } from '../../support/issue-record.ts';
import { hourMs } from '../../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, program, task, publish } = testApp;
const teacher = await person('teacher', 'Tina');

interface Row {
  readonly userId: string;
  readonly email: string;
  readonly grounds: ReadonlyArray<{ kind: string; through: string | null }>;
  readonly validUntil: string | null;
  readonly gotUrlAt: string | null;
  readonly gotKeyAt: string | null;
}

/** A task in a group and in a contest, with people in each, in both, and with a delay. */
async function newWorld() {
  const given = await task(teacher);
  await publish(given, teacher);
  const [member, both, participant, late, disabled] = (await Promise.all(
    Array.from({ length: 5 }, () => person()),
  )) as [Person, Person, Person, Person, Person];
  const tasks = [{ id: given.id }];
  const group = await testApp.group(teacher, { members: [member, both, disabled], tasks });
  const [startsAt, endsAt] = [clock.nowMs() - hourMs, clock.nowMs() + 2 * hourMs];
  const participants = [participant, both];
  const contest = await testApp.contest(teacher, { startsAt, endsAt, participants, tasks });
  await core.contestPeople.putParticipants(contest, [late.id], { delaySeconds: 7200, extraSeconds: 0 });
  await core.accounts.disable(disabled.email);
  const path = `/api/v1/tasks/${given.id}`;
  return { given, path, group, contest, endsAt, member, both, participant, late };
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
    const ofGroup = { kind: 'group', through: group.id, throughExternalId: null };
    const ofContest = { kind: 'contest', through: contest.id, throughExternalId: null };
    assert.deepEqual(row(member).grounds, [ofGroup]);
    assert.equal(row(member).validUntil, null);
    assert.deepEqual(row(both).grounds, [ofGroup, ofContest]);
    const { id: userId, email, name } = participant;
    assert.deepEqual(row(participant), {
      ...{ userId, externalId: null, email, unverifiedEmail: null, name },
      ...{ grounds: [ofContest], validUntil: isoTime(endsAt) },
      ...{ gotUrlAt: null, gotKeyAt: null, opened: 'no', firstReadAt: null },
    });
    assert.deepEqual((await teacher.send(`GET ${path}/readers/counts`)).body, {
      ...{ at: isoTime(clock.nowMs()), everyone: false, readers: 4 },
      ...{ gotUrl: 0, opened: 0, openedUnknown: 0 },
    });
    const pages = await allPages<Row>(teacher, `${path}/readers?limit=1`);
    assert.deepEqual(idsOf(pages), idsOf(body.items));
  });

  it('continues after people who lose their access while a page is read', async () => {
    const given = await task(teacher);
    const [lost, kept] = [await person(), await person()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    assert.ok(lost && kept);
    const group = await testApp.group(teacher, { members: [lost, kept], tasks: [{ id: given.id }] });
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
    const ids = page.items.map(({ userId }) => userId);
    assert.deepEqual(ids, sortedIds(teacher, kept));
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

  it('omits programs', async () => {
    const { path, given } = await newWorld();
    const { id: programId } = await program();
    await core.taskStaff.put(given.id, programId, 'owner');
    assert.ok(!idsOf((await teacher.send(`GET ${path}/readers`)).body.items).includes(programId));
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
    const [header, ...lines] = csv.text.trim().split('\r\n');
    const columns = 'userId,externalId,email,name,ground,through,validUntil,gotUrlAt,gotKeyAt';
    assert.equal(header, `${columns},opened,firstReadAt`);
    const ids = lines.map((line) => line.split(',')[0]);
    assert.deepEqual(ids, sortedIds(teacher, both, participant));
  });
});

describe('the readers who got only the key of a sealed PDF', () => {
  it('are marked separately, and count as readers who got it', async () => {
    const { path, member } = await newWorld();
    const gotKeyAt = isoTime(clock.nowMs());
    const [, taskId = ''] = path.split('/tasks/');
    const key = { disposition: 'key', versionId: null, objectKey: 'objects/one.pdf' } as const;
    const record = issueRecord({ principalId: member.id, taskId, issuedAt: clock.nowMs(), ...key });
    await createIssueJournal(core.database).append([record]);
    const times = async () => {
      const { items } = (await teacher.send(`GET ${path}/readers?gotUrl=true`)).body;
      return items.map((row: Row) => [row.userId, row.gotUrlAt, row.gotKeyAt]);
    };
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
    const times = { startsAt, endsAt: startsAt + hourMs, delaySeconds: 60 };
    const people = { participants: [reader], tasks: [{ id: given.id }] };
    await testApp.contest(teacher, { ...times, ...people, afterEnd: 'participants' });
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
