import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import {
  createOpenTask,
  pdfOfSize,
  send,
  sha256,
  signIn,
  targetOf,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { withoutRecord } from '../support/data-folder.ts';
import { type Exit, startServer, waitUntil } from '../support/server-process.ts';
import { upTo } from '../support/up-to.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl, filesUrl } = server;
const [teacher, student] = await Promise.all([signIn(apiUrl, 'teacher'), signIn(apiUrl, 'student')]);
const taskId = await taskTitled(student, 'Sum of Squares');
const pdf = pdfOfSize(30_000_000);
const largeTask = await createOpenTask(teacher, 'Large');
await upload(teacher, largeTask, pdf);

function isRefused(origin: string): Promise<boolean> {
  return fetch(origin).then(
    () => false,
    () => true,
  );
}

function assertEndedWell(exit: Exit) {
  assert.deepEqual(exit, { code: 0, signal: null });
  assert.match(server.output().trimEnd().split('\n').at(-1) ?? '', /"msg":"stopped"\}$/);
}

describe('SIGTERM', () => {
  it('lets a slow download finish', async () => {
    const large = targetOf(await student.freshUrl(largeTask));
    const slow = connect(Number(new URL(filesUrl).port), '127.0.0.1').pause();
    slow.write(`GET ${large} HTTP/1.1\r\nHost: files\r\n\r\n`);
    await once(slow, 'readable');
    const stopped = server.stop();
    await server.waitForOutput(/"msg":"stopping"/);
    await waitUntil('new connections to be refused', () => isRefused(filesUrl));

    const received = Buffer.concat(await slow.toArray());
    const body = received.subarray(received.indexOf('\r\n\r\n') + 4);
    assert.equal(body.length, pdf.length);
    assert.equal(sha256(body), sha256(pdf));
    assertEndedWell(await stopped);
  });

  it('answers a request that began before it, /readyz with 503', async () => {
    await server.start();
    const [health, ready] = await Promise.all(
      ['/healthz', '/readyz'].map(async (path) => {
        const socket = connect(Number(new URL(apiUrl).port), '127.0.0.1');
        socket.write(`GET ${path} HTTP/1.1\r\nHost: api\r\n`);
        await once(socket, 'connect');
        return socket;
      }),
    );
    // The answer to a later request shows that the earlier one was read.
    await fetch(`${apiUrl}/healthz`);
    const stopped = server.stop();
    await waitUntil('new connections to be refused', () => isRefused(apiUrl));
    const answerOf = async (socket: Socket) => {
      socket.write('\r\n');
      return Buffer.concat(await socket.toArray()).toString();
    };
    assert.match(await answerOf(health as Socket), /^HTTP\/1\.1 200 /);
    const answer = await answerOf(ready as Socket);
    assert.match(answer, /^HTTP\/1\.1 503 /);
    assert.match(answer, /^retry-after: 1\r$/im);
    assert.match(answer, /"code":"unavailable"/);
    assertEndedWell(await stopped);
  });

  it('under load breaks no request that it answers, and loses no record', async () => {
    await server.start();
    const urls = new Set<string>();
    const busy = Array.from({ length: 16 }, async () => {
      const bound = upTo(1_000_000);
      let status: number | undefined = 200;
      while (status === 200 && bound()) {
        const path = `${apiUrl}/api/v1/tasks/${taskId}/description-url`;
        const headers = { authorization: `Bearer ${student.token}` };
        const response = await fetch(path, { method: 'POST', headers }).catch(() => undefined);
        status = response?.status;
        if (response?.status !== 200) break;
        urls.add(((await response.json()) as { descriptionPdfUrl: string }).descriptionPdfUrl);
      }
      return status;
    });
    await waitUntil('the load', () => urls.size > 200);
    assertEndedWell(await server.stop());
    for (const status of await Promise.all(busy))
      assert.ok(status === undefined || status === 503, `${status}`);
    assert.deepEqual(withoutRecord(server.dataDir, urls), []);
  });

  it('leaves data that the next start continues with', async () => {
    await server.start();
    const target = targetOf(await student.freshUrl(largeTask));
    assert.equal(sha256((await send(filesUrl, target)).bytes), sha256(pdf));
  });
});
