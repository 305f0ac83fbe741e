import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { LecternError } from '../../../src/lib/errors.ts';
import type { DocumentUpload } from '../../../src/storage/document-signer.ts';
import { createFileDriver } from '../../../src/storage/file/driver.ts';
import { newObjectKey } from '../../../src/storage/object-key.ts';
import { sha256 } from '../../contracts/driver-contract.ts';
import { endEarly } from '../../support/end-early.ts';
import { createMemoryDriver } from '../../support/memory-driver.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { upTo } from '../../support/up-to.ts';
import { downloadTarget, type RunningFileServer, startFileServer, uploadTarget } from './start.ts';

const root = temporaryFolder();

const bytes = randomBytes(500_000);

/** How an upload differs from one that is accepted. */
interface Sent {
  readonly body?: Uint8Array;
  readonly signed?: Partial<DocumentUpload>;
}

/** The head of an upload whose client waits for 100 Continue. */
function headOf(target: string, size: number): string {
  return `PUT ${target} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: ${size}\r\n\r\n`;
}

describe('file server: PUT', () => {
  let server: RunningFileServer;
  before(async () => {
    server = await startFileServer(createFileDriver(root));
  });
  const put = (target: string, body: Uint8Array, headers: Record<string, string> = {}) =>
    server.send(target, { method: 'PUT', body, headers: { 'Content-Length': `${body.length}`, ...headers } });
  const nothingIsLeft = async (objectKey: string) => {
    assert.deepEqual(fs.readdirSync(join(root, 'incoming')), []);
    assert.equal((await server.send(downloadTarget({ objectKey }))).status, 404);
  };

  it('stores what the URL was signed for: 201, then 200 for the same again', async () => {
    const objectKey = newObjectKey();
    const target = uploadTarget(bytes, { objectKey });
    const first = await put(target, bytes);
    assert.equal(first.status, 201);
    assert.deepEqual(JSON.parse(`${first.body}`), { size: bytes.length, sha256: sha256(bytes) });
    assert.equal((await put(target, bytes)).status, 200);
    assert.ok((await server.send(downloadTarget({ objectKey }))).body.equals(bytes));
  });

  it('never overwrites: other bytes under the same key are a `conflict`', async () => {
    const objectKey = newObjectKey();
    await put(uploadTarget(bytes, { objectKey }), bytes);
    const other = randomBytes(10);
    const { status, code } = await put(uploadTarget(other, { objectKey }), other);
    assert.deepEqual([status, code], [409, 'conflict']);
    assert.ok((await server.send(downloadTarget({ objectKey }))).body.equals(bytes));
  });

  const { length } = bytes;
  const refusals: ReadonlyArray<readonly [what: string, code: string, status: number, sent: Sent]> = [
    ['other bytes of the same size', 'upload-hash-mismatch', 400, { body: randomBytes(length) }],
    ['another Content-Length', 'upload-size-mismatch', 400, { body: bytes.subarray(1) }],
    ['more than the limit of the server', 'body-too-large', 413, { signed: { size: 4_000_001 } }],
    ['a URL that has expired', 'url-expired', 403, { signed: { expiresAtSeconds: 1 } }],
  ];
  for (const [what, expectedCode, expectedStatus, { body = bytes, signed }] of refusals) {
    it(`refuses ${what} with \`${expectedCode}\`, and stores nothing`, async () => {
      const objectKey = newObjectKey();
      const { status, code } = await put(uploadTarget(bytes, { objectKey, ...signed }), body);
      assert.deepEqual([status, code], [expectedStatus, expectedCode]);
      await nothingIsLeft(objectKey);
    });
  }

  it('refuses a part of a file (RFC 9110 §14.5) with `request-invalid` before it reads one, and stores nothing', async () => {
    for (const range of [`bytes 0-${length - 1}/${length}`, `bytes 0-9/${length}`, 'x', '']) {
      const objectKey = newObjectKey();
      const { status, code } = await put(uploadTarget(bytes, { objectKey }), bytes, {
        'Content-Range': range,
      });
      assert.deepEqual([status, code], [400, 'request-invalid']);
      await nothingIsLeft(objectKey);
    }
  });

  it('refuses a body in chunks with `upload-size-mismatch`', async () => {
    const headers = { 'Transfer-Encoding': 'chunked' };
    const chunked = await server.send(uploadTarget(bytes), { method: 'PUT', body: bytes, headers });
    assert.deepEqual([chunked.status, chunked.code], [400, 'upload-size-mismatch']);
  });

  it('stores nothing when the client disconnects, and logs `upload-interrupted`', async () => {
    const objectKey = newObjectKey();
    const target = uploadTarget(bytes, { objectKey });
    const own = await startFileServer(createFileDriver(root));
    const socket = connect(own.port, '127.0.0.1');
    socket.write(headOf(target, bytes.length));
    await once(socket, 'data');
    socket.write(bytes.subarray(0, 1000), () => socket.resetAndDestroy());
    await own.close(1000);
    assert.deepEqual(own.outcomes, ['upload upload-interrupted']);
    await nothingIsLeft(objectKey);
  });

  it('requests the body only when it is ready to read it (RFC 9110 §10.1.1)', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(headOf(uploadTarget(bytes), bytes.length));
    const [first] = await once(socket, 'data');
    assert.equal(`${first}`, 'HTTP/1.1 100 Continue\r\n\r\n');
    socket.write(bytes);
    const [second] = await once(socket, 'data');
    assert.match(`${second}`, /^HTTP\/1\.1 201 /);

    const refused = connect(server.port, '127.0.0.1');
    refused.write(headOf(uploadTarget(bytes), 7));
    const [reply] = await once(refused, 'data');
    assert.match(`${reply}`, /^HTTP\/1\.1 400 /);
    refused.destroy();
  });

  it('gives the reason of a refusal even to a client that sends its whole body first', async () => {
    const body = randomBytes(900_000);
    const { headers, code } = await put(uploadTarget(bytes), body);
    assert.equal(code, 'upload-size-mismatch');
    assert.equal(headers.connection, 'close');
  });

  it('stops reading an endless body that it has refused', async (context) => {
    let looksSinceDrain = 0;
    const isStuck = () => ++looksSinceDrain > 100;
    endEarly(context, { from: '/src/core/redeem/', isMeant: (ms) => ms === 2000, isDue: isStuck });
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {}); // the reset that comes at the end
    socket.write(`PUT ${uploadTarget(bytes)} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n`);
    const chunk = Buffer.alloc(1024 * 1024);
    const push = () => {
      looksSinceDrain = 0;
      const bound = upTo(1000);
      while (socket.writable && socket.write(chunk) && bound());
    };
    socket.on('drain', push);
    push();
    await new Promise((resolve) => socket.once('close', resolve));
    assert.ok(socket.bytesWritten < 200 * chunk.length);
  });

  it('still gives the reason when the storage fails half-way', async () => {
    const driver = createMemoryDriver();
    const full = new LecternError('storage-unavailable', 'The disk is full.');
    driver.put = async (_key, source) => {
      for await (const _chunk of source) throw full;
      throw full;
    };
    const own = await startFileServer(driver);
    const headers = { 'Content-Length': `${bytes.length}` };
    const refused = await own.send(uploadTarget(bytes), { method: 'PUT', body: bytes, headers });
    assert.deepEqual([refused.status, refused.code], [503, 'storage-unavailable']);
    assert.equal(refused.headers['retry-after'], '1');
  });
});
