import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createClient, signIn, taskTitled } from '../support/api-client.ts';
import { beginUrlRequest } from '../support/begun-request.ts';
import { withoutRecord } from '../support/data-folder.ts';
import { startServer, waitUntil } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';

const room = 20;
const server = await startServer('demo', { LECTERN_MAX_CONCURRENT_REQUESTS: String(room) });
after(() => server.end());
const { apiUrl } = server;
const student = await signIn(apiUrl, 'student');
const taskId = await taskTitled(student, 'Sum of Squares');
const path = `/api/v1/tasks/${taskId}/description-url`;

const received: Array<string> = [];

/** Requests a URL, and returns the status; anything but a URL or a correct refusal fails. */
async function ask(): Promise<number> {
  const { status, headers, body, text } = await student.post<{ descriptionPdfUrl: string }>(path);
  if (status === 200) received.push(body.descriptionPdfUrl);
  else {
    assert.deepEqual([status, body.code], [503, 'overloaded'], text);
    assert.match(headers.get('retry-after') ?? '', /^[123]$/);
  }
  return status;
}

const flood = (number: number) => Promise.all(Array.from({ length: number }, ask));

async function refusalsCounted(): Promise<number> {
  const { text } = await createClient(apiUrl).get('/metrics');
  return Number(/^lectern_overload_refusals_total\{sign="requests"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

describe('more concurrent requests than the limit', () => {
  it('do not count while they wait for their bodies: all others are served, and so are they in the end', async () => {
    const slow = await Promise.all(
      Array.from({ length: sized(5 * room, 100 * room) }, () =>
        beginUrlRequest(apiUrl, taskId, student.token),
      ),
    );
    for (let at = 0; at < 50; at += 1) assert.equal(await ask(), 200);
    for (const asked of ['/healthz', '/readyz', '/metrics']) {
      assert.equal((await createClient(apiUrl).get(asked)).status, 200, asked);
    }
    assert.equal(await refusalsCounted(), 0);

    for (const request of slow) received.push(await request.finish());
  });

  it('get a URL or a refusal in a flood, each refusal is counted, and all of them get a URL afterwards', async () => {
    const statuses = (await Promise.all([flood(400), flood(400), flood(400)])).flat();
    assert.ok(statuses.includes(200));
    const refused = statuses.filter((status) => status === 503).length;
    await waitUntil('each refusal to be counted', async () => (await refusalsCounted()) === refused);
    for (let at = 0; at < 50; at += 1) assert.equal(await ask(), 200);
  });

  it('leave a record of every URL that was received, and no logged error', () => {
    assert.ok(received.length >= room + 50);
    assert.equal(new Set(received).size, received.length);
    assert.deepEqual(withoutRecord(server.dataDir, received), []);
    assert.doesNotMatch(server.output(), /"level":50/);
  });
});
