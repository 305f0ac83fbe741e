import { LecternError } from '../../lib/errors.ts';
import { type Finding, failed } from '../../lib/findings.ts';
import { remedyFor } from '../../storage/remedies.ts';
import { StorageUnavailable } from '../../storage/storage-unavailable.ts';
import type { CheckContext } from './check.ts';

/**
 * The finding for a driver or a request that threw. Messages of clients are left out, as they may quote a request.
 */
export function failureOf(error: unknown, { storage }: CheckContext): Finding {
  const told = error instanceof StorageUnavailable ? error : undefined;
  const code = told?.seen ?? codeOf(error);
  const remedy = told?.remedy ?? remedyFor(storage.remedies, code);
  return failed(code ?? wordsOf(error), remedy ?? 'Check the settings that "lectern config" prints.');
}

/** The code of Node, of a client or of Lectern, which an error or one of its causes has. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, name, cause } = error as Error & { readonly code?: unknown };
  if (error instanceof LecternError) return codeOf(cause) ?? (cause ? undefined : error.code);
  if (typeof code === 'string') return code;
  return name === 'TimeoutError' ? name : codeOf(cause);
}

/** Our own words; of a client's error without a code only its name. */
function wordsOf(error: unknown): string {
  const own = error instanceof LecternError || (error as Error).name === 'Error';
  const words = own ? (error as Error).message : (error as Error).name;
  const { cause } = error as Error;
  if (!(cause instanceof Error)) return words;
  const inner = wordsOf(cause);
  return words.includes(inner) ? words : `${words} (${inner})`;
}
