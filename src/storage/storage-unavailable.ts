import { LecternError } from '../lib/errors.ts';
import { withTimeout } from '../lib/timeout.ts';

/** The longest wait for one response of a provider, and for progress of a transfer. */
export const answerTimeoutMs = 10_000;

/** `storage-unavailable`, with details for `lectern doctor`. */
export class StorageUnavailable extends LecternError {
  /** The provider's code, or a short description; undefined when only the cause is known. */
  readonly seen: string | undefined;
  /** What the operator can do. */
  readonly remedy: string | undefined;

  constructor(
    message: string,
    { cause, seen, remedy }: { cause: unknown; seen?: string | undefined; remedy?: string | undefined },
  ) {
    super('storage-unavailable', message, { cause });
    this.seen = seen;
    this.remedy = remedy;
  }
}

/** Wraps the failure of a storage. Returns a `LecternError` unchanged. */
export function storageUnavailable(cause: unknown, seen?: string): LecternError {
  if (cause instanceof LecternError) return cause;
  const message = 'The file storage is not working. Try again later, or tell the operator.';
  return new StorageUnavailable(message, { cause, seen });
}

/** Waits for one response of the provider, as `withTimeout` does. Throws `storage-unavailable`. */
export async function askStorage<T>(
  timeoutMs: number,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await withTimeout(timeoutMs, step);
  } catch (error) {
    throw storageUnavailable(error);
  }
}
