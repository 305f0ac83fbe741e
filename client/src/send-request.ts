import { errorOfReply, LecternApiError, type LecternErrorCode } from './lectern-error.ts';

export interface RequestSettings {
  readonly fetch: typeof fetch;
  /** An attempt fails after this many milliseconds without data of a reply. */
  readonly timeoutMs: number;
  /** Maximum number of attempts, for requests that are safe to repeat. */
  readonly attempts: number;
}

export interface SentRequest extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request is idempotent. */
  readonly isRepeatable: boolean;
  /** The token of an attempt, which may expire between attempts; undefined for the browser's cookie. */
  readonly bearer?: () => Promise<string | undefined>;
}

const firstPauseMs = 300;
const longestPauseMs = 30_000;
/** Statuses of a server or proxy that may recover soon. */
const passing = new Set([429, 502, 503, 504]);
/** Codes of Lectern with which a retry of this request may succeed. */
const passingCodes: ReadonlySet<LecternErrorCode> = new Set(['network', 'request-in-progress']);
/** Statuses without a body; Chromium gives them an empty stream. */
const withoutBody = new Set([204, 205, 304]);

/**
 * Sends a request. Retries if that is safe and may help, also when the reply breaks off while it is read: after the pause in `Retry-After`,
 * or a growing random one. Does not retry if the pause exceeds 30 s.
 * @param read converts a reply with status 2xx
 * @throws LecternApiError; the signal's reason when it is aborted; errors of `bearer`
 */
export async function sendRequest<Result>(
  url: string,
  { isRepeatable, bearer, ...init }: SentRequest,
  settings: RequestSettings,
  read: (reply: Response) => Result | Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const authorized = bearer ? authorize(init, await bearer()) : init;
    try {
      const reply = await sendOnce(url, authorized, settings);
      if (!reply.ok) throw await errorOfReply(reply);
      return await read(reply);
    } catch (cause) {
      init.signal?.throwIfAborted();
      // Browsers have their own error for a failed body, whatever the cause.
      const error = cause instanceof LecternApiError ? cause : brokenOff(cause);
      const pauseMs = pauseAfter(error, attempt);
      const mayHelp = passingCodes.has(error.code) || passing.has(error.status);
      if (!isRepeatable || !mayHelp || attempt >= settings.attempts || pauseMs > longestPauseMs) throw error;
      await sleep(pauseMs, init.signal);
    }
  }
}

function authorize(init: Omit<SentRequest, 'isRepeatable'>, token: string | undefined): RequestInit {
  if (token === undefined) return { ...init, credentials: 'include' };
  return { ...init, credentials: 'omit', headers: { ...init.headers, authorization: `Bearer ${token}` } };
}

/** The reply to one attempt. Its body fails with LecternApiError `network` if it breaks off or sends nothing. */
async function sendOnce(
  url: string,
  init: RequestInit,
  { fetch: send, timeoutMs }: RequestSettings,
): Promise<Response> {
  const late = new AbortController();
  const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;

  async function inTime<Part>(next: () => Promise<Part>, failed: (cause: unknown) => LecternApiError) {
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      return await next();
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw late.signal.aborted ? silent(timeoutMs, cause) : failed(cause);
    } finally {
      clearTimeout(timer);
    }
  }

  const reply = await inTime(() => send(url, { ...init, signal }), unreachable);
  if (!reply.body) return reply;
  if (withoutBody.has(reply.status)) return new Response(null, reply);
  const reader = reply.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value } = await inTime(() => reader.read(), brokenOff);
        if (value) controller.enqueue(value);
        else controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // The timeout runs only while the consumer waits for bytes.
    { highWaterMark: 0 },
  );
  return new Response(body, reply);
}

const unreachable = (cause: unknown) =>
  new LecternApiError('network', 'The server cannot be reached: no connection.', { cause });

const silent = (timeoutMs: number, cause: unknown) =>
  new LecternApiError('network', `The server sent nothing for ${timeoutMs / 1000} seconds.`, { cause });

const brokenOff = (cause: unknown) =>
  new LecternApiError('network', 'The connection broke before the reply was complete.', { cause });

function pauseAfter(error: LecternApiError, attempt: number): number {
  const { retryAfterSeconds: seconds = 0 } = error.facts;
  if (seconds > 0) return seconds * 1000;
  return firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random());
}

/** Resolves after a time; rejects with the reason of the signal if it is aborted first. */
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

/** Waits for a promise that others may share; rejects with the reason of the signal if it is aborted first. */
export async function unlessAborted<Result>(
  promise: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (!signal) return promise;
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([aborted.promise, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
