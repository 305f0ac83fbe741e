import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import {
  createClient,
  createOpenTask,
  pdfOfSize,
  send,
  signIn,
  targetOf,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { openDescriptors, residentBytes } from '../support/process-usage.ts';
import { startServer, waitUntil } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';

const server = await startServer('demo', { LECTERN_MAX_CONNECTIONS_PER_ADDRESS: '500' });
after(() => server.end());
const { apiUrl, filesUrl } = server;
const [teacher, student] = [await signIn(apiUrl, 'teacher'), await signIn(apiUrl, 'student')];
const taskId = await taskTitled(student, 'Sum of Squares');
const largeTask = await createOpenTask(teacher, 'Large');
await upload(teacher, largeTask, pdfOfSize(2_000_000));

const mebibyte = 1024 * 1024;
const sockets = new Set<Socket>();
after(() => leave());

/** Connects from one of many addresses of the machine, 400 connections each; on Linux all of 127.0.0.0/8 is local. */
async function from(origin: string, at: number, text = ''): Promise<Socket> {
  const localAddress = `127.0.1.${1 + Math.floor(at / 400)}`;
  const socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1', localAddress });
  socket.on('error', () => {}).pause();
  sockets.add(socket);
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return socket;
}

function leave(): void {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
}

const descriptors = () => openDescriptors(server.pid).length;
const memory = () => residentBytes(server.pid);

/** A well-behaved client gets a URL and its file. */
async function isServed(): Promise<void> {
  const url = await student.freshUrl(taskId);
  assert.equal((await send(filesUrl, targetOf(url))).status, 200);
  assert.equal((await createClient(apiUrl).get('/readyz')).status, 200);
}

async function refusals(listener: string, reason: string): Promise<number> {
  const { text } = await createClient(apiUrl).get('/metrics');
  const line = new RegExp(
    `^lectern_refused_connections_total\\{listener="${listener}",reason="${reason}"\\} (\\d+)$`,
    'm',
  );
  return Number(line.exec(text)?.[1] ?? 0);
}

/** Runs an attack: other clients are served during it, and its resources are released afterwards. */
async function withstand(attack: () => Promise<void>, mostMebibytes: number): Promise<void> {
  await isServed();
  const [descriptorsBefore, memoryBefore] = [descriptors(), memory()];
  await attack();
  await isServed();
  const grown = (memory() - memoryBefore) / mebibyte;
  assert.ok(grown < mostMebibytes, `${Math.round(grown)} MiB more`);
  leave();
  await waitUntil('descriptors to be closed', () => descriptors() <= descriptorsBefore + 10);
  await isServed();
}

describe('a server, attacked by', () => {
  const many = sized(1000, 10_000);

  for (const [title, text] of [
    ['connections that send nothing', ''],
    ['heads that never end', 'GET /api/v1/tasks HTTP/1.1\r\nHost: a\r\nX: '],
    [
      'bodies that never arrive',
      'POST /api/auth/sign-in/email HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ] as const) {
    it(`${many} ${title}, serves others`, async () => {
      await withstand(
        async () => {
          await Promise.all(Array.from({ length: many }, (_, at) => from(apiUrl, at, text)));
          await Promise.all(Array.from({ length: many / 10 }, (_, at) => from(filesUrl, at, text)));
        },
        100 + many * 0.03,
      );
    });
  }

  it('clients that pipeline and never read, closes them', async () => {
    const target = targetOf(await student.freshUrl(largeTask));
    const head = ' HTTP/1.1\r\nHost: a\r\n\r\n';
    await withstand(async () => {
      for (const [listener, origin, path] of [
        ['files', filesUrl, target],
        ['api', apiUrl, '/api/v1/openapi.json'],
      ] as const) {
        for (let at = 0; at < 4; at += 1) await from(origin, at, `GET ${path}${head}`.repeat(3000));
        await waitUntil('all to be closed', async () => (await refusals(listener, 'pipelining')) === 4);
      }
    }, 150);
  });

  it('clients that never read, keeps one open file for all', async () => {
    const count = sized(100, 400);
    const target = targetOf(await student.freshUrl(largeTask));
    await withstand(
      async () => {
        const before = descriptors();
        const text = `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(10);
        await Promise.all(Array.from({ length: count }, (_, at) => from(filesUrl, at, text)));
        const api = 'GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(10);
        await Promise.all(Array.from({ length: count }, (_, at) => from(apiUrl, at, api)));
        // Connections of the attack before may still be closing.
        await waitUntil('the connections to be open', () => descriptors() >= before + 2 * count - 20);
        await isServed();
        assert.ok(descriptors() <= before + 2 * count + 20, `${descriptors() - before} descriptors`);
      },
      150 + count * 1.5,
    );
  });

  it('one address with more connections than its limit, closes the others immediately', async () => {
    await withstand(async () => {
      const before = await refusals('api', 'address');
      const local = { port: Number(new URL(apiUrl).port), host: '127.0.0.1', localAddress: '127.0.9.9' };
      for (let at = 0; at < 550; at += 1) {
        const socket = connect(local).on('error', () => {});
        sockets.add(socket);
      }
      await waitUntil('fifty to be refused', async () => (await refusals('api', 'address')) === before + 50);
    }, 100);
  });
});
