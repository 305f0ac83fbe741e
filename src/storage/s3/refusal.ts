import type { LecternError } from '../../errors.ts';
import { storageRefused } from '../remedies.ts';

/** What to tell about an error of the client: by the code of the provider, or by the status where there is none. */
export function s3Refusal(error: unknown, name = nameOf(error)): LecternError {
  const status = statusOf(error);
  const hasCode = status !== undefined && !['UnknownError', 'Unknown', String(status)].includes(name);
  return storageRefused('s3', hasCode || status === undefined ? name : String(status), error);
}

export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/** The code of the provider, or the name of an error of the client. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
