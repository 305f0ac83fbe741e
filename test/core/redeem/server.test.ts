import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { createFileDriver } from '../../../src/storage/file/driver.ts';
import { sharingLimits } from '../../../src/storage/file/shared-objects.ts';
import { endEarly } from '../../support/end-early.ts';
import { waitUntil } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { downloadTarget, startFileServer, uploadTarget } from './start.ts';

const folder = temporaryFolder();

const large = randomBytes(30_000_000);

/** A client that requests a large file, reads the first of it, and then stops reading. */
async function slowClient(port: number, target: string) {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const [first] = await once(socket, 'data');
  socket.pause();
  return { socket, first: first as Buffer };
}

/** The files that this process has open there; Linux only. */
function openFilesBelow(path: string): ReadonlyArray<string> {
  const descriptors = readdirSync('/proc/self/fd').map((fd) => `/proc/self/fd/${fd}`);
  return descriptors
    .filter((fd) => existsSync(fd))
    .map((fd) => readlinkSync(fd))
    .filter((file) => file.startsWith(path));
}

describe('file server: log', () => {
  it('writes one line per request, which contains nothing that opens a file', async () => {
    const server = await startFileServer();
    const target = await server.store(Buffer.from('%PDF'), { fileName: 'name-in-query.pdf' });
    await server.send(target, { headers: { Referer: 'https://referer.example.com/', Cookie: 'c=1' } });
    await server.close(1000);
    const [line, ...others] = server.logged;
    assert.deepEqual(others, []);
    const { requestId, ...facts } = line ?? {};
    assert.match(String(requestId), /^[\da-f-]{36}$/);
    assert.deepEqual(facts, {
      method: 'GET',
      path: target.slice(0, target.indexOf('?')),
      status: 200,
      outcome: 'ok',
      reason: undefined,
      issueId: 'issue_1',
      keyId: 'key-1',
      bytes: 4,
      ms: 0,
    });
    const text = JSON.stringify(server.logged);
    for (const secret of ['sig=', 'name-in-query', 'referer', 'c=1'])
      assert.ok(!text.includes(secret), secret);
  });

  it('names the issue id of an expired URL, and the reason why a URL was refused', async () => {
    const server = await startFileServer();
    await server.send(downloadTarget({ expiresAtSeconds: 1 }));
    await server.send(downloadTarget().replace('v=1', 'v=2'));
    await server.close(1000);
    assert.deepEqual(
      server.logged.map(({ outcome, issueId, reason }) => ({ outcome, issueId, reason })),
      [
        { outcome: 'url-expired', issueId: 'issue_1', reason: undefined },
        { outcome: 'url-invalid', issueId: undefined, reason: 'malformed' },
      ],
    );
  });

  it('names a revoked URL, which the server refuses for reading and uploading', async () => {
    const server = await startFileServer();
    const target = await server.store(Buffer.from('%PDF'), { issueId: 'issue_2' });
    const bytes = Buffer.from('%PDF-up');
    const upload = uploadTarget(bytes, { objectKey: 'documents/revoked.pdf' });
    const put = { method: 'PUT', body: bytes, headers: { 'Content-Length': '7' } };
    assert.equal((await server.send(target)).status, 200);
    server.revoked.add('issue_2').add('documents/revoked.pdf');
    for (const reply of [await server.send(target), await server.send(upload, put)]) {
      assert.deepEqual([reply.status, reply.code], [403, 'url-revoked']);
    }
    server.clock.now += 3_600_000;
    assert.equal((await server.send(target)).code, 'url-expired', 'the expiry is checked first');
    await server.close(1000);
    const refused = { outcome: 'url-revoked', issueId: 'issue_2' };
    assert.deepEqual(
      server.logged.slice(1, 2).map(({ outcome, issueId }) => ({ outcome, issueId })),
      [refused],
    );
    assert.deepEqual(server.outcomes.slice(1, 3), ['redeem url-revoked', 'upload url-revoked']);
  });

  it('counts every request by its outcome', async () => {
    const server = await startFileServer();
    const target = await server.store(Buffer.from('%PDF'));
    const upload = Buffer.from('%PDF-up');
    await server.send(target);
    await server.send(target, { headers: { Range: 'bytes=0-1' } });
    await server.send(target, { headers: { Range: 'bytes=9-' } });
    await server.send(target, { headers: { 'If-None-Match': '*' } });
    await server.send(target, { method: 'HEAD' });
    await server.send(uploadTarget(upload), {
      method: 'PUT',
      body: upload,
      headers: { 'Content-Length': '7' },
    });
    await server.close(1000);
    assert.deepEqual(server.outcomes, [
      'redeem ok',
      'redeem partial',
      'redeem range-not-satisfiable',
      'redeem not-modified',
      'redeem method-not-allowed',
      'upload stored',
    ]);
  });

  it('has `aborted` when a reader disconnects, and the file is closed', async () => {
    const driver = createFileDriver(folder);
    const server = await startFileServer(driver);
    const { socket } = await slowClient(server.port, await server.store(large));
    socket.resetAndDestroy();
    await server.close(1000);
    assert.deepEqual(server.outcomes, ['redeem aborted']);
    assert.ok(Number(server.logged[0]?.['bytes']) < large.length);
    driver.close(); // a file that is still read stays open
    await waitUntil('the file to be closed', () => openFilesBelow(folder).length === 0);
  });
});

describe('file server: connections', () => {
  it('opens one file at a time for a client that pipelines and never reads, and closes one that pipelines too much', async (context) => {
    const server = await startFileServer(createFileDriver(folder));
    const areRefused = () => server.refused.length === 4;
    // Until then a file stays open to be shared with other readers.
    endEarly(context, {
      from: '/src/storage/file/',
      isMeant: (ms) => ms === sharingLimits.lifeMs,
      isDue: areRefused,
    });
    const clients = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const targets = await Promise.all([1, 2].map(() => server.store(large)));
        const pipelined = targets.map((target) => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`).join('');
        const socket = connect(server.port, '127.0.0.1').on('error', () => {});
        socket.pause().write(pipelined.repeat(5));
        return { socket, pipelined };
      }),
    );
    await waitUntil('the files to be open', () => openFilesBelow(folder).length === 4);
    for (const { socket, pipelined } of clients) socket.write(pipelined.repeat(1500));
    await waitUntil('all to be closed', areRefused);
    assert.deepEqual(new Set(server.refused), new Set(['pipelining']));
    await waitUntil('the files to be closed', () => openFilesBelow(folder).length === 0);
    await server.close(1000);
    assert.deepEqual(server.outcomes, Array(4).fill('redeem aborted'));
    for (const { socket } of clients) socket.destroy();
  });
});

describe('file server: close', () => {
  it('closes idle connections immediately', async () => {
    const server = await startFileServer();
    const target = await server.store(Buffer.from('%PDF'));
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    await server.close(60_000);
    socket.destroy();
  });

  for (const [title, bytes] of [
    ['a stream', large],
    ['one write', large.subarray(0, 262_144)],
  ] as const) {
    it(`finishes the current reply of ${title}, then closes its connection`, async () => {
      const server = await startFileServer();
      const { socket, first } = await slowClient(server.port, await server.store(bytes));
      const closed = server.close(60_000);
      const rest = Buffer.concat(await socket.toArray());
      await closed;
      const reply = Buffer.concat([first, rest]);
      assert.ok(reply.subarray(reply.indexOf('\r\n\r\n') + 4).equals(bytes)); // no diff of megabytes
      assert.deepEqual(server.outcomes, ['redeem ok']);
    });
  }

  it('finishes the reply to the second of two requests that came together', async () => {
    const server = await startFileServer();
    const targets = [await server.store(Buffer.from('%PDF')), await server.store(large)];
    const socket = connect(server.port, '127.0.0.1');
    const parts: Array<Buffer> = [];
    const second = Promise.withResolvers<void>();
    socket.on('data', (part) => {
      parts.push(part as Buffer);
      if (Buffer.concat(parts).toString('latin1').split('HTTP/1.1 200').length < 3) return;
      socket.removeAllListeners('data').pause();
      second.resolve();
    });
    socket.write(targets.map((target) => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
    await second.promise;
    const closed = server.close(60_000);
    const replies = Buffer.concat([...parts, ...(await socket.toArray())]);
    await closed;
    assert.ok(replies.subarray(-large.length).equals(large));
  });

  it('cuts off unfinished replies after the grace period', async () => {
    const server = await startFileServer();
    const { socket } = await slowClient(server.port, await server.store(large));
    await server.close(0);
    assert.deepEqual(server.outcomes, ['redeem aborted']);
    socket.destroy();
  });
});
