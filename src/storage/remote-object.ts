import { Readable } from 'node:stream';
import { startDeadline } from '../lib/timeout.ts';
import type { ByteRange, OpenObject } from './driver.ts';
import { storageUnavailable } from './storage-unavailable.ts';

export interface RemoteObjectParts {
  /** Bytes. */
  readonly size: number;
  /** The longest that the storage may send nothing. Time that the consumer takes does not count. */
  readonly timeoutMs: number;
  /** Requests the bytes of a range. The signal aborts the transfer. */
  readonly fetch: (range: ByteRange, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;
  /** Default: `storageUnavailable`. */
  readonly toError?: (cause: unknown) => Error;
}

/** An object at a provider, read with one request per range. Holds no connection between reads. */
export function remoteObject(parts: RemoteObjectParts): OpenObject {
  const { size, timeoutMs, fetch, toError = storageUnavailable } = parts;
  const whole = { first: 0, last: size - 1 };

  async function* receive(range: ByteRange): AsyncGenerator<Uint8Array> {
    let missing = range.last - range.first + 1;
    if (missing <= 0) return; // no range can address an empty object
    const deadline = startDeadline(timeoutMs, `the storage sent nothing within ${timeoutMs} ms`);
    try {
      for await (const chunk of await fetch(range, deadline.signal)) {
        deadline.stop();
        missing -= chunk.length;
        yield chunk;
        deadline.restart();
      }
      if (missing !== 0) throw new Error('the storage sent a different number of bytes than requested');
    } catch (error) {
      throw toError(deadline.signal.aborted ? deadline.signal.reason : error);
    } finally {
      deadline.stop();
    }
  }

  return {
    size,
    async read(range = whole) {
      const chunks: Array<Uint8Array> = [];
      for await (const chunk of receive(range)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    stream: (range = whole) => Readable.from(receive(range), { objectMode: false }),
    async close() {},
  };
}
