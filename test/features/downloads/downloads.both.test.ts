import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it, mock } from 'node:test';
import { openDownloads } from '../../../src/features/downloads/feature.ts';
import { createRecordDownloads } from '../../../src/features/downloads/record-downloads.ts';
import type { Additions } from '../../../src/features/feature.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { contestDraft, contestTaskDraft } from '../../support/drafts.ts';
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
const writeDownloads = async () => additions?.jobs?.[0]?.run(new AbortController().signal);
const prune = async () => additions?.sweeps?.[0]?.remove(clock.nowMs(), new AbortController().signal);

const teacher = await person('teacher');
const [ann, bob] = [await person('student', 'Ann'), await person('student', 'Bob')];
const openMinutes = 90;

/** A running contest of both with one task. */
async function newContest() {
  const given = await task(teacher);
  await publish(given, teacher);
  const times = { startsAt: clock.nowMs(), endsAt: clock.nowMs() + openMinutes * minuteMs };
  const contest = await core.contests.create(contestDraft(times), teacher.id);
  await core.contestTasks.put(contest, contestTaskDraft({ taskId: given.id }));
  await core.contestPeople.putParticipants(contest, [ann.id, bob.id], {});
  return { taskId: given.id, contestId: contest.id };
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

/** What a record tells about reads, in the order of the CSV. */
const readsIn = (record: ReturnType<typeof JSON.parse>) =>
  ['opened', 'wholeFile', 'firstReadAt', 'lastReadAt', 'requests', 'bytes'].map((name) => record[name]);

describe('with a file server that records downloads', () => {
  before(async () => {
    mock.timers.enable({ apis: ['setInterval'] }); // the suite runs the jobs
    await app.start();
  });
  // What is lost in one test is not lost at the time of the next.
  beforeEach(() => clock.advance(minuteMs));
  after(async () => {
    await app.stop();
    mock.timers.reset();
  });

  describe('the record of an issued URL', () => {
    it('tells whether it was opened, when, with how many requests and bytes, and whether the whole file was sent', async () => {
      const { taskId } = await newContest();
      const [ofAnn, ofBob] = [await urlOf(ann, taskId), await urlOf(bob, taskId)];
      const first = isoTime(clock.nowMs());
      const part = await download(ofAnn, { range: 'bytes=0-99' });
      assert.equal(part, 100);
      await writeDownloads();
      let record = (await recordsOf(taskId)).get(ann.id);
      assert.deepEqual(readsIn(record), ['yes', 'no', first, first, 1, 100]);

      clock.advance(minuteMs);
      const rest = await download(ofAnn, { range: 'bytes=100-' });
      await writeDownloads();
      const records = await recordsOf(taskId);
      record = records.get(ann.id);
      assert.deepEqual(readsIn(record), ['yes', 'yes', first, isoTime(clock.nowMs()), 2, 100 + rest]);
      const untouched = records.get(bob.id);
      assert.deepEqual(readsIn(untouched), ['no', 'no', null, null, null, null]);
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
      assert.match(csv.text, new RegExp(`,yes,yes,${first},.*,2,${100 + rest}\r\n`));
    });

    it('counts a copy that the cache of the reader had, and no refused request', async () => {
      const { taskId } = await newContest();
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
      const { taskId } = await newContest();
      await urlOf(bob, taskId);
      await writeDownloads();
      assert.equal((await recordsOf(taskId)).get(bob.id).opened, 'no');
      await kysely.deleteFrom('downloadCoverage').execute();
      assert.equal((await recordsOf(taskId)).get(bob.id).opened, 'unknown');
      // Recording began later, so what happened before is unknown.
      clock.advance(minuteMs);
      await kysely
        .insertInto('downloadCoverage')
        .values({ id: 'later', coveredFrom: clock.nowMs(), coveredUntil: clock.nowMs() + dayMs, isClosed: 1 })
        .execute();
      assert.equal((await recordsOf(taskId)).get(bob.id).opened, 'unknown');
      await kysely.deleteFrom('downloadCoverage').execute();
      await writeDownloads();
    });

    it('is unknown for a URL of a time at which a file server ended without writing the last downloads', async () => {
      const { taskId } = await newContest();
      await urlOf(bob, taskId);
      const crashedAt = clock.nowMs() + 1000;
      await kysely
        .insertInto('downloadCoverage')
        .values({ id: 'crashed', coveredFrom: clock.nowMs() - dayMs, coveredUntil: crashedAt, isClosed: 0 })
        .execute();
      clock.advance(2 * minuteMs);
      await writeDownloads();
      assert.equal((await recordsOf(taskId)).get(bob.id).opened, 'unknown');
      await kysely.updateTable('downloadCoverage').set({ isClosed: 1 }).where('id', '=', 'crashed').execute();
      assert.equal((await recordsOf(taskId)).get(bob.id).opened, 'no');
    });

    it('loses nothing while the database refuses, and writes each download once', async () => {
      const { taskId } = await newContest();
      await download(await urlOf(ann, taskId));
      await kysely.schema.alterTable('downloads').renameTo('elsewhere').execute();
      await assert.rejects(writeDownloads());
      await kysely.schema.alterTable('elsewhere').renameTo('downloads').execute();
      await writeDownloads();
      await writeDownloads();
      assert.equal((await recordsOf(taskId)).get(ann.id).requests, 1);
    });
  });

  describe('many requests with one URL', () => {
    it('share a row from a number on that no person causes, and all count', async () => {
      const { taskId } = await newContest();
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
  });

  describe('more downloads than a process keeps in memory', () => {
    it('leave the URLs of that time unknown, and recording continues', async () => {
      const { taskId } = await newContest();
      await urlOf(bob, taskId);
      await kysely.deleteFrom('downloadCoverage').execute();
      const recorder = createRecordDownloads(core);
      await recorder.write();
      const delivery = { atMs: clock.nowMs(), bytes: 1, size: 1, address: undefined };
      for (let at = 0; at <= 20_000; at += 1)
        recorder.add({ ...delivery, issueId: `many${at}`, requestId: 'r' });
      await recorder.write();
      const { kept } = await kysely
        .selectFrom('downloads')
        .select((eb) => eb.fn.countAll<number>().as('kept'))
        .where('issueId', 'like', 'many%')
        .executeTakeFirstOrThrow();
      assert.equal(Number(kept), 20_000);
      assert.match(testApp.logged.at(-1) ?? '', /"lost":1,"msg":"downloads were not recorded/);
      clock.advance(2 * minuteMs);
      await recorder.write();
      assert.equal((await recordsOf(taskId)).get(bob.id).opened, 'unknown');
      const later = await newContest();
      await urlOf(bob, later.taskId);
      clock.advance(minuteMs);
      await recorder.write();
      assert.equal((await recordsOf(later.taskId)).get(bob.id).opened, 'no');
      await kysely.deleteFrom('downloads').where('issueId', 'like', 'many%').execute();
      await writeDownloads();
    });
  });

  describe('the participants of a contest', () => {
    it('are counted by task, and listed with who has opened it, when, and from where', async () => {
      const { taskId, contestId } = await newContest();
      await download(await urlOf(ann, taskId));
      await urlOf(teacher, taskId).then(download);
      await writeDownloads();
      const counts = await teacher.send(`GET /api/v1/contests/${contestId}/reads`);
      assert.deepEqual(counts.body, {
        participants: 2,
        tasks: [{ taskId, taskExternalId: null, gotUrl: 1, opened: 1, openedUnknown: 0 }],
      });
      const path = `/api/v1/contests/${contestId}/tasks/${taskId}/reads`;
      const { body } = await teacher.send(`GET ${path}`);
      const at = isoTime(clock.nowMs());
      assert.deepEqual(
        body.items.map(({ name, opened, gotUrlAt, firstReadAt, addresses }: Record<string, unknown>) => [
          ...[name, opened, gotUrlAt, firstReadAt, addresses],
        ]),
        [
          ['Ann', 'yes', at, at, ['127.0.0.1']],
          ['Bob', 'no', null, null, []],
        ],
      );
      const missing = await teacher.send(`GET ${path}?opened=no`);
      assert.deepEqual([missing.body.total, missing.body.items[0].userId], [1, bob.id]);
      const csv = await teacher.send(`GET ${path}?format=csv`);
      assert.deepEqual(
        csv.text.split('\r\n').map((line) => line.split(',').slice(2, 5).join()),
        ['name,opened,wholeFile', 'Ann,yes,yes', 'Bob,no,no', ''],
      );
      assert.equal((await ann.send(`GET ${path}`)).status, 403);
    });

    it('are counted, but not shown to staff of the contest, if they take part through a group of others', async () => {
      const { taskId, contestId } = await newContest();
      const [colleague, cid] = [await person('teacher'), await person('student', 'Cid')];
      const group = await core.groups.create({ name: 'Theirs' }, colleague.id);
      await core.groups.putMembers(group.id, [cid.id], 'member');
      await core.contestPeople.putGroup(contestId, group.id);
      await core.contestPeople.putStaff(contestId, [colleague.id]);
      await urlOf(cid, taskId);
      const path = `/api/v1/contests/${contestId}/tasks/${taskId}/reads`;
      for (const [asker, names] of [
        [teacher, ['Ann', 'Bob']],
        [colleague, ['Ann', 'Bob', 'Cid']],
        [await person('admin'), ['Ann', 'Bob', 'Cid']],
      ] as const) {
        const { body } = await asker.send(`GET ${path}`);
        assert.deepEqual(
          [body.total, body.items.map(({ name }: { name: string }) => name)],
          [names.length, names],
        );
        assert.equal((await asker.send(`GET ${path}?text=cid`)).body.total, names.length - 2);
        const counts = (await asker.send(`GET /api/v1/contests/${contestId}/reads`)).body;
        assert.deepEqual([counts.participants, counts.tasks[0].gotUrl], [3, 1]);
      }
      const readers = (await teacher.send(`GET /api/v1/tasks/${taskId}/readers`)).body.items;
      assert.ok(!readers.some(({ userId }: { userId: string }) => userId === cid.id));
      assert.equal((await teacher.send(`GET /api/v1/tasks/${taskId}/readers/counts`)).body.readers, 5);
      const { email, name } = (await recordsOf(taskId)).get(cid.id);
      assert.deepEqual([email, name], [null, null]);
    });

    it('do not count with the attachments that they opened', async () => {
      const { taskId, contestId } = await newContest();
      await download(await urlOf(ann, taskId));
      await writeDownloads();
      const reads = async () => (await teacher.send(`GET /api/v1/contests/${contestId}/reads`)).body.tasks;
      assert.equal((await reads())[0].opened, 1);
      // As if it had been the file of an attachment.
      await kysely
        .updateTable('documentVersions')
        .set({ attachmentId: 'attachment' })
        .where('taskId', '=', taskId)
        .execute();
      assert.deepEqual(await reads(), []);
      const counts = (await teacher.send(`GET /api/v1/tasks/${taskId}/readers/counts`)).body;
      assert.deepEqual([counts.gotUrl, counts.opened], [0, 0]);
      assert.equal(
        (await teacher.send(`GET /api/v1/tasks/${taskId}/access?email=${ann.email}`)).body.opened,
        'no',
      );
    });

    it('do not count with what they opened before the contest', async () => {
      const { taskId, contestId } = await newContest();
      await download(await urlOf(ann, taskId));
      await writeDownloads();
      clock.advance(minuteMs);
      await core.contests.change(contestId, { startsAt: clock.nowMs() });
      const { body } = await teacher.send(`GET /api/v1/contests/${contestId}/reads`);
      assert.deepEqual(body, { participants: 2, tasks: [] });
    });
  });

  describe('the readers of a task', () => {
    it('are listed and counted with who has opened it, also where access is explained', async () => {
      const { taskId } = await newContest();
      await download(await urlOf(ann, taskId));
      await urlOf(bob, taskId);
      await writeDownloads();
      const path = `/api/v1/tasks/${taskId}`;
      const { body } = await teacher.send(`GET ${path}/readers?opened=yes`);
      assert.deepEqual(
        body.items.map(({ userId, firstReadAt }: Record<string, unknown>) => [userId, firstReadAt]),
        [[ann.id, isoTime(clock.nowMs())]],
      );
      const counts = (await teacher.send(`GET ${path}/readers/counts`)).body;
      assert.deepEqual([counts.readers, counts.gotUrl, counts.opened, counts.openedUnknown], [3, 2, 1, 0]);
      const explained = await teacher.send(`GET ${path}/access?email=${ann.email}`);
      assert.deepEqual([explained.body.opened, explained.body.firstReadAt], ['yes', isoTime(clock.nowMs())]);
    });
  });

  describe('downloads', () => {
    it('lose their address when the account of the reader is deleted', async () => {
      const { taskId } = await newContest();
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

    it('are deleted with the records of their URLs', async () => {
      const { taskId } = await newContest();
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
});
