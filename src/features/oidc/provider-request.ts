import { LecternError } from '../../lib/errors.ts';
import { limitedText } from '../../lib/limited-text.ts';
import { withTimeout } from '../../lib/timeout.ts';

/** Somebody waits in front of a browser, and a place of those that the process has is taken meanwhile. */
export const providerTimeLimitMs = 5000;
/** Of an answer; what providers send has some thousands. */
const maxBytes = 256 * 1024;

export interface ProviderReply {
  readonly status: number;
  /** The JSON object of the body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Asks the provider for JSON, without following redirects: they would carry the client's secret elsewhere.
 * @param what names the address in the log
 * @throws LecternError `provider-unavailable` without an answer in time, `provider-answer-invalid` when it is no JSON
 */
export async function askProvider(what: string, url: string, init: RequestInit = {}): Promise<ProviderReply> {
  const { status, text } = await withTimeout(providerTimeLimitMs, async (signal) => {
    const headers = { accept: 'application/json', ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'manual', signal });
    return { status: response.status, text: await limitedText(response, maxBytes) };
  }).catch((cause: unknown) => {
    throw providerUnavailable(what, cause);
  });
  if (status >= 500) throw providerUnavailable(what, `status ${status}`);
  return { status, body: parseObject(what, status, text) };
}

/** As `fetch`, for a library that reads all of an answer. */
export async function fetchLimited(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  return new Response(await limitedText(response, maxBytes), response);
}

function parseObject(what: string, status: number, text: string): ProviderReply['body'] {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return { ...body };
  } catch {
    // as for any other text
  }
  throw providerAnswerInvalid(`${what}: status ${status} without a JSON object`);
}

export function providerUnavailable(what: string, cause: unknown): LecternError {
  return new LecternError('provider-unavailable', 'Try again in a moment.', {
    cause: new Error(`the sign-in provider does not answer: ${what}: ${reasonOf(cause)}`),
  });
}

/** @param why for the log: never a token, nor words that the provider chose */
export function providerAnswerInvalid(why: string): LecternError {
  return new LecternError('provider-answer-invalid', 'Try again. If that does not help, tell the operator.', {
    cause: new Error(`the answer of the sign-in provider cannot be used: ${why}`),
  });
}

/** `fetch` tells in the cause of its error what went wrong. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = (error.cause ?? error) as { code?: unknown; message?: unknown };
  return String(code ?? message);
}
