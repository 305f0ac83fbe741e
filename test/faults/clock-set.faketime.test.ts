import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  type Allowed,
  assertAnswered,
  assertNothingLost,
  becomesReady,
  succeeded,
} from '../support/after-fault.ts';
import {
  createOpenTask,
  pdfOfSize,
  type SignedDescription,
  send,
  signIn,
  type TaskDetail,
  targetOf,
  upload,
} from '../support/api-client.ts';
import { queryDatabase } from '../support/data-folder.ts';
import { issueRecords } from '../support/issue-records.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { newFolder, startServer, waitUntil } from '../support/server-process.ts';

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;
const ttlMs = 300_000;
const limitMs = 5_000;
/** An upload that was announced before the clock was set. */
const overtaken: Allowed = ({ what, code }) => what === 'put' && code === 'url-expired';

describe('a clock that is set while the server runs', async () => {
  const folder = await newFolder();
  const offset = join(folder, 'offset');

  /** Sets only the clock of the server, in seconds from the true time; its timers are not affected. */
  async function setClock(seconds: number): Promise<void> {
    await writeFile(`${offset}.next`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    await rename(`${offset}.next`, offset);
    await waitUntil('the clock to be set', async () => {
      return Math.abs((await serverNowMs()) - Date.now() - seconds * 1000) < 5000;
    });
  }

  await writeFile(offset, '+0\n');
  const server = await startServer('demo', {
    LD_PRELOAD: globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0] as string,
    FAKETIME_TIMESTAMP_FILE: offset,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_CACHE_DURATION: '1',
    TZ: 'Europe/Warsaw',
  });
  after(async () => {
    await server.end();
    await rm(folder, { recursive: true });
  });
  const { apiUrl, filesUrl, env } = server;
  const options = await prepareLoad(apiUrl);
  const teacher = options.uploads.client;

  /** By the `Date` of a reply, in Unix milliseconds. */
  async function serverNowMs(): Promise<number> {
    return Date.parse((await fetch(`${apiUrl}/healthz`)).headers.get('date') as string);
  }

  for (const [what, seconds] of [
    ['back by an hour', -hourSeconds],
    ['forward by two hours', 2 * hourSeconds],
  ] as const) {
    it(`loses no record and repeats no id when it is set ${what}`, async () => {
      const load = startLoad(options);
      const taskIds = [await createOpenTask(teacher, 'Before')];
      await load.succeeds({ readings: 100, uploads: 2 });
      await setClock(seconds);
      await load.succeeds({ readings: 100, uploads: 2 });
      while (taskIds.length < 20) taskIds.push(await createOpenTask(teacher, 'After'));
      await setClock(0);
      while (taskIds.length < 40) taskIds.push(await createOpenTask(teacher, 'Again'));
      await load.succeeds({ readings: 100, uploads: 2 });
      await load.stop();
      assertAnswered(load, limitMs, succeeded, overtaken);
      await assertNothingLost(load, env, options.uploads);
      assert.equal(new Set(taskIds).size, taskIds.length);
      assert.equal(new Set(load.freshUrls).size, load.freshUrls.length);
      await becomesReady(apiUrl, 200);
    });
  }

  it('never lets a URL live longer than its time or its access, by the current clock of the server', async () => {
    const [reader] = options.readers;
    assert.ok(reader);
    const closesAt = new Date(Date.now() - hourSeconds * 1000 + 90_000).toISOString();
    const taskId = await taskOfGroup(closesAt);
    assert.equal((await reader.get(`/api/v1/tasks/${taskId}`)).body.code, 'closed');
    await setClock(-hourSeconds);
    const { headers, body } = await reader.get<TaskDetail>(`/api/v1/tasks/${taskId}`);
    const expiresAtMs = Date.parse(body.descriptionPdfUrlExpiresAt as string);
    assert.equal(body.access.validUntil, closesAt);
    assert.ok(expiresAtMs <= Date.parse(closesAt));
    assert.ok(expiresAtMs <= Date.parse(headers.get('date') as string) + 1000 + ttlMs);
    const target = targetOf(body.descriptionPdfUrl as string);
    assert.equal((await send(filesUrl, target)).status, 200);
    await setClock(0);
    assert.equal((await send(filesUrl, target)).code, 'url-expired');
    assert.equal((await reader.get(`/api/v1/tasks/${taskId}`)).body.code, 'closed');
  });

  it('removes no record and no revocation in a start with a clock that is a year ahead', async () => {
    const admin = await signIn(apiUrl, 'admin');
    const taskId = await createOpenTask(teacher, 'Deleted');
    await upload(teacher, taskId, pdfOfSize(1000));
    const [reader] = options.readers;
    const out = await reader?.freshUrl(taskId);
    assert.ok(out);
    assert.equal((await teacher.request('DELETE', `/api/v1/tasks/${taskId}`)).status, 204);
    assert.equal((await send(filesUrl, targetOf(out))).code, 'url-revoked');
    const countOf = (table: string) =>
      Number(
        queryDatabase<{ rows: number }>(server.dataDir, `select count(*) as rows from (${table})`)[0]?.rows,
      );
    const before = [countOf(issueRecords.sqlite), countOf('select * from revocations')];

    await server.stop();
    await writeFile(offset, `+${400 * daySeconds}\n`);
    const sweepsBefore = takenAt('prune-issues');
    await server.start();
    await waitUntil('the sweep', () => takenAt('prune-issues') > sweepsBefore);
    await server.stop();
    await writeFile(offset, '+0\n');
    await server.start();
    assert.deepEqual([countOf(issueRecords.sqlite), countOf('select * from revocations')], before);
    assert.equal((await send(filesUrl, targetOf(out))).code, 'url-revoked');
    assert.equal((await admin.get('/api/v1/me')).status, 200);

    /** When the lease of a sweep was acquired last, by the server's clock. */
    function takenAt(lease: string): number {
      const [row] = queryDatabase<{ takenAt: number }>(
        server.dataDir,
        `select "takenAt" from "leases" where name = '${lease}'`,
      );
      return row?.takenAt ?? 0;
    }
  });

  it('lets URLs live for exactly their time where summer time begins and ends', async () => {
    // Warsaw, from the IANA time zone database: 2027-03-28 01:00 UTC and 2027-10-31 01:00 UTC.
    for (const changesAt of ['2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z']) {
      const before = Math.round((Date.parse(changesAt) - Date.now()) / 1000) - 60;
      await setClock(before);
      const reader = await signIn(apiUrl, 'student');
      const path = `/api/v1/tasks/${options.taskId}/description-url`;
      const { headers, body } = await reader.post<SignedDescription>(path);
      const livesMs = Date.parse(body.descriptionPdfUrlExpiresAt) - Date.parse(headers.get('date') as string);
      assert.ok(livesMs > ttlMs - 2000 && livesMs <= ttlMs + 1000, `${livesMs}`);
      const target = targetOf(body.descriptionPdfUrl);
      await setClock(before + 120);
      assert.equal((await send(filesUrl, target)).status, 200);
      assert.equal((await reader.get('/api/v1/me')).status, 200);
      await setClock(before + ttlMs / 1000 + 60);
      assert.equal((await send(filesUrl, target)).code, 'url-expired');
    }
    await setClock(0);
  });

  /** A task with a PDF for the group of the demo, open until then. */
  async function taskOfGroup(closesAt: string): Promise<string> {
    const { taskId } = (await teacher.post<{ taskId: string }>('/api/v1/tasks', { title: 'Closes' })).body;
    await upload(teacher, taskId, pdfOfSize(1000));
    const [group] = await teacher.list<{ groupId: string }>('/api/v1/groups');
    const window = { opensAt: '2020-01-01T00:00:00Z', closesAt };
    await teacher.request('PUT', `/api/v1/groups/${group?.groupId}/tasks/${taskId}`, window);
    return taskId;
  }
});
