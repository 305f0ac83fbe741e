import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type ByteRange, blockBytes, type ReadableObject } from '../../storage/driver.ts';
import type { Exchange } from './exchange.ts';

/** Buffers that are kept for the next one who needs one; there are more while more are in use. */
const spareBuffers = 32;

/** Up to here memory of the right size costs less than a buffer, which a slow client would hold. */
const smallBytes = 32 * 1024;

interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly object: ReadableObject;
  readonly range: ByteRange;
}

export type SendObject = (exchange: Exchange, reply: Reply) => Promise<void>;

/**
 * Sends a range of an object, block by block: one is read while the one before leaves, so whoever stops reading holds
 * two of them. Ends when the last one is handed over, or the client is gone. What keeps the first block from
 * being read is thrown before the head has been sent.
 */
export function createSendObject(): SendObject {
  const spare: Array<Uint8Array> = [];

  /** Buffers from the system are filled with zeros first, so those at hand are used again. */
  async function readBlock(object: ReadableObject, first: number, last: number): Promise<Block> {
    const end = Math.min(last, first - (first % blockBytes) + blockBytes - 1);
    const range = { first, last: end };
    if (end - first < smallBytes) return { bytes: await object.read(range), release() {} };
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(blockBytes);
    const release = () => {
      if (spare.length < spareBuffers) spare.push(buffer);
    };
    const bytes = await object.read(range, buffer);
    if (bytes.buffer === buffer.buffer) return { bytes, release };
    release();
    return { bytes, release() {} };
  }

  return async ({ response, record }, { status, headers, object, range: { first, last } }) => {
    let block = await readBlock(object, first, last);
    response.writeHead(status, { ...headers, 'Content-Length': last - first + 1 });
    let next = first;
    while (!response.destroyed) {
      next += block.bytes.length;
      record.bytes += block.bytes.length;
      if (next > last) {
        response.end(block.bytes, block.release);
        return;
      }
      const leaving = handOver(response, block);
      block = await readBlock(object, next, last);
      await leaving;
    }
    block.release();
  };
}

interface Block {
  readonly bytes: Uint8Array;
  /** Once, when the bytes are no longer needed. */
  release(): void;
}

/** Ends when the bytes have left, or the connection is lost. */
function handOver(response: ServerResponse, { bytes, release }: Block): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('close', resolve); // the callback of a write may never be called then
  response.write(bytes, () => {
    response.off('close', resolve);
    release();
    resolve();
  });
  return promise;
}
