import { createHash } from 'node:crypto';
import { LecternError } from '../lib/errors.ts';
import type { ExpectedBytes, OpenObject } from './driver.ts';

/**
 * Passes the chunks of a source on, and ends well only if they had the expected size and SHA-256. The last chunk
 * is passed on only then, so whoever announced the size to a server never completes a request with wrong bytes.
 * Throws `upload-size-mismatch` at the first byte too many, `upload-hash-mismatch`, and
 * `upload-interrupted` when the source itself fails.
 */
export async function* checkBytes(
  source: AsyncIterable<Uint8Array>,
  { size, sha256 }: ExpectedBytes,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let received = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of orInterrupted(source)) {
    if (chunk.length === 0) continue;
    received += chunk.length;
    if (received > size) throw sizeMismatch(size, `more than ${size} bytes`);
    hash.update(chunk);
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (received < size) throw sizeMismatch(size, `${received} bytes`);
  if (hash.digest('hex') !== sha256) {
    throw new LecternError(
      'upload-hash-mismatch',
      'The SHA-256 of the received bytes is not the announced one. Upload the file again.',
    );
  }
  if (held !== undefined) yield held;
}

async function* orInterrupted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new LecternError('upload-interrupted', 'The upload was interrupted. Upload the file again.', {
      cause,
    });
  }
}

function sizeMismatch(size: number, received: string): LecternError {
  return new LecternError(
    'upload-size-mismatch',
    `${size} bytes were announced, but ${received} arrived. Ask for a new upload link for this file.`,
  );
}

/**
 * The result of a `put` whose key is taken: `already-stored` if the same bytes are there. Closes the object.
 * Throws `conflict` otherwise, also when the object has been deleted meanwhile.
 */
export async function compareStored(
  stored: OpenObject | undefined,
  { size, sha256 }: ExpectedBytes,
): Promise<'already-stored'> {
  try {
    if (stored?.size === size) {
      const hash = createHash('sha256');
      for await (const chunk of stored.stream()) hash.update(chunk);
      if (hash.digest('hex') === sha256) return 'already-stored';
    }
  } finally {
    await stored?.close();
  }
  throw new LecternError('conflict', 'Another file is stored under this key. Ask for a new upload link.', {
    facts: { reason: 'object-taken' },
  });
}
