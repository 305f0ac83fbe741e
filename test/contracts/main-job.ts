import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  type Announced,
  announce,
  complete,
  createClient,
  createOpenTask,
  download,
  expect200,
  pdfOfSize,
  sha256,
  signIn,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { type ServerProcess, startServer, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** An installation with the demo's data: one server process unless a suite starts more. */
export type Installation = Pick<ServerProcess, 'apiUrl' | 'env' | 'lectern' | 'start' | 'stop' | 'end'>;

export interface StartedStorage {
  /** The environment of an installation that uses it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether an upload URL is bound to size and hash, so that other bytes are refused. */
  readonly bindsUploads: boolean;
  /** Whether a range beyond the end is refused, as HTTP requires; an emulator may differ. */
  readonly refusesRanges?: boolean;
  /** False where Lectern itself stores the files, so that they cannot fail separately. */
  readonly isRemote?: boolean;
  /** What runs on it. Default: one server. */
  readonly installation?: Installation;
  /** Adds a second key to the storage, and returns the settings that sign with it. */
  rotate(): Promise<Readonly<Record<string, string>>>;
  /** The whole lines that the storage itself logged of requests, where they can be read. */
  accessLog?(): Promise<string>;
  /** Stops the storage, as a failure would. */
  stop(): Promise<void>;
}

const demoTask = 'Zażółć';

/** What an installation does on every storage: from signing in to the bytes. */
export function mainJobContract(name: string, startStorage: () => Promise<StartedStorage>): void {
  describe(`the main job on ${name}`, async () => {
    const storage = await startStorage();
    after(() => storage.stop());
    const server: Installation = storage.installation ?? (await startServer('demo', storage.settings));
    after(() => server.end());
    const { apiUrl } = server;
    const [teacher, student] = [await signIn(apiUrl, 'teacher'), await signIn(apiUrl, 'student')];
    const taskId = await taskTitled(student, demoTask);
    const freshUrl = () => student.freshUrl(taskId);

    it('leads from signing in to the bytes of the PDF, served by the storage itself', async () => {
      const detail = await student.task(taskId);
      const url = detail.descriptionPdfUrl as string;
      assert.notEqual(new URL(url).origin, new URL(apiUrl).origin);
      const document = detail.documents.find(({ language }) => language === detail.language);
      const pdf = await download(url);
      assert.equal(pdf.length, document?.size);
      assert.equal(sha256(pdf), document?.sha256);
    });

    it('sends the type and name of the file, whatever characters the name has', async () => {
      const { headers } = await fetch(await freshUrl());
      assert.equal(headers.get('content-type'), 'application/pdf');
      assert.match(headers.get('content-disposition') ?? '', /^inline; .*filename\*=UTF-8''za%C5%BC/i);
    });

    it('serves parts of the file', async () => {
      const url = await freshUrl();
      const pdf = await download(url);
      const part = await fetch(url, { headers: { range: 'bytes=10-99' } });
      assert.equal(part.status, 206);
      assert.equal(part.headers.get('content-range'), `bytes 10-99/${pdf.length}`);
      assert.deepEqual(Buffer.from(await part.arrayBuffer()), pdf.subarray(10, 100));
      const beyond = await fetch(url, { headers: { range: `bytes=${pdf.length}-` } });
      assert.equal(beyond.status === 416, storage.refusesRanges ?? true);
    });

    it('accepts an upload, and serves exactly these bytes', async () => {
      const own = await createOpenTask(teacher, 'An upload');
      const pdf = pdfOfSize(300_000);
      await upload(teacher, own, pdf);
      assert.deepEqual(await download(await student.freshUrl(own)), pdf);
    });

    it('serves an attachment with its type, for saving', async () => {
      const own = await createOpenTask(teacher, 'An attachment');
      const bytes = Buffer.from('Zażółć gęślą jaźń');
      const file = { fileName: 'notes.txt', size: bytes.length, sha256: sha256(bytes) };
      const path = `/api/v1/tasks/${own}/attachments`;
      const announced = await teacher.post<{ upload: Announced }>(path, file);
      const { versionId, uploadUrl, uploadHeaders } = announced.body.upload;
      const put = await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: bytes });
      assert.ok(put.ok, await put.text());
      const { attachmentId } = expect200(await complete(teacher, own, versionId)) as { attachmentId: string };
      const { body } = await student.post<{ url: string }>(`${path}/${attachmentId}/url`, {});
      const reply = await fetch(body.url);
      assert.equal(reply.headers.get('content-type'), 'text/plain; charset=utf-8');
      assert.match(reply.headers.get('content-disposition') ?? '', /^attachment; .*notes\.txt/);
      assert.deepEqual(Buffer.from(await reply.arrayBuffer()), bytes);
    });

    it('never publishes other bytes than were announced', async () => {
      const own = await createOpenTask(teacher, 'A lie');
      const [announced, other] = [pdfOfSize(5000), pdfOfSize(5000)];
      const { versionId, uploadUrl, uploadHeaders } = (await announce(teacher, own, announced)).body;
      const put = await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: other });
      assert.equal(put.ok, !storage.bindsUploads);
      const { status, body } = await complete(teacher, own, versionId);
      assert.ok(status >= 400 && status < 500, `${status}`);
      assert.equal(body.code, storage.bindsUploads ? 'upload-missing' : 'upload-hash-mismatch');
      assert.equal((await student.task(own)).descriptionPdfUrl, null);
    });

    it('keeps the completed file when the upload URL is used once more', async () => {
      const own = await createOpenTask(teacher, 'A late upload');
      const [announced, other] = [pdfOfSize(5000), pdfOfSize(5000)];
      const { versionId, uploadUrl, uploadHeaders } = (await announce(teacher, own, announced)).body;
      const put = (body: Buffer) => fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body });
      assert.ok((await put(announced)).ok);
      assert.equal((await complete(teacher, own, versionId)).status, 200);
      await put(other);
      await put(announced);
      await put(other);
      assert.deepEqual(await download(await student.freshUrl(own)), announced);
      assert.equal((await complete(teacher, own, versionId)).status, 200);
    });

    it('ends the URLs of a task, whose PDF still opens with new ones', async () => {
      const own = await createOpenTask(teacher, 'Revoked');
      const pdf = pdfOfSize(5000);
      await upload(teacher, own, pdf);
      const old = [await student.freshUrl(own), (await student.task(own)).descriptionPdfUrl as string];
      const { code, stderr } = await server.lectern(['revoke', '--task', own]);
      assert.equal(code, 0, stderr);
      for (const url of old) {
        await waitUntil('the URL to end', async () => [403, 404].includes((await fetch(url)).status));
      }
      assert.deepEqual(await download(await student.freshUrl(own)), pdf);
      assert.deepEqual(await download((await student.task(own)).descriptionPdfUrl as string), pdf);
    });

    it('traces a URL to its reader', async () => {
      const { stdout, code } = await server.lectern(['trace', await freshUrl()]);
      assert.equal(code, 0);
      assert.match(stdout, /^reader +student@example\.org \(\S+\)$/m);
    });

    const { accessLog } = storage;
    if (accessLog) {
      it('leaves the issue id in the log of the storage, from which the download is recorded', async () => {
        const url = await freshUrl();
        await download(url);
        const { searchParams } = new URL(url);
        const issueId = (searchParams.get('x-lectern-issue') ?? searchParams.get('issue')) as string;
        await waitUntil('the line of the download', async () => (await accessLog()).includes(issueId));
        const log = join(temporaryFolder(), 'access.log');
        writeFileSync(log, await accessLog());
        const { code, stdout, stderr } = await server.lectern(['downloads', 'import', log]);
        assert.equal(code, 0, stderr);
        assert.match(stdout, /^unreadable +0$/m);
        const traced = await server.lectern(['trace', url]);
        assert.match(traced.stdout, /^opened +20.*: 1 request\(s\), \d+ bytes, the whole file$/m);
      });
    }

    it('passes the doctor', async () => {
      const { stdout, code } = await server.lectern(['doctor', '--json']);
      const found = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: string; outcome: string });
      assert.deepEqual(
        found.filter(({ outcome }) => outcome === 'failed'),
        [],
      );
      assert.ok(found.length > 15);
      assert.equal(code, 0);
    });

    it('signs with a new key after a rotation, while URLs of the old one still work', async () => {
      const old = await freshUrl();
      const changes = await storage.rotate();
      await server.stop();
      const LECTERN_DATA_DIR = server.env['LECTERN_DATA_DIR'] as string;
      const rotated = await startServer('serve', { ...storage.settings, ...changes, LECTERN_DATA_DIR });
      const url = await createClient(rotated.apiUrl, student.token).freshUrl(taskId);
      const traced = await rotated.lectern(['trace', url]);
      await rotated.end();
      await server.start();
      assert.notEqual(url, old);
      assert.deepEqual(await download(url), await download(old));
      assert.equal(traced.code, 0);
    });

    if (storage.isRemote === false) return;
    it('still gives URLs when the storage is down, and reports the failure where the storage is needed', async () => {
      const own = await createOpenTask(teacher, 'No storage');
      const { versionId } = (await announce(teacher, own, pdfOfSize(1000))).body;
      await storage.stop();
      assert.equal((await student.task(taskId)).documents.length > 0, true);
      assert.ok((await freshUrl()).startsWith('http'));
      const { status, body } = await complete(teacher, own, versionId);
      assert.deepEqual([status, body.code], [503, 'storage-unavailable']);
      const [contest] = await teacher.list<{ contestId: string }>('/api/v1/contests');
      const preflight = await teacher.get(`/api/v1/contests/${contest?.contestId}/preflight`);
      assert.deepEqual([preflight.status, preflight.body.code], [503, 'storage-unavailable']);
      const doctor = await server.lectern(['doctor']);
      assert.equal(doctor.code, 1);
      assert.match(doctor.stdout, /^FAILED/);
    });
  });
}
