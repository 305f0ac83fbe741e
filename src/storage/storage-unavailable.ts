import { LecternError } from '../lib/errors.ts';
import { withTimeout } from '../lib/timeout.ts';

/** The longest that one answer of a provider may take, and that a transfer may stand still. */
export const answerTimeoutMs = 10_000;

/** `storage-unavailable`, with what the doctor says about it. */
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

/** The error for a storage that failed. A `LecternError` is returned as it is. */
export function storageUnavailable(cause: unknown, seen?: string): LecternError {
  if (cause instanceof LecternError) return cause;
  const message = 'The file storage does not work now: try again later, or tell the operator.';
  return new StorageUnavailable(message, { cause, seen });
}

/** Waits for one answer of the provider, as `withTimeout` does. Throws `storage-unavailable`. */
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
