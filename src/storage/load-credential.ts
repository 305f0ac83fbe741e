import { OperatorError } from '../lib/errors.ts';
import { askStorage } from './storage-unavailable.ts';

/**
 * Asks a provider for a credential.
 * @throws OperatorError with the provider's own words, which a start or a log shows
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
    const text = `The credential of the file storage could not be loaded. Check the settings: ${reason.replace(/\.?$/, '.')}`;
    throw new OperatorError(text, { kind: 'unavailable', cause: cause ?? error });
  }
}
