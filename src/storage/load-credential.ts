import { LecternError } from '../errors.ts';
import { askStorage } from './storage-unavailable.ts';

/**
 * Asks a provider for a credential. Throws `storage-unavailable` with the provider's own words: a start or a
 * log shows them to the operator, and no reader sees them.
 */
export async function loadCredential<T>(
  timeoutMs: number,
  load: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await askStorage(timeoutMs, load);
  } catch (error) {
    const { cause, message } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    const text = `The credential of the file storage could not be loaded. Check the settings: ${reason}`;
    throw new LecternError('storage-unavailable', text, { cause: cause ?? error });
  }
}
