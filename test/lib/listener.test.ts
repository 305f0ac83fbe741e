import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import type { ConnectionLimits, ConnectionRefusal } from '../../src/lib/listener/limit-connections.ts';
import { createListener, type Patience } from '../../src/lib/listener/listener.ts';
import { waitUntil } from '../support/server-process.ts';

interface Held {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const endless = 10_000_000;

/** A listener whose replies a test sends. */
async function open(
  limits: Partial<ConnectionLimits> = {},
  times: Partial<Patience & { requestTimeoutMs: number }> = {},
  host = '127.0.0.1',
) {
  const { requestTimeoutMs = endless, ...patience } = times;
  const held: Array<Held> = [];
  const refused: Array<ConnectionRefusal> = [];
  const server = createListener(
    {
      maxConnections: 1000,
      maxConnectionsPerAddress: 1000,
      trustedProxies: [],
      ...limits,
      onRefuse: (refusal) => refused.push(refusal),
      requestTimeoutMs,
      keepAliveMs: endless,
      answer: (request, response) => void held.push({ request, response }),
    },
    { headersTimeoutMs: endless, stalledMs: 0, lookEveryMs: 20, ...patience },
  );
  server.listen(0, host);
  await once(server, 'listening');
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    held,
    refused,
    connections: () =>
      new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count))),
    /** Connects from this address of the machine; on Linux all of 127.0.0.0/8 is local. */
    connect(text = '', localAddress = '127.0.0.1', target = '127.0.0.1'): Socket {
      const socket = connect({ port, host: target, localAddress });
      socket.on('error', () => {});
      if (text !== '') socket.write(text);
      return socket;
    },
  };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

const closing = (socket: Socket) =>
  Promise.race([once(socket, 'close').then(() => true), once(socket, 'end').then(() => true)]);

describe('connections of one address', () => {
  it('are closed immediately beyond its limit, while others are served, and one is accepted again when another ends', async () => {
    const { held, refused, connect: from } = await open({ maxConnectionsPerAddress: 2 });
    const first = [from(get('/'), '127.0.0.2'), from(get('/'), '127.0.0.2')];
    await waitUntil('both', () => held.length === 2);
    assert.ok(await closing(from(get('/'), '127.0.0.2').resume()));
    assert.deepEqual(refused, ['address']);
    from(get('/'), '127.0.0.3');
    await waitUntil('another address', () => held.length === 3);
    first[0]?.destroy();
    await waitUntil('room', () => {
      if (held.length === 3) from(get('/'), '127.0.0.2');
      return held.length > 3;
    });
  });

  it('are not counted where it is a trusted proxy', async () => {
    const trustedProxies = ['127.0.0.9', '127.0.1.0/24'];
    const { held, connect: from } = await open({ maxConnectionsPerAddress: 1, trustedProxies });
    for (const address of ['127.0.0.9', '127.0.1.7'])
      for (let at = 0; at < 5; at += 1) from(get('/'), address);
    await waitUntil('all', () => held.length === 10);
    from(get('/'), '127.0.2.7');
    await waitUntil('the first connection of another client', () => held.length === 11);
    assert.ok(await closing(from(get('/'), '127.0.2.7').resume()));
  });

  it('are counted as those of IPv4 on a socket for both versions', async () => {
    const trustedProxies = ['127.0.0.9'];
    const { held, connect: from } = await open({ maxConnectionsPerAddress: 1, trustedProxies }, {}, '::');
    for (let at = 0; at < 5; at += 1) from(get('/'), '127.0.0.9');
    await waitUntil('all connections of the proxy', () => held.length === 5);
    from(get('/'), '127.0.0.2');
    await waitUntil('the first connection of another client', () => held.length === 6);
    assert.ok(await closing(from(get('/'), '127.0.0.2').resume()));
  });
});

describe('connections of all clients', () => {
  it('are closed immediately beyond their limit, and counted', async () => {
    const { held, refused, connect: from } = await open({ maxConnections: 2 });
    for (const address of ['127.0.0.2', '127.0.0.3']) from(get('/'), address);
    await waitUntil('both', () => held.length === 2);
    assert.ok(await closing(from(get('/'), '127.0.0.4').resume()));
    assert.deepEqual(refused, ['total']);
  });
});

describe('requests that are pipelined', () => {
  it('wait for their turn with their bodies', async () => {
    const { held, connect: from } = await open();
    const body = 'x'.repeat(100_000);
    from(`${get('/1')}POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await waitUntil('the first', () => held.length === 1);
    held[0]?.response.end();
    await waitUntil('the second', () => held.length === 2);
    const received = Buffer.concat(await (held[1] as Held).request.toArray()).toString();
    assert.ok(received === body);
  });

  it('close the connection when more than 16 wait, and only one of them was processed', async () => {
    const { held, refused, connections, connect: from } = await open();
    const socket = from(get('/').repeat(18)).resume();
    assert.ok(await closing(socket));
    assert.deepEqual(refused, ['pipelining']);
    assert.equal(held.length, 1);
    await waitUntil('the connection to be closed', async () => (await connections()) === 0);

    from(get('/').repeat(17));
    await waitUntil('the first of 17', () => held.length === 2);
    for (let served = 2; served < 18; served += 1) {
      held.at(-1)?.response.end();
      await waitUntil('the next', () => held.length === served + 1);
    }
  });

  it('are discarded when the client disconnects', async () => {
    const { held, connections, connect: from } = await open();
    const socket = from(get('/').repeat(5));
    await waitUntil('the first', () => held.length === 1);
    socket.destroy();
    await waitUntil('the connection to be closed', async () => (await connections()) === 0);
    held[0]?.response.end();
    from(get('/other'));
    await waitUntil('another', () => held.at(-1)?.request.url === '/other');
    assert.equal(held.length, 2);
  });
});

describe('a connection that takes too long', () => {
  for (const [title, text, times, expected] of [
    // Chromium would take a reply for the one to its first request (RFC 9112 §9.2).
    ['says nothing', '', { headersTimeoutMs: 50 }, /^$/],
    [
      'sends half of a head',
      'GET / HTTP/1.1\r\nX:',
      { headersTimeoutMs: 50 },
      /^HTTP\/1\.1 400 Bad Request\r\n/,
    ],
    [
      'sends half of a body',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{',
      { headersTimeoutMs: 50, requestTimeoutMs: 60 },
      /^HTTP\/1\.1 400 Bad Request\r\n/,
    ],
  ] as const) {
    it(`is destroyed, also when its client keeps it open, when it ${title}`, async () => {
      const { connections, connect: from } = await open({}, times);
      const socket = from(text);
      socket.pause();
      await once(socket, 'connect');
      await waitUntil('the connection to be closed', async () => (await connections()) === 0);
      const reply = Buffer.concat(await socket.toArray()).toString();
      assert.match(reply, expected);
    });
  }

  it('is destroyed when its client does not read, with its reply', async () => {
    const { held, connections, connect: from } = await open({}, { stalledMs: 100 });
    const socket = from(get('/')).pause();
    await waitUntil('the request', () => held.length === 1);
    const { response } = held[0] as Held;
    response.end(Buffer.alloc(64 * 1024 * 1024));
    await once(response, 'close');
    assert.equal(response.writableFinished, false);
    await waitUntil('the connection to be closed', async () => (await connections()) === 0);
    socket.destroy();
  });
});

it('a request that is not HTTP is refused, with headers against sniffing and referrers', async () => {
  const { connect: connectTo } = await open();
  for (const bytes of ['SSH-2.0-OpenSSH\r\n\r\n', 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n']) {
    const reply = Buffer.concat(await connectTo(bytes).toArray()).toString();
    assert.match(reply, /^HTTP\/1\.1 400 /);
    assert.match(reply, /\r\nX-Content-Type-Options: nosniff\r\n/);
    assert.match(reply, /\r\nReferrer-Policy: no-referrer\r\n/);
  }
});
