import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import type { Exchange } from '../../../src/core/redeem/exchange.ts';
import { createSendObject, type SendObject } from '../../../src/core/redeem/send-object.ts';
import { type ByteRange, blockBytes, type ReadableObject } from '../../../src/storage/driver.ts';

const blocks = 4;

/** A client that reads one block each time `readOne` is called, and the blocks that were read for it. */
function startReply(send: SendObject) {
  const read: Array<number> = [];
  const object: ReadableObject = {
    size: blocks * blockBytes,
    read: async ({ first, last } = { first: 0, last: 0 }) => {
      read.push(first / blockBytes);
      return Buffer.alloc(last - first + 1);
    },
    close: async () => {},
  };
  const leaving: Array<() => void> = [];
  const response = Object.assign(new EventEmitter(), {
    destroyed: false,
    writeHead: () => response,
    write: (_bytes: Uint8Array, left: () => void) => leaving.push(left),
    end: (_bytes: Uint8Array, left: () => void) => leaving.push(left),
  });
  const record = { outcome: 'ok', bytes: 0 };
  const exchange = { response: response as unknown as ServerResponse, record } as unknown as Exchange;
  const range: ByteRange = { first: 0, last: object.size - 1 };
  const sent = send(exchange, { status: 200, headers: {}, object, range });
  return { read, record, sent, size: object.size, readOne: () => leaving.shift()?.() };
}

/** After each block that the client reads: which blocks were read from the object by then. */
async function readByClient({ read, sent, readOne }: ReturnType<typeof startReply>) {
  const settled: Array<ReadonlyArray<number>> = [];
  for (let block = 0; block < blocks; block += 1) {
    await new Promise(setImmediate);
    settled.push([...read]);
    readOne();
  }
  await sent;
  return settled;
}

describe('sending an object', () => {
  it('reads one block ahead of the client, and no more', async () => {
    const reply = startReply(createSendObject());
    assert.deepEqual(await readByClient(reply), [
      [0, 1],
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
    assert.equal(reply.record.bytes, reply.size);
  });

  it('reads no block ahead while many clients are slow, and again when they are gone', async () => {
    const send = createSendObject();
    const slow = Array.from({ length: 64 }, () => startReply(send));
    const reply = startReply(send);
    assert.deepEqual(await readByClient(reply), [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3]]);
    await Promise.all(slow.map(readByClient));
    assert.deepEqual((await readByClient(startReply(send)))[0], [0, 1]);
  });
});
