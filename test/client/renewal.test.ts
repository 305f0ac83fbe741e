import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it, mock } from 'node:test';
import { createLecternClient, createRangeTransport, LecternApiError } from '../../client/src/index.ts';
import { pdfOfSize } from '../support/api-client.ts';
import { openTestApp } from '../support/app.ts';
import { endEarly } from '../support/end-early.ts';
import { pluck } from '../support/pluck.ts';
import { freePorts } from '../support/ports.ts';
import { waitUntil } from '../support/server-process.ts';
import { toBlob } from '../support/statements.ts';
import { ReceivedRanges } from './received-ranges.ts';
import { refusedWith } from './refused-with.ts';

const [port, filesPort] = await freePorts();
const { app, clock, core, person } = await openTestApp({
  LECTERN_PORT: String(port),
  LECTERN_FILES_PORT: String(filesPort),
});
const [{ token }, { token: studentToken }] = [await person('teacher'), await person()];
const server = { apiUrl: `http://127.0.0.1:${port}`, filesUrl: core.config.filesUrl };
const teacher = createLecternClient({ baseUrl: server.apiUrl, token });

function countingStudent() {
  const asked: Array<string> = [];
  const client = createLecternClient({
    baseUrl: server.apiUrl,
    token: studentToken,
    fetch: (input, init) => {
      asked.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`);
      return fetch(input, init);
    },
  });
  return { client, asked };
}

const pdf = (size = 300_000) => toBlob(pdfOfSize(size));

async function publish(taskId: string, file = pdf()) {
  return teacher.uploadDocument(taskId, { language: 'en', fileName: 'task.en.pdf', pdf: file });
}

/** A task with a PDF that everyone signed in may read. */
async function openTask(file = pdf()) {
  const { taskId } = await teacher.post('/api/v1/tasks', {
    body: {
      title: 'Renewal',
      primaryLanguage: 'en',
      visibility: 'signed-in',
      visibleFrom: '2020-01-01T00:00:00Z',
    },
  });
  await publish(taskId, file);
  return taskId;
}

const expire = (document: { expiresAt: Date }) =>
  clock.set(Math.max(clock.nowMs(), document.expiresAt.getTime() + 1));

describe('the client of a server', () => {
  before(() => app.start());
  after(() => app.stop()); // its jobs would run during other suites

  describe('past the end of its URL, a document', () => {
    // The device has the time of the server.
    before(() => mock.method(Date, 'now', clock.nowMs));
    after(() => mock.restoreAll());

    it('is read on with one new URL for all requests that wait for it', async () => {
      const file = pdf();
      const taskId = await openTask(file);
      const { client, asked } = countingStudent();
      const document = await client.openDocument(taskId);
      assert.deepEqual(await (await document.fetch()).bytes(), await file.bytes());
      const firstUrl = document.url;
      expire(document);
      asked.length = 0;
      const ranges = [0, 1, 2, 3].map((at) => ({ begin: at * 1000, end: at * 1000 + 1000 }));
      const replies = await Promise.all(ranges.map((range) => document.fetch(range)));
      assert.deepEqual(pluck(replies, 'status'), [206, 206, 206, 206]);
      assert.notEqual(document.url, firstUrl);
      assert.equal(asked.filter((path) => path === `GET /api/v1/tasks/${taskId}`).length, 1);
    });

    it('is read on where the clock of the device is wrong, or the storage does not answer', async (test) => {
      const taskId = await openTask();
      const { now } = Date;
      const offset = test.mock.method(Date, 'now', () => now() - 7_200_000);
      const { client } = countingStudent();
      const behind = await client.openDocument(taskId);
      offset.mock.restore();
      let answers = true;
      const silent = createLecternClient({
        baseUrl: server.apiUrl,
        token: studentToken,
        attempts: 1,
        async fetch(input, init) {
          const reply = await fetch(input, init);
          // Browsers fail like this on a refusal without CORS headers.
          if (String(input).startsWith(server.filesUrl) && !reply.ok) throw new TypeError('Failed to fetch');
          answers &&= reply.ok;
          return reply;
        },
      });
      test.mock.method(Date, 'now', () => now() - 7_200_000);
      const unanswered = await silent.openDocument(taskId);
      test.mock.restoreAll();
      expire(behind);
      expire(unanswered);
      for (const document of [behind, unanswered]) {
        assert.equal((await document.fetch({ begin: 0, end: 10 })).status, 206);
      }
      assert.ok(answers);
    });

    it('reports that it was replaced, and gives no bytes of another version', async () => {
      const taskId = await openTask();
      const { client } = countingStudent();
      const document = await client.openDocument(taskId);
      await document.check();
      await publish(taskId);
      await assert.rejects(document.check(), refusedWith('document-changed'));
      expire(document);
      await assert.rejects(document.fetch({ begin: 0, end: 10 }), refusedWith('document-changed'));
      const anew = await client.openDocument(taskId);
      assert.notEqual(anew.sha256, document.sha256);
    });

    it('checks for a new version without a signed URL, so without a record', async () => {
      const taskId = await openTask();
      const { client, asked } = countingStudent();
      const document = await client.openDocument(taskId);
      const records = async () =>
        (await teacher.get('/api/v1/issued-urls', { query: { taskId, limit: 50 } })).items.map(
          ({ issueId }) => issueId,
        );
      const before = await records();
      expire(document);
      asked.length = 0;
      await document.check();
      assert.deepEqual(asked, [`GET /api/v1/tasks/${taskId}/documents`]);
      assert.deepEqual(await records(), before);
      await teacher.delete('/api/v1/tasks/{taskId}/documents/{language}', {
        path: { taskId, language: 'en' },
      });
      await assert.rejects(document.check(), refusedWith('no-pdf'));
    });

    it('feeds the range transport of pdf.js, and aborts it at the end of the access', async () => {
      const taskId = await openTask();
      const { client } = countingStudent();
      const document = await client.openDocument(taskId);
      const errors: Array<unknown> = [];
      const transport = createRangeTransport(document, ReceivedRanges, (error) => errors.push(error));
      const { received } = transport;
      assert.equal(transport.length, document.size);
      transport.requestDataRange(0, 5);
      await waitUntil('the first range', () => received.length === 1);
      assert.equal(Buffer.from(received[0] as Uint8Array).toString(), '%PDF-');
      expire(document);
      transport.requestDataRange(5, 9);
      await waitUntil('the next range', () => received.length === 2);
      await teacher.delete('/api/v1/tasks/{taskId}', { path: { taskId } });
      expire(document);
      transport.requestDataRange(9, 12);
      transport.requestDataRange(12, 15);
      await waitUntil('the end', () => errors.length > 0);
      assert.equal(errors.length, 1);
      assert.ok(refusedWith('not-found')(errors[0]));
    });
  });

  describe('the range transport of pdf.js', () => {
    it('waits out a lost connection and an interrupted reply, and reports it', async (context) => {
      const failures: Array<() => Response> = [
        () => {
          throw new LecternApiError('network', 'no connection');
        },
        () =>
          new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) })),
      ];
      const whole = Buffer.from('%PDF-1.7');
      const source = {
        size: whole.length,
        fetch: async (range?: { begin: number; end: number }) =>
          failures.shift()?.() ??
          new Response(Uint8Array.from(whole.subarray(range?.begin, range?.end)), { status: 206 }),
      };
      const errors: Array<unknown> = [];
      const waits: Array<string | undefined> = [];
      const transport = createRangeTransport(
        source,
        ReceivedRanges,
        (error) => errors.push(error),
        (why) => waits.push(why?.code),
      );
      const pauses = endEarly(context, { from: '/client/src/', isMeant: (ms) => ms >= 500 && ms <= 3000 });
      transport.requestDataRange(1, 4);
      await waitUntil('the range', () => transport.received.length > 0);
      assert.equal(Buffer.from(transport.received[0] as Uint8Array).toString(), 'PDF');
      assert.deepEqual(waits, ['network', 'network', undefined]);
      assert.equal(pauses.length, 2);
      assert.deepEqual(errors, []);
    });
  });

  describe('an upload', () => {
    it('hashes, sends and completes, and reports its progress', async () => {
      const taskId = await openTask();
      const file = pdf();
      const steps = new Map<string, number>();
      const version = await teacher.uploadDocument(taskId, {
        language: 'pl',
        fileName: 'zadanie.pl.pdf',
        pdf: file,
        onProgress: ({ step, done, total }) => {
          assert.ok(done >= (steps.get(step) ?? 0) && done <= total);
          steps.set(step, done);
        },
      });
      const bytes = Buffer.from(await file.arrayBuffer());
      assert.equal(version.sha256, createHash('sha256').update(bytes).digest('hex'));
      assert.deepEqual([...steps.keys()], ['hashing', 'sending', 'checking']);
      assert.equal(steps.get('sending'), file.size);
    });

    it('is sent again when the connection breaks, and stored once', async (context) => {
      const taskId = await openTask();
      let puts = 0;
      const shaky = createLecternClient({
        baseUrl: server.apiUrl,
        token,
        fetch: async (input, init) => {
          if (!String(input).startsWith(server.filesUrl)) return fetch(input, init);
          puts += 1;
          if (puts === 1) throw new TypeError('the connection broke before anything was stored');
          const reply = await fetch(input, init);
          if (puts === 2) throw new TypeError('the connection broke before the answer came');
          return reply;
        },
      });
      const pauses = endEarly(context, { from: '/client/src/', isMeant: (ms) => ms === 1000 || ms === 2000 });
      const version = await shaky.uploadDocument(taskId, {
        language: 'en',
        fileName: 'a.pdf',
        pdf: pdf(),
      });
      assert.equal(puts, 3);
      assert.deepEqual(pauses, [1000, 2000]);
      assert.ok(version.completedAt);
    });

    it('ends when its caller aborts, and leaves the version unchanged', async () => {
      const taskId = await openTask();
      const before = await teacher.openDocument(taskId);
      const controller = new AbortController();
      const upload = teacher.uploadDocument(taskId, {
        language: 'en',
        fileName: 'b.pdf',
        pdf: pdf(5_000_000),
        signal: controller.signal,
        onProgress: ({ step }) => {
          if (step === 'sending') controller.abort(new Error('never mind'));
        },
      });
      await assert.rejects(upload, /never mind/);
      await before.check();
    });
  });
});
