import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type ByteRange, blockBytes, type ReadableObject } from '../../storage/driver.ts';
import type { Exchange } from './exchange.ts';

/** How many unused buffers to keep for reuse. */
const spareBuffers = 16;

/** While more replies than this wait for their clients, no block is read ahead. */
const readAheadReplies = 64;

/** Up to this size, allocating the exact size is cheaper than a full buffer, which a slow client would hold. */
const smallBytes = 32 * 1024;

interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly object: ReadableObject;
  readonly range: ByteRange;
}

export type SendObject = (exchange: Exchange, reply: Reply) => Promise<void>;

/**
 * Sends a range of an object block by block. Each block is read while the previous one leaves, so a client that stops reading holds two of
 * them, or one while many replies are being sent. Resolves when the last one is handed over, or the client is gone. An error in reading the
 * first block is thrown before the head is sent.
 */
export function createSendObject(): SendObject {
  const spare: Array<Uint8Array> = [];
  let replies = 0;

  /** Reuses buffers, because the system fills new ones with zeros first. */
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

  async function sendBlocks(
    { response, record }: Exchange,
    { status, headers, object, range: { first, last } }: Reply,
  ): Promise<void> {
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
      if (replies > readAheadReplies) await leaving;
      block = await readBlock(object, next, last);
      await leaving;
    }
    block.release();
  }

  return async (exchange, reply) => {
    replies += 1;
    try {
      await sendBlocks(exchange, reply);
    } finally {
      replies -= 1;
    }
  };
}

interface Block {
  readonly bytes: Uint8Array;
  /** Call once, when the bytes are no longer needed. */
  release(): void;
}

/** Resolves when the bytes have left, or the connection is lost. */
function handOver(response: ServerResponse, { bytes, release }: Block): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('close', resolve); // the callback of `write` may then never be called
  response.write(bytes, () => {
    response.off('close', resolve);
    release();
    resolve();
  });
  return promise;
}
