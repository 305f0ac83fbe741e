import { createHash } from 'node:crypto';
import { conflict, LecternError } from '../lib/errors.ts';
import type { ExpectedBytes, OpenObject } from './driver.ts';

/**
 * Passes on the chunks of a source, and checks their size and SHA-256. The last chunk is held back until both are right, so an HTTP request
 * that announced the size never completes with wrong bytes.
 * Throws `upload-size-mismatch` at the first excess byte, `upload-hash-mismatch`, and `upload-interrupted` when the source fails.
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
 * Compares a stored object with an upload to the same key: `already-stored` if the bytes are equal. Closes the object.
 * Throws `conflict` if they differ or the object has been deleted.
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
  throw conflict('object-taken', 'Another file is stored under this key. Ask for a new upload link.');
}
