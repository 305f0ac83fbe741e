import { Readable } from 'node:stream';
import { startDeadline } from '../lib/timeout.ts';
import { checkBytes } from './check-bytes.ts';
import type { ExpectedBytes } from './driver.ts';

/**
 * Sends the bytes of a source to a provider in one request, which must announce their size: as the last of
 * them leave only when size and SHA-256 are right, no request with wrong bytes is ever complete.
 * Throws what `checkBytes` throws, and else what `request` throws.
 * @param timeoutMs the longest that the storage may do nothing; time that the source takes does not count
 */
export async function sendToProvider(
  source: AsyncIterable<Uint8Array>,
  expected: ExpectedBytes,
  timeoutMs: number,
  request: (body: Readable, signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  let refusal: unknown;
  async function* checked(): AsyncGenerator<Uint8Array> {
    try {
      yield* checkBytes(source, expected);
    } catch (error) {
      refusal = error;
      throw error;
    }
  }

  const chunks = checked();
  // A request without a body is complete with its headers, so nothing may be wrong by then.
  if (expected.size === 0) for await (const _chunk of chunks);

  const deadline = startDeadline(timeoutMs, `the storage moved nothing within ${timeoutMs} ms`);
  async function* sent(): AsyncGenerator<Uint8Array> {
    deadline.stop();
    for await (const chunk of chunks) {
      deadline.restart();
      yield chunk;
      deadline.stop();
    }
    deadline.restart(); // for the answer to the last byte
  }

  const broken = new AbortController();
  const body = Readable.from(sent(), { objectMode: false });
  body.on('error', () => broken.abort()); // a client that pipes it would wait for more
  try {
    await request(body, AbortSignal.any([deadline.signal, broken.signal]));
  } catch (error) {
    throw refusal ?? (deadline.signal.aborted ? deadline.signal.reason : error);
  } finally {
    deadline.stop();
    body.destroy();
  }
}
