import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import type { Exchange } from '../../../src/core/redeem/exchange.ts';
import { createSendObject } from '../../../src/core/redeem/send-object.ts';
import { type ByteRange, blockBytes, type ReadableObject } from '../../../src/storage/driver.ts';

describe('sending an object', () => {
  it('reads one block ahead of the client, and no more', async () => {
    const blocks = 4;
    const read: Array<number> = [];
    const object: ReadableObject = {
      size: blocks * blockBytes,
      read: async ({ first, last } = { first: 0, last: 0 }) => {
        read.push(first / blockBytes);
        return Buffer.alloc(last - first + 1);
      },
      close: async () => {},
    };
    /** Blocks that the client has not read yet. */
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
    const sent = createSendObject()(exchange, { status: 200, headers: {}, object, range });
    const settled: Array<ReadonlyArray<number>> = [];
    for (let block = 0; block < blocks; block += 1) {
      await new Promise(setImmediate);
      settled.push([...read]);
      leaving.shift()?.();
    }
    await sent;
    assert.deepEqual(settled, [
      [0, 1],
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
    assert.equal(record.bytes, object.size);
  });
});
