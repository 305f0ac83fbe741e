import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { LecternError } from '../errors.ts';
import type { ByteRange, ExpectedBytes, OpenObject } from './driver.ts';
import { storageUnavailable } from './storage-unavailable.ts';
import { createTransferTimeout } from './transfer-timeout.ts';

export interface RemoteObjectParts {
  /** Bytes. */
  readonly size: number;
  /** The longest that the storage may do nothing. */
  readonly timeoutMs: number;
  /** Asks for the bytes of a range. The signal ends the transfer. */
  readonly fetch: (range: ByteRange, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;
}

/** An object at a provider, read by one request for each range. Nothing is held open in between. */
export function remoteObject({ size, timeoutMs, fetch }: RemoteObjectParts): OpenObject {
  const whole = { first: 0, last: size - 1 };

  async function* receive(range: ByteRange): AsyncGenerator<Uint8Array> {
    let missing = range.last - range.first + 1;
    if (missing <= 0) return; // an empty object has no range that could be asked for
    const timeout = createTransferTimeout(timeoutMs);
    try {
      for await (const chunk of timeout.receive(fetch(range, timeout.signal))) {
        missing -= chunk.length;
        yield chunk;
      }
      if (missing !== 0) throw new Error('the storage sent another number of bytes than it was asked for');
    } catch (error) {
      throw storageUnavailable(timeout.signal.aborted ? timeout.signal.reason : error);
    } finally {
      timeout.end();
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

/**
 * What a `put` answers that found its key taken: `already-stored` if the very bytes are there.
 * Throws `conflict` otherwise, also when the object has gone meanwhile.
 */
export async function compareStored(
  stored: OpenObject | undefined,
  { size, sha256 }: ExpectedBytes,
): Promise<'already-stored'> {
  if (stored?.size === size) {
    const hash = createHash('sha256');
    for await (const chunk of stored.stream()) hash.update(chunk);
    if (hash.digest('hex') === sha256) return 'already-stored';
  }
  throw new LecternError('conflict', 'Another file is stored under this key: ask for a new upload link.');
}
