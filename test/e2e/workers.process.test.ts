import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { askWorkers, bothPids, createReaders, workerPids } from '../contracts/killed-worker.ts';
import { targetOf } from '../support/api-client.ts';
import { beginUrlRequest } from '../support/begun-request.ts';
import { withoutRecord } from '../support/data-folder.ts';
import { isFree } from '../support/ports.ts';
import { runLectern, startServer, waitUntil } from '../support/server-process.ts';

const server = await startServer('serve --workers 2');
after(() => server.end());
const { apiUrl, filesUrl } = server;
const { reader, taskId } = await createReaders(server);

describe('two workers', () => {
  it('share both ports, log which of them answered, and log once that all are ready', async () => {
    const target = targetOf(await reader.freshUrl(taskId));
    const { once200, workersThat } = askWorkers(server, reader);
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

  it('finish running requests when all processes get SIGTERM at once', async () => {
    const begun = Array.from({ length: 20 }, () => beginUrlRequest(apiUrl, taskId, reader.token));
    const requests = await Promise.all(begun);
    const pids = await bothPids(server);
    for (const pid of pids) process.kill(pid, 'SIGTERM'); // as systemd and a terminal do
    const stopped = server.stop();
    await waitUntil('new connections to be refused', () => isFree(Number(new URL(apiUrl).port)));
    const urls = await Promise.all(requests.map((request) => request.finish()));
    const { code, signal } = await stopped;
    assert.deepEqual({ code, signal }, { code: 0, signal: null });
    assert.match(server.output().slice(-5000), /"msg":"stopped"\}/);
    assert.deepEqual(withoutRecord(server.dataDir, urls), []);
  });

  it('are given up when they cannot become ready', async () => {
    await server.start();
    const { code, stdout, stderr } = await runLectern(['serve', '--workers', '2'], server.env);
    assert.equal(code, 3);
    assert.match(stdout, /"msg":"no worker became ready"\}\s*$/);
    assert.match(stderr, /^lectern: Port \d+ .*is already in use\. .*LECTERN_PORT/);
  });
});

it('an invalid number of workers is refused', async () => {
  for (const number of ['0', '65', '-1', 'many', '1.5']) {
    const { code, stderr } = await runLectern(['serve', '--workers', number], server.env);
    assert.equal(code, 2);
    assert.match(stderr, /a whole number from 1 to 64/);
  }
});
