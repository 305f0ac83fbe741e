import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { openDownloads } from '../../../src/features/downloads/feature.ts';
import type { Additions } from '../../../src/features/feature.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { allPages } from '../../support/all-pages.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { countQueries } from '../../support/count-queries.ts';
import { featuresWith } from '../../support/features-with.ts';
import { freePorts } from '../../support/ports.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';

const [port, filesPort] = await freePorts();
let additions: Additions | undefined;
const testApp = await openTestApp(
  { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) },
  featuresWith({
    async downloads(host) {
      additions = await openDownloads(host);
      return additions;
    },
  }),
);
const { app, core, clock, person, task, publish, group } = testApp;
const writeDownloads = async () => additions?.lifecycle?.jobs?.[0]?.run(new AbortController().signal);

const [teacher, colleague] = [await person('teacher'), await person('teacher')];
const [ann, bob, cid] = [
  await person('student', 'Ann'),
  await person('student', 'Bob'),
  await person('student', 'Cid'),
];

async function urlOf(reader: Person, taskId: string): Promise<string> {
  const { status, body } = await reader.send(`POST /api/v1/tasks/${taskId}/description-url`, {});
  assert.equal(status, 200);
  return body.descriptionPdfUrl;
}

async function open(reader: Person, taskId: string): Promise<void> {
  const reply = await fetch(await urlOf(reader, taskId));
  assert.ok((await reply.arrayBuffer()).byteLength > 0);
  await writeDownloads();
}

/** A running contest of Ann, of Bob, who has extra time, and of a class with Bob and Cid. */
async function newContest() {
  const [first, second] = [await task(teacher), await task(teacher)];
  await publish(first, teacher);
  await publish(second, teacher);
  const times = { startsAt: clock.nowMs(), endsAt: clock.nowMs() + hourMs };
  const tasks = [{ id: first.id }, { id: second.id }];
  const contest = await testApp.contest(teacher, { ...times, participants: [ann], tasks });
  await core.contestPeople.putParticipants(contest, [bob.id], { extraSeconds: 600 });
  const members = await group(teacher, { members: [bob, cid] });
  await core.contestPeople.putGroup(contest.id, members.id);
  const path = `/api/v1/contests/${contest.id}/people`;
  const list = async (query = '', asker = teacher) => (await asker.send(`GET ${path}${query}`)).body;
  /** By name, the states of both tasks. */
  const states = async (query = '') =>
    (await list(query)).items.map(
      ({ name, tasks: read }: { name: string; tasks: ReadonlyArray<{ state: string }> }) =>
        [name, ...read.map(({ state }) => state)].join(' '),
    );
  return { contest, members, first, second, path, list, states, ...times };
}

describe('the people of a contest', () => {
  before(async () => {
    mock.timers.enable({ apis: ['setInterval'] }); // the suite runs the jobs
    await app.start();
    await writeDownloads();
  });
  after(async () => {
    await app.stop();
    mock.timers.reset();
  });

  it('are each listed once, with how they take part, their own times, and their place in the pages', async () => {
    const { contest, members, path, list, startsAt, endsAt } = await newContest();
    const { items, total, nextCursor, serverTime } = await list();
    const ofClass = [{ groupId: members.id, externalId: null, name: members.name }];
    const starts = isoTime(startsAt);
    const unread = (read: ReadonlyArray<object>) =>
      read.every((each) => 'state' in each && each.state === 'none');
    assert.deepEqual(
      items.map(({ tasks, ...rest }: { tasks: ReadonlyArray<object> }) => ({
        ...rest,
        unread: unread(tasks),
      })),
      [
        { who: ann, own: true, groups: [], extraSeconds: 0, end: endsAt },
        { who: bob, own: true, groups: ofClass, extraSeconds: 600, end: endsAt + 600_000 },
        { who: cid, own: false, groups: ofClass, extraSeconds: 0, end: endsAt },
      ].map(({ who: { id, email, name }, own, groups, extraSeconds, end }) => ({
        ...{ userId: id, externalId: null, email, unverifiedEmail: null, name },
        ...{ through: { own, groups }, delaySeconds: 0, extraSeconds },
        ...{ startsAt: starts, endsAt: isoTime(end), unread: true },
      })),
    );
    assert.deepEqual({ total, nextCursor, serverTime }, { total: 3, nextCursor: null, serverTime: starts });
    const names = (people: ReadonlyArray<{ name: string }>) => people.map(({ name }) => name);
    assert.deepEqual(names(await allPages(teacher, `${path}?limit=1`)), ['Ann', 'Bob', 'Cid']);
    assert.deepEqual(names((await list('?text=NN')).items), ['Ann']);
    assert.deepEqual(names((await list(`?groupId=${members.id}`)).items), ['Bob', 'Cid']);
    await core.contests.change(contest.id, { endsAt: null });
    assert.equal((await list()).items[1].endsAt, null);
  });

  it('who are members of a group of others are omitted for those who may not see them', async () => {
    const { contest, list } = await newContest();
    const dan = await person('student', 'Dan');
    const others = await group(colleague, { members: [dan] });
    await core.contestPeople.putGroup(contest.id, others.id);
    await core.contestPeople.putStaff(contest.id, [colleague.id]);
    const admin = await person('admin');
    for (const [asker, query, total] of [
      [teacher, '', 3],
      [teacher, '?text=dan', 0],
      [teacher, `?groupId=${others.id}`, 0],
      [colleague, `?groupId=${others.id}`, 1],
      [admin, '', 4],
    ] as const) {
      const found = await list(query, asker);
      assert.deepEqual([found.total, found.items.length], [total, total], query);
    }
  });

  it('have a link, have opened a task, and after a correction have opened only what it replaced', async () => {
    const { first, second, list, states } = await newContest();
    assert.deepEqual(await states(), ['Ann none none', 'Bob none none', 'Cid none none']);
    await urlOf(bob, first.id);
    await open(ann, first.id);
    await open(cid, second.id);
    assert.deepEqual(await states(), ['Ann current none', 'Bob link none', 'Cid none current']);
    const openedAt = isoTime(clock.nowMs());
    clock.advance(minuteMs);
    await writeDownloads();
    await publish(first, teacher, 'pl');
    assert.deepEqual(await states(), ['Ann current none', 'Bob link none', 'Cid none current']);
    await publish(first, teacher);
    assert.deepEqual(await states(), ['Ann opened none', 'Bob link none', 'Cid none current']);
    await urlOf(ann, first.id);
    assert.deepEqual((await list()).items[0].tasks[0], {
      ...{ taskId: first.id, taskExternalId: null, state: 'opened', at: openedAt },
    });
    await open(ann, first.id);
    const now = { taskId: first.id, taskExternalId: null, state: 'current', at: isoTime(clock.nowMs()) };
    assert.deepEqual((await list()).items[0].tasks[0], now);
  });

  it('have not opened what they opened before the contest, and an unrecorded time is unknown', async () => {
    const { contest, first, startsAt, states } = await newContest();
    await open(ann, first.id);
    await core.contests.change(contest.id, { startsAt: clock.nowMs() + 1 });
    assert.deepEqual((await states())[0], 'Ann none none');
    await core.contests.change(contest.id, { startsAt });
    await urlOf(bob, first.id);
    const { kysely } = core.database;
    const covered = await kysely.selectFrom('downloadCoverage').selectAll().execute();
    await kysely.deleteFrom('downloadCoverage').execute();
    assert.deepEqual(await states(), ['Ann current none', 'Bob unknown none', 'Cid none none']);
    await kysely.insertInto('downloadCoverage').values(covered).execute();
  });

  it('who changed since a time are those with a new link, download, version or time; the total has all', async () => {
    const { contest, first, list, states } = await newContest();
    /** What is written late is listed for half a minute more. */
    const later = async () => {
      clock.advance(minuteMs);
      await writeDownloads();
      return `?changedSince=${encodeURIComponent((await list()).serverTime)}`;
    };
    await open(ann, first.id);
    assert.deepEqual(await states(await later()), []);

    let since = await later();
    const bobs = await urlOf(bob, first.id);
    assert.deepEqual(await states(since), ['Bob link none']);
    since = await later();
    await (await fetch(bobs)).arrayBuffer();
    await writeDownloads();
    assert.deepEqual(await states(since), ['Bob current none']);
    assert.equal((await list(since)).total, 3);

    since = await later();
    await publish(first, teacher);
    assert.deepEqual(await states(since), ['Ann opened none', 'Bob opened none']);

    since = await later();
    await core.contestPeople.changeTimes(contest.id, ann.id, { delaySeconds: 60 });
    assert.deepEqual(await states(since), ['Ann opened none']);
    since = await later();
    await core.contestPeople.putParticipants(contest, [cid.id], {});
    assert.deepEqual(await states(since), ['Cid none none']);

    since = await later();
    await core.contests.change(contest.id, { endsAt: clock.nowMs() + 2 * hourMs });
    assert.equal((await list(since)).items.length, 3);
  });

  it('are in a CSV file with a column for each task, and take as many queries for many as for one', async () => {
    const { contest, path, first } = await newContest();
    await open(cid, first.id);
    const { headers, text } = await teacher.send(`GET ${path}?format=csv`);
    assert.match(String(headers['content-type']), /^text\/csv/);
    const [header, ...lines] = text.trim().split('\r\n');
    const columns = 'userId,email,name,own,groups,delaySeconds,extraSeconds,startsAt,endsAt,task A,task B';
    assert.equal(header, columns);
    assert.deepEqual(
      lines.map((line) => [line.split(',')[2], ...line.split(',').slice(-2)].join(' ')),
      ['Ann none none', 'Bob none none', 'Cid current none'],
    );
    const ask = async () => (await countQueries(() => teacher.send(`GET ${path}`))).queries;
    const few = await ask();
    const more = await Promise.all(Array.from({ length: 20 }, () => person()));
    await core.contestPeople.putParticipants(
      contest,
      more.map(({ id }) => id),
      {},
    );
    assert.equal(await ask(), few);
  });
});
