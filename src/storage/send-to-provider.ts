import { Readable } from 'node:stream';
import { startDeadline } from '../lib/timeout.ts';
import { checkBytes } from './check-bytes.ts';
import type { ExpectedBytes } from './driver.ts';

/**
 * Sends the bytes of a source to a provider in one request, which must announce their size. The last bytes are sent only when size and
 * SHA-256 are right, so a request with wrong bytes never completes.
 * Throws the errors of `checkBytes` and of `request`.
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
  // Without a body the request completes with its headers, so check the source first.
  if (expected.size === 0) for await (const _chunk of chunks);

  const deadline = startDeadline(timeoutMs, `the storage moved nothing within ${timeoutMs} ms`);
  async function* sent(): AsyncGenerator<Uint8Array> {
    deadline.stop();
    for await (const chunk of chunks) {
      deadline.restart();
      yield chunk;
      deadline.stop();
    }
    deadline.restart(); // for the response after the last byte
  }

  const broken = new AbortController();
  const body = Readable.from(sent(), { objectMode: false });
  body.on('error', () => broken.abort()); // otherwise a client that pipes it waits for more
  try {
    await request(body, AbortSignal.any([deadline.signal, broken.signal]));
  } catch (error) {
    throw refusal ?? (deadline.signal.aborted ? deadline.signal.reason : error);
  } finally {
    deadline.stop();
    body.destroy();
  }
}
