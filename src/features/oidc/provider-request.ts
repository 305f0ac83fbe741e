import { LecternError } from '../../lib/errors.ts';
import { fetchLimited } from '../../lib/fetch-limited.ts';

export interface ProviderReply {
  readonly status: number;
  /** The JSON object of the body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Requests JSON from the provider.
 * @param what names the address in the log
 * @throws LecternError `provider-unavailable` for status 5xx or without a reply in time, `provider-answer-invalid` when
 *   the reply is not JSON
 */
export async function askProvider(what: string, url: string, init: RequestInit = {}): Promise<ProviderReply> {
  const headers = { accept: 'application/json', ...init.headers };
  const { status, text } = await fetchLimited(url, { ...init, headers }).catch((cause: unknown) => {
    throw providerUnavailable(what, cause);
  });
  if (status >= 500) throw providerUnavailable(what, `status ${status}`);
  return { status, body: parseObject(what, status, text) };
}

function parseObject(what: string, status: number, text: string): ProviderReply['body'] {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return { ...body };
  } catch {
    // handled below
  }
  throw providerAnswerInvalid(`${what}: status ${status} without a JSON object`);
}

export function providerUnavailable(what: string, cause: unknown): LecternError {
  return new LecternError('provider-unavailable', 'Try again in a moment.', {
    cause: new Error(`the sign-in provider is unavailable: ${what}: ${reasonOf(cause)}`),
  });
}

/** @param why for the log: never a token or text that the provider chose */
export function providerAnswerInvalid(why: string): LecternError {
  return new LecternError('provider-answer-invalid', 'Try again. If that does not help, tell the operator.', {
    cause: new Error(`invalid response from the sign-in provider: ${why}`),
  });
}

/** `fetch` puts the reason in the `cause` of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = (error.cause ?? error) as { code?: unknown; message?: unknown };
  return String(code ?? message);
}
