import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { askWorkers, bothPids, createReaders, killWorkersUnderLoad } from '../contracts/killed-worker.ts';
import { createClient, createOpenTask, download, send, signIn } from '../support/api-client.ts';
import { withoutRecord } from '../support/data-folder.ts';
import { isFree, isRunning } from '../support/ports.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

const server = await startServer('serve --workers 2');
after(() => server.end());
const { apiUrl } = server;
const { teacher, reader, taskId, pdf } = await createReaders(server);
const { once200, workersThat } = askWorkers(server, reader);

describe('two workers', () => {
  it('show their metrics as one', async () => {
    const asked = 60;
    const counted = async () => {
      const { text } = await createClient(apiUrl).get('/metrics');
      const line =
        /^lectern_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/groups",status="200"\} (\d+)$/m;
      return Number(line.exec(text)?.[1] ?? 0);
    };
    assert.equal(await counted(), 0);
    await Promise.all(Array.from({ length: asked }, () => once200(apiUrl, '/api/v1/groups')));
    await waitUntil('both to have answered', async () => {
      await server.waitForOutput(/"path":"\/api\/v1\/groups"/);
      return server.output().match(/"path":"\/api\/v1\/groups"/g)?.length === asked;
    });
    await waitUntil('each answer to include both', async () => {
      const counts = await Promise.all(Array.from({ length: 8 }, counted));
      return counts.every((count) => count === asked);
    });
  });

  it('show a summary of the metrics of both, whichever answers', async () => {
    const [role, password] = ['admin', 'a-long-password'];
    const args = ['users', 'create', '--email', `${role}@example.org`, '--role', role, '--password-stdin'];
    assert.equal((await server.lectern(args, password)).code, 0);
    const { token } = await signIn(apiUrl, role, password);
    const issued = async () => {
      const headers = { connection: 'close', authorization: `Bearer ${token}` };
      const { status, bytes } = await send(apiUrl, '/api/v1/metrics-summary', { headers });
      assert.equal(status, 200);
      return JSON.parse(bytes.toString()).issuedUrls.fresh as number;
    };
    const before = await issued();
    await Promise.all(Array.from({ length: 40 }, () => reader.freshUrl(taskId)));
    await waitUntil('both workers to have logged their start', async () => {
      await Promise.all(Array.from({ length: 20 }, issued));
      return workersThat(/"path":"\/api\/v1\/metrics-summary"/).size === 2;
    });
    const counts = await Promise.all(Array.from({ length: 8 }, issued));
    assert.deepEqual(new Set(counts), new Set([before + 40]));
  });

  it('refuse the very next request after access ends, whichever answers, under load', async () => {
    const removed = await createOpenTask(teacher, 'Removed');
    const headers = { connection: 'close', authorization: `Bearer ${reader.token}` };
    const statuses = async () => {
      const asked = Array.from({ length: 6 }, () => send(apiUrl, `/api/v1/tasks/${removed}`, { headers }));
      return new Set((await Promise.all(asked)).map(({ status }) => status));
    };
    const setVisibility = async (visibility: 'signed-in' | 'restricted') => {
      const { status, text } = await teacher.request('PATCH', `/api/v1/tasks/${removed}`, { visibility });
      assert.equal(status, 200, text);
    };
    let isOver = false;
    const load = Array.from({ length: 8 }, async () => {
      while (!isOver) await reader.freshUrl(taskId);
    });
    for (let round = 0; round < 25; round += 1) {
      assert.deepEqual(await statuses(), new Set([200]));
      await setVisibility('restricted');
      assert.deepEqual(await statuses(), new Set([404]));
      await setVisibility('signed-in');
    }
    isOver = true;
    await Promise.all(load);
    assert.equal(workersThat(new RegExp(`"path":"/api/v1/tasks/${removed}"`)).size, 2);
  });

  it('are replaced when they are killed under load, and every URL that was sent has its record', async () => {
    const urls = await killWorkersUnderLoad(server, reader, taskId);
    assert.deepEqual(withoutRecord(server.dataDir, urls), []);
    assert.deepEqual(await download([...urls].at(-1) as string), pdf);
  });

  it('end when the process that started them is killed', async () => {
    const pids = await bothPids(server);
    await server.kill();
    await waitUntil('both to end', () => !pids.some(isRunning));
    assert.ok(await isFree(Number(new URL(apiUrl).port)));
  });
});
