import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it, mock } from 'node:test';
import { openDownloads } from '../../../src/features/downloads/feature.ts';
import { createRecordDownloads } from '../../../src/features/downloads/record-downloads.ts';
import type { Additions } from '../../../src/features/feature.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { featuresWith } from '../../support/features-with.ts';
import { freePorts } from '../../support/ports.ts';
import { dayMs, minuteMs } from '../../support/settable-clock.ts';

const [port, filesPort] = await freePorts();
let additions: Additions | undefined;
const testApp = await openTestApp(
  { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort), LECTERN_ISSUE_RETENTION_DAYS: '30' },
  featuresWith({
    async downloads(host) {
      additions = await openDownloads(host);
      return additions;
    },
  }),
);
const { app, core, clock, person, task, publish } = testApp;
const { kysely } = core.database;
const writeDownloads = async () => additions?.lifecycle?.jobs?.[0]?.run(new AbortController().signal);
const prune = async () =>
  additions?.lifecycle?.sweeps?.[0]?.remove(clock.nowMs(), new AbortController().signal);

const teacher = await person('teacher');
const [ann, bob] = [await person('student', 'Ann'), await person('student', 'Bob')];

/** A running contest of both with one task. */
async function newContest() {
  const given = await task(teacher);
  await publish(given, teacher);
  const times = { startsAt: clock.nowMs(), endsAt: clock.nowMs() + 90 * minuteMs };
  const people = { participants: [ann, bob], tasks: [{ id: given.id }] };
  await testApp.contest(teacher, { ...times, ...people });
  return { taskId: given.id };
}

async function urlOf(reader: Person, taskId: string): Promise<string> {
  const { status, body } = await reader.send(`POST /api/v1/tasks/${taskId}/description-url`, {});
  assert.equal(status, 200);
  return body.descriptionPdfUrl;
}

async function download(url: string, headers: Record<string, string> = {}): Promise<number> {
  const reply = await fetch(url, { headers });
  return (await reply.arrayBuffer()).byteLength;
}

/** The records of a task's URLs, as its teacher sees them, by reader. */
async function recordsOf(taskId: string, query = '') {
  const { body } = await teacher.send(`GET /api/v1/issued-urls?taskId=${taskId}${query}`);
  return new Map<string, ReturnType<typeof JSON.parse>>(
    body.items.map((item: { userId: string }) => [item.userId, item]),
  );
}

/** Whether the URL of Bob was opened. */
const openedOf = async (taskId: string): Promise<string> => (await recordsOf(taskId)).get(bob.id).opened;

/** A time in which downloads were recorded, or may have been lost. */
const cover = (id: string, coveredFrom: number, coveredUntil: number, isClosed: 0 | 1) =>
  kysely.insertInto('downloadCoverage').values({ id, coveredFrom, coveredUntil, isClosed }).execute();

/** What a record tells about reads, in the order of the CSV. */
const readsIn = (record: ReturnType<typeof JSON.parse>) =>
  ['opened', 'wholeFile', 'firstReadAt', 'lastReadAt', 'requests', 'bytes'].map((name) => record[name]);

describe('with a file server that records downloads, the record of an issued URL', () => {
  before(async () => {
    mock.timers.enable({ apis: ['setInterval'] }); // the suite runs the jobs
    await app.start();
  });
  let taskId: string;
  beforeEach(async () => {
    clock.advance(minuteMs); // what is lost in one test is not lost at the time of the next
    ({ taskId } = await newContest());
  });
  after(async () => {
    await app.stop();
    mock.timers.reset();
  });

  it('tells whether it was opened, when, with how many requests and bytes, and whether the whole file was sent', async () => {
    const [ofAnn, ofBob] = [await urlOf(ann, taskId), await urlOf(bob, taskId)];
    const first = isoTime(clock.nowMs());
    assert.equal(await download(ofAnn, { range: 'bytes=0-99' }), 100);
    await writeDownloads();
    assert.deepEqual(readsIn((await recordsOf(taskId)).get(ann.id)), ['yes', 'no', first, first, 1, 100]);

    clock.advance(minuteMs);
    const bytes = 100 + (await download(ofAnn, { range: 'bytes=100-' }));
    await writeDownloads();
    const records = await recordsOf(taskId);
    const read = ['yes', 'yes', first, isoTime(clock.nowMs()), 2, bytes];
    assert.deepEqual(readsIn(records.get(ann.id)), read);
    assert.deepEqual(readsIn(records.get(bob.id)), ['no', 'no', null, null, null, null]);
    const traced = await teacher.send('POST /api/v1/issued-urls/trace', { url: ofBob });
    assert.equal(traced.body.issues[0].opened, 'no');
    for (const [answer, readers] of [
      ['yes', [ann.id]],
      ['no', [bob.id]],
      ['unknown', []],
    ] as const) {
      assert.deepEqual([...(await recordsOf(taskId, `&opened=${answer}`)).keys()], readers);
    }
    const csv = await teacher.send(`GET /api/v1/issued-urls?taskId=${taskId}&format=csv`);
    assert.match(csv.text, /opened,wholeFile,firstReadAt,lastReadAt,requests,bytes\r\n/);
    assert.match(csv.text, new RegExp(`,yes,yes,${first},.*,2,${bytes}\r\n`));
  });

  it('counts a copy that the cache of the reader had, and no refused request', async () => {
    const url = await urlOf(ann, taskId);
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 304);
    assert.equal((await fetch(url, { method: 'HEAD' })).status, 405);
    assert.equal((await fetch(`${url}0`)).status, 403);
    assert.equal((await fetch(url, { headers: { range: 'bytes=900000000-' } })).status, 416);
    await writeDownloads();
    assert.equal((await recordsOf(taskId)).get(ann.id).requests, 2);
  });

  it('is unknown for a URL whose time no record of downloads covers, and not "no"', async () => {
    await urlOf(bob, taskId);
    await writeDownloads();
    assert.equal(await openedOf(taskId), 'no');
    await kysely.deleteFrom('downloadCoverage').execute();
    assert.equal(await openedOf(taskId), 'unknown');
    // Recording began later, so what happened before is unknown.
    clock.advance(minuteMs);
    await cover('later', clock.nowMs(), clock.nowMs() + dayMs, 1);
    assert.equal(await openedOf(taskId), 'unknown');
    await kysely.deleteFrom('downloadCoverage').execute();
    await writeDownloads();
  });

  it('is unknown for a URL of a time at which a file server ended without writing the last downloads', async () => {
    await urlOf(bob, taskId);
    await cover('crashed', clock.nowMs() - dayMs, clock.nowMs() + 1000, 0);
    clock.advance(minuteMs); // it may still write
    await writeDownloads();
    assert.equal(await openedOf(taskId), 'no');
    clock.advance(minuteMs);
    await writeDownloads();
    assert.equal(await openedOf(taskId), 'unknown');
    await kysely.updateTable('downloadCoverage').set({ isClosed: 1 }).where('id', '=', 'crashed').execute();
    assert.equal(await openedOf(taskId), 'no');
  });

  it('loses nothing while the database refuses, and counts each download once', async () => {
    await download(await urlOf(ann, taskId));
    await kysely.schema.alterTable('downloads').renameTo('elsewhere').execute();
    await assert.rejects(writeDownloads());
    await kysely.schema.alterTable('elsewhere').renameTo('downloads').execute();
    await writeDownloads();
    await writeDownloads();
    assert.equal((await recordsOf(taskId)).get(ann.id).requests, 1);
  });

  it('counts all of many requests, which share a row from a number on that no person causes', async () => {
    const url = await urlOf(ann, taskId);
    const bytes = await download(url);
    for (let request = 1; request < 30; request += 1) assert.equal(await download(url), bytes);
    await writeDownloads();
    const { requests, bytes: sent } = (await recordsOf(taskId)).get(ann.id);
    assert.deepEqual([requests, sent], [30, 30 * bytes]);
    const issueId = new URL(url).searchParams.get('issue') ?? '';
    const rows = await kysely.selectFrom('downloads').select('at').where('issueId', '=', issueId).execute();
    assert.equal(rows.length, 20);
  });

  it('is unknown at a time of more downloads than a process keeps in memory; recording continues', async () => {
    await urlOf(bob, taskId);
    await kysely.deleteFrom('downloadCoverage').execute();
    const recorder = createRecordDownloads(core);
    await recorder.write();
    const delivery = { atMs: clock.nowMs(), bytes: 1, size: 1, address: undefined };
    for (let at = 0; at <= 20_000; at += 1)
      recorder.add({ ...delivery, issueId: `many${at}`, requestId: 'r' });
    await recorder.write();
    const many = kysely.deleteFrom('downloads').where('issueId', 'like', 'many%');
    assert.equal(Number((await many.executeTakeFirstOrThrow()).numDeletedRows), 20_000);
    assert.match(testApp.logged.at(-1) ?? '', /"lost":1,"msg":"downloads were not recorded/);
    clock.advance(2 * minuteMs);
    await recorder.write();
    assert.equal(await openedOf(taskId), 'unknown');
    const later = await newContest();
    await urlOf(bob, later.taskId);
    clock.advance(minuteMs);
    await recorder.write();
    assert.equal(await openedOf(later.taskId), 'no');
    await writeDownloads();
  });

  it('counts in the list of the readers of a task', async () => {
    await download(await urlOf(ann, taskId));
    await download(await urlOf(teacher, taskId));
    await writeDownloads();
    const at = isoTime(clock.nowMs());
    await urlOf(bob, taskId);
    const readers = `/api/v1/tasks/${taskId}/readers`;
    const { items } = (await teacher.send(`GET ${readers}?opened=yes`)).body;
    const byId = [ann, teacher].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    assert.partialDeepStrictEqual(
      items,
      byId.map(({ id: userId }) => ({ userId, firstReadAt: at })),
    );
    const counts = (await teacher.send(`GET ${readers}/counts`)).body;
    assert.partialDeepStrictEqual(counts, { readers: 3, gotUrl: 3, opened: 2, openedUnknown: 0 });
    const explained = await teacher.send(`GET /api/v1/tasks/${taskId}/access?email=${ann.email}`);
    assert.partialDeepStrictEqual(explained.body, { opened: 'yes', firstReadAt: at });
  });

  it('does not count when it is of an attachment', async () => {
    await download(await urlOf(ann, taskId));
    await writeDownloads();
    // As if it had been the file of an attachment.
    const attached = { attachmentId: 'attachment' };
    await kysely.updateTable('documentVersions').set(attached).where('taskId', '=', taskId).execute();
    const counts = (await teacher.send(`GET /api/v1/tasks/${taskId}/readers/counts`)).body;
    assert.deepEqual([counts.gotUrl, counts.opened], [0, 0]);
    const { body } = await teacher.send(`GET /api/v1/tasks/${taskId}/access?email=${ann.email}`);
    assert.equal(body.opened, 'no');
  });

  it('loses the addresses of its downloads with the account of the reader', async () => {
    const leaving = await person();
    await core.taskStaff.put(taskId, leaving.id, 'reader');
    const urls = [await urlOf(leaving, taskId), await urlOf(ann, taskId)];
    for (const url of urls) await download(url);
    await writeDownloads();
    const addresses = async () => {
      const rows = await kysely.selectFrom('downloads').select(['issueId', 'address']).execute();
      const of = new Map(rows.map(({ issueId, address }) => [issueId, address]));
      return urls.map((url) => of.get(new URL(url).searchParams.get('issue') ?? ''));
    };
    assert.deepEqual(await addresses(), ['127.0.0.1', '127.0.0.1']);
    await core.issueJournal.drain();
    await core.deleteAccount(leaving.id, { heir: teacher.id, dryRun: false });
    assert.deepEqual(await addresses(), [null, '127.0.0.1']);
  });

  it('is deleted after its time, with its downloads', async () => {
    await download(await urlOf(ann, taskId));
    await writeDownloads();
    clock.advance(29 * dayMs);
    await prune();
    assert.notEqual((await recordsOf(taskId)).get(ann.id).firstReadAt, null);
    clock.advance(2 * dayMs);
    await prune();
    assert.deepEqual(await kysely.selectFrom('downloads').selectAll().execute(), []);
  });
});
