import { LecternError } from '../errors.ts';
import { withTimeout } from './timeout.ts';

/** `storage-unavailable`, with what the doctor tells an operator about it. */
export class StorageUnavailable extends LecternError {
  /** The provider's code or a few words; undefined when the cause tells it. */
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

/** The error for a provider that did not do its part. A `LecternError` stays as it is. */
export function storageUnavailable(cause: unknown, seen?: string): LecternError {
  if (cause instanceof LecternError) return cause;
  const message = 'The file storage does not work now: try again later, or tell the operator.';
  return new StorageUnavailable(message, { cause, seen });
}

/**
 * Waits for one answer of the provider. Throws `storage-unavailable` for every failure, unless `toError` says
 * otherwise.
 */
export async function askStorage<T>(
  timeoutMs: number,
  step: (signal: AbortSignal) => Promise<T>,
  toError: (cause: unknown) => Error = storageUnavailable,
): Promise<T> {
  try {
    return await withTimeout(timeoutMs, step);
  } catch (error) {
    throw toError(error);
  }
}
