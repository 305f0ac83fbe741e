import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, describe, it } from 'node:test';
import { createReaders, killWorkersUnderLoad, workerPids } from '../contracts/killed-worker.ts';
import { createClient, download, send, signIn, targetOf } from '../support/api-client.ts';
import { withoutRecord } from '../support/data-folder.ts';
import { isFree } from '../support/ports.ts';
import { runLectern, startServer, waitUntil } from '../support/server-process.ts';

const server = await startServer('serve --workers 2');
after(() => server.end());
const { apiUrl, filesUrl } = server;
const { reader, taskId, pdf } = await createReaders(server);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The workers of now; one that has replaced another tells of itself a moment later. */
async function bothPids(): Promise<ReadonlyArray<number>> {
  const running = () => workerPids(server).filter(isRunning);
  await waitUntil('two workers to be ready', () => running().length === 2);
  return running();
}

/** The workers that answered requests for a path, or gave out files. */
function workersThat(pattern: RegExp): ReadonlySet<string> {
  const lines = server
    .output()
    .split('\n')
    .filter((line) => pattern.test(line));
  return new Set(lines.map((line) => String(JSON.parse(line).worker)));
}

/** Each on a connection of its own, which any worker may accept. */
const once200 = async (origin: string, path: string) => {
  const headers = { connection: 'close', authorization: `Bearer ${reader.token}` };
  const { status } = await send(origin, path, { headers });
  assert.equal(status, 200);
};

describe('two workers', () => {
  it('share both ports, say which of them answered, and that all is ready once', async () => {
    const target = targetOf(await reader.freshUrl(taskId));
    await waitUntil('answers of both on both ports', async () => {
      await Promise.all(Array.from({ length: 20 }, () => once200(apiUrl, '/api/v1/me')));
      await Promise.all(Array.from({ length: 20 }, () => once200(filesUrl, target)));
      return (
        workersThat(/"path":"\/api\/v1\/me"/).size === 2 && workersThat(/"msg":"file request"/).size === 2
      );
    });
    assert.equal(server.output().match(/"msg":"ready"/g)?.length, 1);
    assert.equal(workerPids(server).length, 2);
    assert.equal(server.output().match(/There are no accounts yet/g)?.length, 1);
  });

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
    const counts = await Promise.all(Array.from({ length: 8 }, counted));
    assert.deepEqual(new Set(counts), new Set([asked]));
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
    await waitUntil('both workers to have told of themselves', async () => {
      await Promise.all(Array.from({ length: 20 }, issued));
      return workersThat(/"path":"\/api\/v1\/metrics-summary"/).size === 2;
    });
    const counts = await Promise.all(Array.from({ length: 8 }, issued));
    assert.deepEqual(new Set(counts), new Set([before + 40]));
  });

  it('are replaced when they are killed under load, and every URL that left has its record', async () => {
    const urls = await killWorkersUnderLoad(server, reader, taskId);
    assert.deepEqual(withoutRecord(server.dataDir, urls), []);
    assert.deepEqual(await download([...urls].at(-1) as string), pdf);
  });

  it('finish what is under way when all processes get SIGTERM at once', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect(Number(new URL(apiUrl).port), '127.0.0.1');
        socket.pause();
        socket.write(
          `POST /api/v1/tasks/${taskId}/description-url HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer ${reader.token}\r\n` +
            'Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n',
        );
        await once(socket, 'readable');
        return socket;
      }),
    );
    const pids = await bothPids();
    for (const pid of pids) process.kill(pid, 'SIGTERM'); // as systemd and a terminal do
    const stopped = server.stop();
    await waitUntil('new connections to be refused', () => isFree(Number(new URL(apiUrl).port)));
    const urls = await Promise.all(
      sockets.map(async (socket) => {
        socket.write('{}');
        const reply = Buffer.concat(await socket.toArray()).toString();
        assert.match(reply, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
        return JSON.parse(reply.slice(reply.lastIndexOf('\r\n\r\n'))).descriptionPdfUrl as string;
      }),
    );
    const { code, signal } = await stopped;
    assert.deepEqual({ code, signal }, { code: 0, signal: null });
    assert.match(server.output().slice(-5000), /"msg":"stopped"\}/);
    assert.deepEqual(withoutRecord(server.dataDir, urls), []);
  });

  it('end when the process that started them is killed', async () => {
    await server.start();
    const pids = await bothPids();
    await server.kill();
    await waitUntil('both to end', () => !pids.some(isRunning));
    assert.ok(await isFree(Number(new URL(apiUrl).port)));
  });

  it('that cannot become ready are given up', async () => {
    await server.start();
    const { code, stdout, stderr } = await runLectern(['serve', '--workers', '2'], server.env);
    assert.equal(code, 3);
    assert.match(stdout, /"msg":"no worker became ready"\}\s*$/);
    assert.match(stderr, /^lectern: Port \d+ .*is in use: .*LECTERN_PORT/);
  });
});

it('a number of workers that cannot be is refused', async () => {
  for (const number of ['0', '65', '-1', 'many', '1.5']) {
    const { code, stderr } = await runLectern(['serve', '--workers', number], server.env);
    assert.equal(code, 2);
    assert.match(stderr, /a whole number from 1 to 64/);
  }
});
