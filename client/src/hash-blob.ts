import { LecternApiError } from './lectern-error.ts';
import { createSha256 } from './sha256.ts';

export interface HashOptions {
  /** Called with the number of bytes hashed so far. */
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The SHA-256 of a blob in lower-case hex, as the API expects. Reads files in chunks, never as a whole.
 * @throws LecternApiError `file-unreadable`; the reason of the signal
 */
export async function hashBlob(blob: Blob, options: HashOptions = {}): Promise<string> {
  const { onProgress = () => {}, signal } = options;
  const sha256 = createSha256();
  let done = 0;
  const reader = blob.stream().getReader();
  for (;;) {
    signal?.throwIfAborted();
    const { value } = await reader.read().catch(unreadable);
    if (!value) return sha256.digest();
    sha256.update(value);
    done += value.length;
    onProgress(done);
  }
}

/** A file that changed or moved after it was chosen can no longer be read, so retries do not help. */
export async function assertReadable(blob: Blob): Promise<void> {
  await blob.slice(0, 1).arrayBuffer().catch(unreadable);
}

function unreadable(cause: unknown): never {
  throw new LecternApiError(
    'file-unreadable',
    'The file cannot be read. Choose it again: it may have changed or moved.',
    {
      cause,
    },
  );
}
