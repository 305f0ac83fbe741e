import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFileName } from 'lectern-signing';
import { participantRemoval } from '../../../src/domain/contests/contest-people.ts';
import { memberRemoval } from '../../../src/domain/groups/groups.ts';
import { mergeInChildProcess } from '../../../src/features/booklets/binding/bookbinder.ts';
import { bookletFileName } from '../../../src/features/booklets/booklet-file-name.ts';
import { createBookletQueue } from '../../../src/features/booklets/booklet-queue.ts';
import { maxBookletTasks } from '../../../src/features/booklets/booklet-sources.ts';
import { createBookletMaker } from '../../../src/features/booklets/make-booklets.ts';
import { openBooklets } from '../../../src/features/booklets/parts.ts';
import { createStoreBooklet } from '../../../src/features/booklets/store-booklet.ts';
import { features } from '../../../src/features/index.ts';
import { openPreflight } from '../../../src/features/preflight/preflight.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { assertProblem, openTestApp, type Person, type Reply } from '../../support/app.ts';
import { readBooklet } from '../../support/booklets.ts';

import { costlyPdfs, encrypted, type HostilePdf } from '../../support/hostile-pdfs.ts';
import { mergeHere } from '../../support/merge-here.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';
import { makeStatement } from '../../support/statements.ts';

const testApp = await openTestApp();
const { core, clock, person, task, upload } = testApp;
const { contests, contestTasks, contestPeople, revocations } = core;
const { booklets, readBookletSource, bookletMaker: realMaker } = openBooklets(core);
const { preflight } = await openPreflight(core, features);
const bookletQueue = createBookletQueue(core);
const makerBy = (merge: typeof mergeInChildProcess) => {
  const storeBooklet = createStoreBooklet({ ...core, maxStatementBytes: 2 ** 20, merge });
  const parts = { booklets, bookletQueue, readSource: readBookletSource, storeBooklet };
  return createBookletMaker({ ...parts, clock, log: core.log });
};
const bookletMaker = makerBy(mergeHere);
const never = new AbortController().signal;
const teacher = await person('teacher');

const pdf = async (text: string) =>
  Buffer.from(await (await makeStatement({ pages: 1, text: () => text })).arrayBuffer());

async function publish(taskId: string, language: string, bytes: Buffer) {
  return core.uploads.publish(await upload({ id: taskId }, teacher, { language, bytes }));
}

/** A contest that begins in an hour, with a task for each list of PDFs by language. */
async function makeContest(documents: ReadonlyArray<Readonly<Record<string, Buffer>>>) {
  const startsAt = clock.nowMs() + hourMs;
  const tasks: Array<{ id: string }> = [];
  for (const [at, files] of documents.entries()) {
    const titles = JSON.stringify({ pl: `Zadanie ${at + 1}` });
    const { id } = await task(teacher, { title: `Task ${at + 1}`, titles });
    for (const [language, bytes] of Object.entries(files)) await publish(id, language, bytes);
    tasks.push({ id });
  }
  const reader = await person();
  const contest = await testApp.contest(teacher, {
    ...{ name: 'Finał', startsAt, endsAt: startsAt + 5 * hourMs, afterEnd: 'closed' },
    ...{ participants: [reader], tasks },
  });
  const taskIds = tasks.map(({ id }) => id);
  return { contest, taskIds, reader, startsAt, path: `/api/v1/contests/${contest.id}` };
}
type Made = Awaited<ReturnType<typeof makeContest>>;
type Place = Pick<Made, 'path'>;

const want = ({ path }: Place, language = 'en', spec: object = {}) =>
  teacher.send(`PUT ${path}/booklets/${language}`, spec);
const listed = async ({ path }: Place, as: Person = teacher) =>
  (await as.send(`GET ${path}/booklets`)).body.items;
const askUrl = ({ path }: Place, as: Person, spec: object = {}): Promise<Reply> =>
  as.send(`POST ${path}/booklet-url`, spec);

const contentOf = (url: string) => {
  const content = core.storage.signer.readUrl(url);
  assert.ok(!('failure' in content));
  return content;
};
const isRevoked = (url: string) => revocations.isRevoked(contentOf(url));

/** The records of a URL, by the names of their fields. */
async function recordsOf(url: string, ...fields: ReadonlyArray<'principalId' | 'taskId' | 'ground'>) {
  const traced = await core.trace(url);
  assert.ok(!('failure' in traced));
  return traced.issues.map((issue) => fields.map((field) => issue[field]));
}

async function storedText(url: string) {
  const content = contentOf(url);
  const object = await core.driver.open(parseObjectKey(content.objectKey));
  assert.ok(object);
  const read = await readBooklet(Buffer.concat(await object.stream().toArray()));
  await object.close();
  return { ...read, ...content };
}

it('a booklet of a contest', async (context) => {
  clock.set(Date.UTC(2026, 10, 24, 12));
  const both = { en: await pdf('In English'), pl: await pdf('Po polsku') };
  const [alone, locked] = [
    { en: await pdf('English alone') },
    { en: encrypted({ user: '', owner: 'owner' }) },
  ];
  const made = await makeContest([both, alone, locked, {}]);
  const { contest, taskIds, reader, startsAt, path } = made;
  const delayed = await person();
  await contestPeople.putParticipants(contest, [delayed.id], { delaySeconds: 600, extraSeconds: 0 });

  await context.test('is built once on request, with what its readers get and what is missing', async () => {
    const asked = await want(made, 'PL', { oddPages: true, timeZone: 'Europe/Warsaw' });
    assert.equal(asked.status, 200);
    assert.deepEqual([asked.body.language, asked.body.upToDate, asked.body.made], ['pl', false, null]);
    assert.equal(await realMaker.makeDue(never), 1);
    const [booklet] = await listed(made);
    assert.deepEqual([booklet.upToDate, booklet.failure, booklet.made.pages], [true, null, 5]);
    assert.partialDeepStrictEqual(booklet.made.statements, [
      { label: 'A', language: 'pl', page: 3, problem: null },
      { label: 'B', language: 'en', page: 5, problem: null },
      { label: 'C', language: 'en', page: null, problem: 'encrypted' },
      { label: 'D', language: null, page: null, problem: 'no-document' },
    ]);
    const { body } = await askUrl(made, teacher, { disposition: 'attachment' });
    assert.match(decodeURIComponent(body.url), /&download=1&name=Finał\.pl\.pdf&/);
    const { pages } = await storedText(body.url);
    const shown =
      /^Finał Początek 24 listopada 2026 14:00 CET Koniec 24 listopada 2026 19:00 CET Język polski Zadania 4 Strony 5$/;
    assert.match(pages[0]?.replace(/,/g, '') ?? '', shown);
    assert.match(pages[1] ?? '', /B Zadanie 2 5 Język: angielski C Zadanie 3 – Nie ma go/);
    assert.match(pages[2] ?? '', /Po polsku/);
    assert.equal(await bookletMaker.makeDue(never), 0, 'nothing has changed');
  });

  await context.test('is hidden from participants before they start, each at their own time', async () => {
    clock.set(startsAt - 1);
    assert.deepEqual(await listed(made, reader), []);
    const refused = await askUrl(made, reader);
    assertProblem(refused, 403, 'not-open-yet');
    assert.equal(refused.body.opensAt, isoTime(startsAt));
    assert.doesNotMatch(refused.text, /Task/);
    clock.set(startsAt);
    const [{ language, upToDate, made: found }] = await listed(made, reader);
    assert.deepEqual([language, upToDate, found.pages], ['pl', null, 5]);
    assert.deepEqual(await listed(made, delayed), []);
    const late = await askUrl(made, delayed);
    assert.deepEqual([late.status, late.body.opensAt], [403, isoTime(startsAt + 10 * minuteMs)]);
    assertProblem(await askUrl(made, await person()), 404, 'not-found');
  });

  await context.test('is opened through a signed URL, with a record for each statement', async () => {
    const { status, headers, body } = await askUrl(made, reader);
    assert.deepEqual([status, headers['cache-control'], body.language], [200, 'no-store', 'pl']);
    assert.deepEqual(
      await recordsOf(body.url, 'principalId', 'taskId', 'ground'),
      taskIds.slice(0, 2).map((taskId) => [reader.id, taskId, 'contest']),
    );
    assert.equal((await askUrl(made, reader, { language: 'de' })).status, 200);
  });

  await context.test('is built again after a change, and stays while a URL of it may live', async () => {
    const { body: before } = await askUrl(made, reader);
    await teacher.send(`PATCH ${path}`, { name: 'Wielki finał' });
    assert.equal((await listed(made))[0].upToDate, false);
    assert.equal(await bookletMaker.makeDue(never), 1);
    const { body: after } = await askUrl(made, reader);
    assert.match((await storedText(after.url)).pages[0] ?? '', /^Wielki finał/);
    const [old, current] = [contentOf(before.url).objectKey, contentOf(after.url).objectKey];
    assert.deepEqual([isRevoked(before.url), old === current], [false, false]);
    const { driver, pendingDeletions } = core;
    await pendingDeletions.sweep();
    assert.ok(await driver.head(parseObjectKey(old)));
    clock.advance(61 * minuteMs);
    await pendingDeletions.sweep();
    assert.equal(await driver.head(parseObjectKey(old)), undefined);
    assert.ok(await driver.head(parseObjectKey(current)));
  });

  await context.test('ends for people who leave, and for all with a removed task', async () => {
    const leaving = await person();
    await contestPeople.putParticipants(contest, [leaving.id], { delaySeconds: 0, extraSeconds: 0 });
    const [{ body: own }, { body: other }] = [await askUrl(made, leaving), await askUrl(made, reader)];
    await revocations.change(participantRemoval(contest.id, leaving.id));
    assert.deepEqual([isRevoked(own.url), isRevoked(other.url)], [true, false]);
    assertProblem(await askUrl(made, leaving), 404, 'not-found');
    await contestTasks.remove(contest.id, taskIds[1] as string);
    assert.equal(isRevoked(other.url), true);
    assertProblem(await askUrl(made, reader), 404, 'not-found');
    assert.deepEqual(await listed(made, reader), []);
    assert.equal(await bookletMaker.makeDue(never), 1);
    const { body: anew } = await askUrl(made, reader);
    assert.equal(isRevoked(anew.url), false);
    assert.doesNotMatch((await storedText(anew.url)).pages.join(), /Zadanie 2|English alone/);
  });

  await context.test('ends when it is removed, with its file', async () => {
    const { body } = await askUrl(made, reader);
    assert.equal((await teacher.send(`DELETE ${path}/booklets/pl`)).status, 204);
    assert.equal(isRevoked(body.url), true);
    assertProblem(await askUrl(made, reader), 404, 'not-found');
    await core.pendingDeletions.sweep();
    assert.equal(await core.driver.head(parseObjectKey(contentOf(body.url).objectKey)), undefined);
  });
});

it('a booklet of a group', async (context) => {
  const { groups } = core;
  const [member, staff] = [await person(), await person('teacher')];
  const group = await testApp.group(staff, { name: 'Algorytmy', members: [member] });
  const at = { kind: 'group', id: group.id } as const;
  const given = { path: `/api/v1/groups/${group.id}` };
  const startsAt = clock.nowMs() + 8 * hourMs;

  async function assign(title: string, opensAt: number, closesAt: number | null = null) {
    const { id } = await task(teacher, { title });
    await publish(id, 'en', await pdf(title));
    await groups.assign(group.id, id, { opensAt, closesAt });
    return id;
  }
  /** The tasks in it by their labels. */
  const inside = async (as: Person = member) => {
    const statements: ReadonlyArray<Record<string, string>> = (await listed(given, as))[0]?.made?.statements;
    return statements && Object.fromEntries(statements.map(({ label, taskId }) => [label, taskId]));
  };
  const make = () => bookletMaker.makeDue(never);
  const [first, later] = [await assign('Stosy', startsAt - 1000), await assign('Grafy', startsAt + hourMs)];
  const second = await assign('Kolejki', startsAt, startsAt + 2 * hourMs);

  await context.test('has the tasks that are open to its members, in order, without times', async () => {
    clock.set(startsAt);
    const asked = await staff.send(`PUT ${given.path}/booklets/pl`);
    assert.deepEqual([asked.status, asked.body.includesUpcoming], [200, false]);
    assert.equal(await make(), 1);
    assert.deepEqual(await inside(), { 1: first, 2: second });
    const { body } = await askUrl(given, member);
    const { pages } = await storedText(body.url);
    assert.equal(pages[0], 'Algorytmy Język polski Zadania 2 Strony 4');
    assert.match(pages[1] ?? '', /1 Stosy 3 .*2 Kolejki 4/);
    const records = [first, second].map((taskId) => [taskId, 'group']);
    assert.deepEqual(await recordsOf(body.url, 'taskId', 'ground'), records);
  });

  await context.test('is built again when a task opens or closes, and refused until then', async () => {
    assert.equal(await make(), 0);
    clock.set(startsAt + hourMs);
    assert.equal((await listed(given, staff))[0].upToDate, false);
    assert.equal(await make(), 1);
    assert.deepEqual(await inside(), { 1: first, 2: second, 3: later });
    clock.set(startsAt + 2 * hourMs);
    assertProblem(await askUrl(given, member), 403, 'closed');
    assert.equal((await askUrl(given, staff)).status, 200);
    assert.equal(await make(), 1);
    assert.deepEqual(await inside(), { 1: first, 2: later });
  });

  await context.test('has what opens later on request, and opens to members with its last task', async () => {
    const opensAt = clock.nowMs() + hourMs;
    const upcoming = await assign('Drzewa', opensAt);
    await core.tasks.change(upcoming, { embargoUntil: opensAt + minuteMs });
    const route = `PUT ${given.path}/booklets/pl`;
    assertProblem(await staff.send(route, { timeZone: 'UTC' }), 400, 'request-invalid');
    await staff.send(route, { includesUpcoming: true });
    assert.equal(await make(), 1);
    assert.deepEqual(await inside(staff), { 1: first, 2: later, 3: upcoming });
    assert.equal(await inside(), undefined);
    const early = await askUrl(given, member);
    assert.deepEqual([early.status, early.body.opensAt], [403, isoTime(opensAt + minuteMs)]);
    assert.doesNotMatch(early.text, /Drzewa/);
    clock.set(opensAt + minuteMs);
    assert.deepEqual(await inside(), { 1: first, 2: later, 3: upcoming });
    assert.equal(await make(), 0);
  });

  await context.test('ends for people who leave, with a removed task, and with the group', async () => {
    const leaving = await person();
    await groups.putMembers(group.id, [leaving.id], 'member');
    const urls = async () =>
      Promise.all([leaving, member].map(async (as) => (await askUrl(given, as)).body.url as string));
    const [own, other] = (await urls()) as [string, string];
    await core.revocations.change(memberRemoval(group.id, leaving.id));
    assert.deepEqual([isRevoked(own), isRevoked(other)], [true, false]);
    assertProblem(await askUrl(given, leaving), 404, 'not-found');
    await groups.unassign(group.id, first);
    assert.equal(isRevoked(other), true);
    assertProblem(await askUrl(given, member), 404, 'not-found');
    assert.equal(await make(), 1);
    const { body } = await askUrl(given, member);
    await groups.remove(group.id);
    assert.equal(isRevoked(body.url), true);
    await make();
    assert.deepEqual(await booklets.list(at), []);
  });

  await context.test('has no task in the last second of its window, or that never opens', async () => {
    const brief = await testApp.group(staff);
    const nowMs = Math.ceil(clock.nowMs() / 1000) * 1000;
    async function give(opensAt: number, closesAt: number, embargoUntil: number | null = null) {
      const { id } = await task(teacher, { embargoUntil });
      await groups.assign(brief.id, id, { opensAt, closesAt });
      return id;
    }
    const route = `PUT /api/v1/groups/${brief.id}/booklets`;
    await staff.send(`${route}/en`, { includesUpcoming: false });
    await staff.send(`${route}/pl`, { includesUpcoming: true });
    const open = await give(0, nowMs + 5000);
    await give(0, nowMs + 4999);
    await give(0, nowMs + 60_000, nowMs + 59_500);
    clock.set(nowMs + 4000);
    for (const language of ['en', 'pl']) {
      const booklet = await booklets.find({ kind: 'group', id: brief.id }, language);
      const { entries } = await readBookletSource(booklet);
      assert.deepEqual(new Set(entries.map(({ taskId }) => taskId)), new Set([open]));
    }
  });

  await context.test('has at most as many tasks as one decision covers', async () => {
    const tasks = [];
    for (let number = 0; number <= maxBookletTasks; number += 1) tasks.push(await task(teacher));
    const large = await testApp.group(staff, { tasks });
    await staff.send(`PUT /api/v1/groups/${large.id}/booklets/en`);
    assert.equal(await make(), 0);
    const { failed } = await booklets.find({ kind: 'group', id: large.id }, 'en');
    assert.equal(failed?.failure, 'too-many-tasks');
  });
});

describe('a booklet that cannot be built', () => {
  it('shows why and when it is retried, and is built immediately when the cause has changed', async () => {
    const made = await makeContest([{}]);
    const { contest, taskIds } = made;
    const findings = async () =>
      (await preflight(contest)).filter(({ check }) => check === 'booklet').map(({ code }) => code);
    await want(made);
    assert.deepEqual(await findings(), ['booklet-not-made']);
    assert.equal(await bookletMaker.makeDue(never), 0);
    const [{ failure, retryAt }] = await listed(made);
    assert.deepEqual([failure, retryAt], ['no-statements', isoTime(clock.nowMs() + 10_000)]);
    assert.deepEqual(await findings(), ['booklet-failed']);
    const { objectKey } = await publish(taskIds[0] as string, 'en', await pdf('At last'));
    assert.deepEqual(await findings(), ['booklet-not-made']);
    assert.equal(await bookletMaker.makeDue(never), 1);
    assert.deepEqual(await findings(), ['booklet-ready']);
    await contests.change(contest.id, { name: 'Renamed' });
    assert.deepEqual(await findings(), ['booklet-stale']);
    // Only as long as no booklet is stored.
    await core.driver.delete(parseObjectKey(objectKey));
    assert.equal(await bookletMaker.makeDue(never), 0);
    assert.equal((await listed(made))[0].failure, 'no-statements');
  });

  it('is deleted with its contest', async () => {
    const made = await makeContest([{}]);
    const { contest } = made;
    await want(made);
    assert.equal((await booklets.list({ kind: 'contest', id: contest.id })).length, 1);
    await contests.remove(contest.id);
    await bookletMaker.makeDue(never);
    assert.deepEqual(await booklets.list({ kind: 'contest', id: contest.id }), []);
  });

  it('is discarded when the PDFs of its task have moved, and built again', async () => {
    const given = await makeContest([{ en: await pdf('Moved') }]);
    await want(given);
    assert.equal(await bookletMaker.makeDue(never), 1);
    const [taskId = ''] = given.taskIds;
    const discard = () => revocations.change((_transaction, revoke) => revoke.discardMadeOf(taskId));
    assert.deepEqual(await discard(), ['a booklet with it, which is made again.']);
    assert.deepEqual(await discard(), []);
    assert.equal((await listed(given))[0].made, null);
    assert.equal(await bookletMaker.makeDue(never), 1);
  });

  it('omits a statement that takes too much', async () => {
    const [bomb] = costlyPdfs() as [HostilePdf];
    const given = await makeContest([{ en: bomb.bytes }, { en: await pdf('Harmless') }]);
    const maker = makerBy((materials, limits) =>
      mergeInChildProcess(materials, { ...limits, maxCpuMs: 700 }),
    );
    await want(given);
    assert.equal(await maker.makeDue(never), 1);
    const [booklet] = await listed(given);
    assert.partialDeepStrictEqual(booklet.made.statements, [{ problem: 'too-costly' }, { problem: null }]);
  });

  it('is built by one instance at a time', async () => {
    const given = await makeContest([{}]);
    await want(given);
    const [booklet] = await booklets.list({ kind: 'contest', id: given.contest.id });
    assert.ok(booklet && (await bookletQueue.claim(booklet.id)));
    assert.equal(await bookletMaker.make(booklet, never), 'busy');
    assert.equal(await bookletMaker.makeDue(never), 0);
    assert.equal((await booklets.find(booklet.owner, 'en')).failed, null);
  });

  it('is not stored when its options were changed while it was built', async () => {
    const given = await makeContest([{ en: await pdf('Old') }]);
    await want(given);
    const maker = makerBy(async (materials, limits) => {
      await want(given, 'en', { oddPages: true });
      return mergeHere(materials, limits);
    });
    assert.equal(await maker.makeDue(never), 0);
    assert.equal((await listed(given))[0].made, null);
    assert.equal(await bookletMaker.makeDue(never), 1);
    assert.deepEqual((await listed(given))[0].upToDate, true);
  });
});

it('the file of a booklet has a valid file name', () => {
  assert.equal(bookletFileName('CERC 2026: 1/2 \u202Egnp', 'en'), 'CERC 2026: 1 2  gnp.en.pdf');
  assert.equal(bookletFileName('//', 'en'), 'booklet.en.pdf');
  assert.ok(isFileName(bookletFileName('ż'.repeat(200), 'sr-Latn-RS')));
});
