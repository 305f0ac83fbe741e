import { LecternError } from '../../errors.ts';
import { remedyFor } from '../remedies.ts';
import { type Finding, failed, type Patient } from './check.ts';

/**
 * What a driver or a request that threw tells about the storage. Messages of clients are left out, as they may
 * quote a request.
 */
export function failureOf(error: unknown, { storage }: Patient): Finding {
  const code = codeOf(error);
  const seen = code ?? wordsOf(error);
  return failed(
    seen,
    remedyFor(storage.provider, code) ?? 'Check the settings that "lectern config" prints.',
  );
}

/** The fields by which the clients of the providers, and Node, tell what went wrong. */
interface ClientError extends Error {
  readonly code?: string | number;
  /** Azure: the header `x-ms-error-code`, also where the answer has no body. */
  readonly details?: { readonly errorCode?: string };
  /** Google Cloud. */
  readonly errors?: ReadonlyArray<{ readonly reason?: string }>;
  /** AWS, where `name` is the code. */
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The code of the provider, else that of Node, which an error or one of its causes has. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, name, details, errors, $metadata, cause } = error as ClientError;
  if (error instanceof LecternError) return codeOf(cause) ?? (cause ? undefined : error.code);
  if (details?.errorCode) return details.errorCode;
  if (errors?.[0]?.reason) return errors[0].reason;
  if (typeof code === 'string') return code;
  if ($metadata?.httpStatusCode || name.endsWith('ProviderError') || name === 'TimeoutError') return name;
  return codeOf(cause);
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
