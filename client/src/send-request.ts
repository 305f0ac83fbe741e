import { errorOfReply, LecternApiError } from './lectern-error.ts';

export interface RequestSettings {
  readonly fetch: typeof fetch;
  /** Milliseconds for one attempt, up to the head of its reply. */
  readonly timeoutMs: number;
  /** How often a safe request is sent at most. */
  readonly attempts: number;
}

const firstPauseMs = 300;
const longestPauseMs = 30_000;
/** Statuses of a server, or a proxy before it, that may do better in a moment. */
const passing = new Set([429, 502, 503, 504]);

/**
 * Sends a request, and again when that is safe and may help: after the pause that `Retry-After` names, or a
 * growing one with some chance in it. Not at all for a pause of more than half a minute.
 * @throws LecternApiError; the signal's reason when it is aborted
 */
export async function sendRequest(
  url: string,
  request: RequestInit & { readonly isSafe: boolean },
  settings: RequestSettings,
): Promise<Response> {
  const { isSafe, ...init } = request;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await sendOnce(url, init, settings);
    if (outcome instanceof Response && outcome.ok) return outcome;
    const error = outcome instanceof Response ? await errorOfReply(outcome) : outcome;
    const pauseMs = pauseAfter(error, outcome, attempt);
    const mayHelp = error.code === 'network' || passing.has(error.status);
    if (!isSafe || !mayHelp || attempt >= settings.attempts || pauseMs > longestPauseMs) throw error;
    await sleep(pauseMs, init.signal);
  }
}

async function sendOnce(
  url: string,
  init: RequestInit,
  { fetch: send, timeoutMs }: RequestSettings,
): Promise<Response | LecternApiError> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  try {
    const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
    return await send(url, { ...init, signal });
  } catch (cause) {
    if (init.signal?.aborted) throw init.signal.reason;
    const why = late.signal.aborted ? `no answer within ${timeoutMs / 1000} seconds` : 'no connection';
    return new LecternApiError('network', `The server could not be reached: ${why}.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

function pauseAfter(error: LecternApiError, outcome: Response | LecternApiError, attempt: number): number {
  const named = outcome instanceof Response ? Number(outcome.headers.get('retry-after')) : 0;
  const seconds = named || Number(error.facts['retryAfterSeconds']) || 0;
  if (seconds > 0) return seconds * 1000;
  return firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random());
}

/** Resolves after a time; rejects with the reason of a signal that is aborted before. */
export function sleep(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
