import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startAcknowledgedWork } from '../support/acknowledged-work.ts';
import { assertWholeAfterKill } from '../support/after-kill.ts';
import { signIn, taskTitled } from '../support/api-client.ts';
import { type Held, inspectable, inspectServer } from '../support/server-inspector.ts';
import { startServer } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';
import { upTo } from '../support/up-to.ts';

/** The first phase creates everything permanent: compiled code, caches, pools. */
const phases = 3;
const phaseMs = sized(15_000, 20 * 60_000);
const readerCount = 4;
/** In CI it leaves time for other suites. */
const pauseMs = sized(400, 5);

/** Growth of the heap after the first phase: code that a busy machine compiled late, and some bytes per request. */
const maxHeapGrowth = (requests: number) => 1024 * 1024 + 8 * requests;
const maxResidentGrowth = 48 * 1024 * 1024;

/** Reads like clients of all kinds, including those that disconnect in the middle; counts the requests. */
async function read(apiUrl: string, isOver: () => boolean): Promise<number> {
  const student = await signIn(apiUrl, 'student');
  const taskId = await taskTitled(student, 'Sum of Squares');
  let requests = 0;
  const bound = upTo(10_000_000);
  while (!isOver() && bound()) {
    await student.get('/api/v1/tasks?limit=50');
    assert.equal((await student.get('/api/v1/tasks/not-there')).status, 404);
    const url = await student.freshUrl(taskId);
    const statusOf = async (headers: Record<string, string>, address = url) => {
      const reply = await fetch(address, { headers });
      await reply.arrayBuffer();
      return reply.status;
    };
    // 403: another test client has removed the key in the meantime, which happens all the time.
    assert.ok([200, 403].includes(await statusOf({})));
    assert.ok([206, 403].includes(await statusOf({ range: 'bytes=10-99' })));
    assert.ok([304, 403].includes(await statusOf({ 'if-none-match': '*' })));
    assert.equal(await statusOf({}, url.replace(/.$/, '!')), 403);
    await leave(url);
    await pause(pauseMs);
    requests += 8;
  }
  return requests;
}

/** Disconnects while the answer is received. */
async function leave(url: string): Promise<void> {
  const leaving = new AbortController();
  const reply = await fetch(url, { signal: leaving.signal });
  leaving.abort();
  await reply.arrayBuffer().catch(() => {});
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

describe('a server under load for a long time', () => {
  const timeout = phases * phaseMs + 120_000;
  it('uses a constant amount of memory, descriptors and files', { timeout }, async (t) => {
    const server = await startServer('demo', { ...inspectable, LECTERN_LOG_LEVEL: 'warn' });
    t.after(() => server.end());
    const inspector = await inspectServer(server);
    const work = await startAcknowledgedWork(server.apiUrl, async () => {}, 4 * pauseMs);
    t.after(() => work.stop());
    const measured: Array<{ readonly requests: number; readonly held: Held }> = [];

    for (let phase = 0; phase < phases; phase += 1) {
      const untilMs = Date.now() + phaseMs;
      const readers = Array.from({ length: readerCount }, () =>
        read(server.apiUrl, () => Date.now() > untilMs),
      );
      const requests = (await Promise.all(readers)).reduce((sum, each) => sum + each, 0);
      const held = await inspector.held();
      measured.push({ requests, held });
      t.diagnostic(
        `${requests} readings, heap ${megabytes(held.heapBytes)}, in memory ${megabytes(held.residentBytes)}, ${held.files} files and ${held.sockets} sockets open`,
      );
    }
    await work.stop();
    assert.deepEqual(work.unexpected, []);

    const [{ held: first }, ...others] = measured as [(typeof measured)[0], ...typeof measured];
    const last = (others.at(-1) as (typeof measured)[0]).held;
    const requests = others.reduce((sum, each) => sum + each.requests, 0);
    const growth = last.heapBytes - first.heapBytes;
    assert.ok(growth < maxHeapGrowth(requests), `${megabytes(growth)} more after ${requests} requests`);
    assert.ok(last.residentBytes - first.residentBytes < maxResidentGrowth, megabytes(last.residentBytes));
    // Some requests are always running, and clients keep some connections open.
    assert.ok(last.files < first.files + 10, `${last.files} files open, ${first.files} before`);
    assert.ok(last.sockets < first.sockets + 20, `${last.sockets} sockets open, ${first.sockets} before`);

    inspector.close();
    await server.stop();
    await assertWholeAfterKill(server.env, work.acknowledged);
  });
});
