import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { after, describe, it } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';
import Fastify from 'fastify';
import { replyWithProblem } from '../../src/api/plugins/error-reply.ts';
import { type OverloadSign, refuseOverload } from '../../src/api/plugins/overload.ts';
import { pluck } from '../support/pluck.ts';
import { waitUntil } from '../support/server-process.ts';
import { upTo } from '../support/up-to.ts';

/** A server with a limit of concurrent requests, and routes that a test holds. */
async function openServer(maxConcurrentRequests: number, monotonicMs?: () => number) {
  const server = Fastify();
  const refused: Array<OverloadSign> = [];
  const begun: Array<string> = [];
  let gate = Promise.withResolvers<void>();
  let held = 0;
  server.setErrorHandler(replyWithProblem);
  server.get('/outside', async () => 'outside');
  server.register(async (limited) => {
    refuseOverload(limited, {
      maxConcurrentRequests,
      onRefuse: (sign) => refused.push(sign),
      ...(monotonicMs ? { monotonicMs } : {}),
    });
    limited.get('/held', async () => {
      held += 1;
      await gate.promise;
      held -= 1;
      return 'held';
    });
    limited.get('/quick', async () => 'quick');
    limited.get('/begun/:name', async ({ params }) => {
      begun.push((params as { name: string }).name);
      return 'begun';
    });
    limited.post('/broken', async () => {
      throw new Error('broken');
    });
    limited.post('/body', async ({ body }) => body);
  });
  await server.ready();
  after(() => server.close());
  return {
    server,
    refused,
    begun,
    held: () => held,
    get: async (url: string) => (await server.inject(url)).statusCode,
    async letGo() {
      gate.resolve();
      gate = Promise.withResolvers();
    },
    async listen() {
      await server.listen({ port: 0, host: '127.0.0.1' });
      return (server.server.address() as AddressInfo).port;
    },
  };
}

async function sendRaw(port: number, text: string) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'connect');
  return socket;
}

describe('more concurrent requests than the limit', () => {
  it('are refused with 503 `overloaded` and a Retry-After of 1 to 3 seconds, and those before them are answered', async () => {
    const { server, get, letGo, refused, held } = await openServer(2);
    const under = [get('/held'), get('/held')];
    await waitUntil('both requests to be held', () => held() === 2);

    const waits = new Set<string>();
    for (let at = 0; at < 100; at += 1) {
      const { statusCode, headers, body } = await server.inject('/quick');
      assert.equal(statusCode, 503);
      assert.equal(JSON.parse(body).code, 'overloaded');
      waits.add(String(headers['retry-after']));
    }
    assert.deepEqual([...waits].sort(), ['1', '2', '3']);
    assert.deepEqual(refused, Array(100).fill('requests'));
    assert.equal(await get('/outside'), 200);

    await letGo();
    assert.deepEqual(await Promise.all(under), [200, 200]);
    assert.equal(await get('/quick'), 200);
  });

  it('do not occur when requests follow one another, however each of them ends', async () => {
    const { server, get } = await openServer(1);
    for (let at = 0; at < 5; at += 1) {
      assert.equal((await server.inject({ method: 'POST', url: '/broken' })).statusCode, 500);
      assert.equal((await server.inject({ method: 'POST', url: '/body', payload: 'x' })).statusCode, 415);
      assert.equal(await get('/quick'), 200);
    }
  });

  it('include one whose client has disconnected, until its work is done', async () => {
    const { get, letGo, listen, held } = await openServer(1);
    const socket = await sendRaw(await listen(), 'GET /held HTTP/1.1\r\nHost: a\r\n\r\n');
    await waitUntil('the request to be held', () => held() === 1);
    socket.destroy();
    await once(socket, 'close');
    assert.equal(await get('/quick'), 503);
    await letGo();
    await waitUntil('room', async () => (await get('/quick')) === 200);
  });

  it('exclude one that still receives its body; it is refused or served once the body is complete', async () => {
    const { get, listen, letGo, held, refused } = await openServer(1);
    const port = await listen();
    const head =
      'POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n' +
      'Connection: close\r\nExpect: 100-continue\r\n\r\n';
    const slow = await Promise.all([sendRaw(port, head), sendRaw(port, head)]);
    const replies = slow.map((socket) => socket.toArray().then((chunks) => Buffer.concat(chunks).toString()));
    await Promise.all(slow.map(async (socket) => once(socket, 'data')));
    assert.equal(await get('/quick'), 200);

    const under = get('/held');
    await waitUntil('the request to be held', () => held() === 1);
    slow[0].write('{}');
    assert.match((await replies[0]) as string, /HTTP\/1\.1 503 /);
    assert.deepEqual(refused, ['requests']);
    await letGo();
    assert.equal(await under, 200);
    slow[1].write('{}');
    assert.match((await replies[1]) as string, /HTTP\/1\.1 200 /);
  });
});

describe('more requests than one tick of the event loop takes', () => {
  it('are started in order, 128 per tick, and none is refused', async () => {
    const { get, refused, begun } = await openServer(1000);
    const order = Array.from({ length: 500 }, (_, at) => String(at));
    const replies = Promise.all(order.map((name) => get(`/begun/${name}`)));
    let before = 0;
    const bound = upTo(1000);
    while (before < order.length && bound()) {
      await nextTick();
      assert.ok(begun.length - before <= 128, `${begun.length - before} in one tick`);
      before = begun.length;
    }
    assert.deepEqual(begun, order);
    assert.deepEqual(new Set(await replies), new Set([200]));
    assert.deepEqual(refused, []);
  });

  it('are refused while one of them has waited for more than 10 seconds', async () => {
    const times = [0, 10_000, 10_000, 10_001];
    const { get, refused } = await openServer(1000, () => times.shift() ?? assert.fail('nobody waits'));
    const statuses = await Promise.all(Array.from({ length: 128 + 3 }, () => get('/quick')));
    assert.deepEqual(statuses, [...Array(128 + 2).fill(200), 503]);
    assert.deepEqual(refused, ['event-loop']);
    assert.equal(await get('/quick'), 200);
  });

  it('keep their async context, which has their span', async () => {
    const context = new AsyncLocalStorage<string>();
    const server = Fastify();
    server.addHook('onRequest', ({ url }, _reply, done) => context.run(url, done));
    refuseOverload(server, { maxConcurrentRequests: 1000, onRefuse: () => {} });
    server.get('/:name', async () => context.getStore());
    await server.ready();
    after(() => server.close());
    const urls = Array.from({ length: 200 }, (_, at) => `/${at}`);
    const replies = await Promise.all(urls.map((url) => server.inject(url)));
    assert.deepEqual(pluck(replies, 'body'), urls);
  });
});
