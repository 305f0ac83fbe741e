import { LecternError } from '../errors.ts';

/** The longest that one answer of a provider may take, unless a part says otherwise. */
export const answerTimeoutMs = 10_000;

/** What to tell about a provider that did not do its part; an error of ours stays as it is. */
export function storageUnavailable(cause: unknown): LecternError {
  if (cause instanceof LecternError) return cause;
  const message = 'The file storage does not work now: try again later, or tell the operator.';
  return new LecternError('storage-unavailable', message, { cause });
}

/**
 * Waits for one answer of the provider, retries included. The signal aborts when the time is over, and a
 * step that does not heed it is left behind. Throws `storage-unavailable`, and errors of ours as they are.
 */
export async function askStorage<T>(
  timeoutMs: number,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the storage gave no answer within ${timeoutMs} ms`));
      abort.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([step(abort.signal), tooLate]);
  } catch (error) {
    throw storageUnavailable(error);
  } finally {
    clearTimeout(timer);
  }
}
