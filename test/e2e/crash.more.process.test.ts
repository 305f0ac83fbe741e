import assert from 'node:assert/strict';
import { readdir, utimes } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  type ApiClient,
  announce,
  complete,
  createOpenTask,
  download,
  pdfOfSize,
  sha256,
  signIn,
  targetOf,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { queryDatabase, storedFiles, withoutRecord } from '../support/data-folder.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl } = server;
const [teacher, student] = await Promise.all([signIn(apiUrl, 'teacher'), signIn(apiUrl, 'student')]);
const readTask = await taskTitled(student, 'Sum of Squares');

/** Repeats a job on some clients until the server is gone. */
function keepBusy(clients: number, job: () => Promise<void>): Promise<unknown> {
  const worker = async () => {
    try {
      for (;;) await job();
    } catch {
      // The connection broke: this is the crash.
    }
  };
  return Promise.all(Array.from({ length: clients }, worker));
}

async function versionUrl(client: ApiClient, taskId: string, versionId: string): Promise<string> {
  return client.freshUrl(taskId, { versionId });
}

describe('SIGKILL', () => {
  for (const round of [1, 2, 3]) {
    it(`loses no record of a URL that was sent, and no upload that was answered "complete" (round ${round})`, async () => {
      const uploadTask = await createOpenTask(teacher, `Uploads of round ${round}`);
      const received = new Set<string>();
      const completed = new Map<string, string>();

      const work = [
        keepBusy(12, async () => {
          received.add(await student.freshUrl(readTask));
        }),
        keepBusy(4, async () => {
          received.add((await teacher.task(readTask)).descriptionPdfUrl as string);
          received.add((await student.task(readTask)).descriptionPdfUrl as string);
        }),
        keepBusy(4, async () => {
          const bytes = pdfOfSize(300_000);
          completed.set(await upload(teacher, uploadTask, bytes), sha256(bytes));
        }),
      ];
      await waitUntil('enough URLs and uploads', () => received.size >= 300 && completed.size >= 5);
      const { signal } = await server.kill();
      assert.equal(signal, 'SIGKILL');
      await Promise.all(work);

      await server.start();
      assert.deepEqual(withoutRecord(server.dataDir, received), [], 'URLs without a record');
      for (const [versionId, hash] of completed) {
        assert.equal(sha256(await download(await versionUrl(teacher, uploadTask, versionId))), hash);
      }
      const versions = await teacher.list<{ versionId: string; sha256: string; replacedAt: string | null }>(
        `/api/v1/tasks/${uploadTask}/documents/en/versions`,
      );
      for (const { versionId, sha256: hash } of versions) {
        assert.equal(sha256(await download(await versionUrl(teacher, uploadTask, versionId))), hash);
      }
      const [current, ...more] = versions.filter((version) => version.replacedAt === null);
      assert.equal((await student.task(uploadTask)).documents[0]?.sha256, current?.sha256);
      assert.deepEqual(more, [], 'one version is current');

      const sample = [...received].at(-1) as string;
      const { code, stdout } = await server.lectern(['trace', sample, '--json']);
      assert.equal(code, 0);
      assert.equal(JSON.parse(stdout).issues[0].issueId, new URL(sample).searchParams.get('issue'));
    });
  }
});

describe('an upload that was never completed', () => {
  it('is swept after an hour, including bytes that a crash interrupted', async () => {
    const taskId = await createOpenTask(teacher, 'Swept');
    const whole = pdfOfSize(10_000);
    const put = (await announce(teacher, taskId, whole)).body;
    assert.equal((await fetch(put.uploadUrl, { method: 'PUT', body: whole })).status, 201);
    const halfway = (await announce(teacher, taskId, pdfOfSize(200_000))).body;
    const incoming = join(server.dataDir, 'files/incoming');
    const leftovers = async () => (await readdir(incoming)).length;
    const before = await leftovers();
    const socket = connect(Number(new URL(server.filesUrl).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      `PUT ${targetOf(halfway.uploadUrl)} HTTP/1.1\r\nHost: files\r\nContent-Length: 200000\r\n\r\n%PDF-`,
    );
    await waitUntil('the first bytes to arrive', async () => (await leftovers()) > before);
    await server.kill();

    const young = await storedFiles(server.dataDir);
    await server.start();
    assert.deepEqual(await storedFiles(server.dataDir), young, 'nothing is swept before its time');
    await server.stop();

    const twoHoursAgo = Date.now() / 1000 - 7200;
    for (const name of await readdir(incoming)) await utimes(join(incoming, name), twoHoursAgo, twoHoursAgo);
    queryDatabase(
      server.dataDir,
      'update "documentVersions" set "createdAt" = "createdAt" - 7200000 where "completedAt" is null returning id',
    );
    // The server acquired the lease of sweeping minutes ago; the next sweep would be five minutes later.
    queryDatabase(server.dataDir, 'delete from "leases" returning name');
    await server.start();
    const announcedLeft = () =>
      queryDatabase(server.dataDir, 'select id from "documentVersions" where "completedAt" is null').length;
    await waitUntil('the sweep', async () => (await leftovers()) === 0 && announcedLeft() === 0);
    const kept = queryDatabase(server.dataDir, 'select id from "documentVersions"').length;
    assert.equal((await storedFiles(server.dataDir)).length, kept, 'a file for every version, and no other');
    const late = await complete(teacher, taskId, put.versionId);
    assert.ok(late.status === 404 || late.status === 410, `${late.status}`);
  });
});
