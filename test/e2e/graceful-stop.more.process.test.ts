import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, it } from 'node:test';
import { createOpenTask, pdfOfSize, signIn, targetOf, upload } from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';

const [busy, idle] = await Promise.all([startServer('demo'), startServer('demo')]);
after(() => Promise.all([busy.end(), idle.end()]));
const teacher = await signIn(busy.apiUrl, 'teacher');
const taskId = await createOpenTask(teacher, 'Large');
await upload(teacher, taskId, pdfOfSize(30_000_000));

async function open(origin: string, text: string): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.on('error', () => {}).pause();
  socket.write(text);
  await once(socket, text ? 'readable' : 'connect');
  return socket;
}

it('SIGTERM stops a server with idle connections immediately, and one whose client does not read after the grace period', async () => {
  const target = targetOf(await teacher.freshUrl(taskId));
  const sockets = [
    await open(busy.filesUrl, `GET ${target} HTTP/1.1\r\nHost: files\r\n\r\n`),
    await open(idle.apiUrl, 'GET /healthz HTTP/1.1\r\nHost: api\r\n\r\n'),
    await open(idle.apiUrl, ''),
    await open(idle.filesUrl, ''),
  ];
  const ended: Array<string> = [];
  await Promise.all(
    Object.entries({ busy, idle }).map(async ([name, server]) => {
      assert.deepEqual(await server.stop(), { code: 0, signal: null }, name);
      ended.push(name);
    }),
  );
  for (const socket of sockets) socket.destroy();
  assert.deepEqual(ended, ['idle', 'busy']);
  assert.match(busy.output(), /"outcome":"aborted"/);
});
