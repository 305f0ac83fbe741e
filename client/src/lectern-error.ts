import { textOf } from './body-of.ts';
import type { ErrorFacts, FactsByCode } from './error-facts.ts';
import { retryAfterSeconds } from './retry-after.ts';
import type { ErrorCode } from './schemas.ts';

/**
 * Errors that the client detects:
 *
 * - `network`: no response (status 0), or an incomplete one
 * - `reply-unreadable`: the response is not from Lectern, for example from a proxy
 * - `expired`: the storage no longer accepts a signed URL, whatever its status code
 * - `no-pdf`: the task can be read but has no PDF; its `title` is in the facts
 * - `document-changed`: the PDF was replaced while it was being read; open it again
 * - `upload-failed`: the storage refused the bytes
 * - `file-unreadable`: the file to upload changed or moved after it was chosen
 * - `token-failed`, `frame-silent`: see `EmbedOptions`; in the frame, `token-missing` and `not-framed`
 */
export type ClientErrorCode =
  | 'network'
  | 'reply-unreadable'
  | 'expired'
  | 'no-pdf'
  | 'document-changed'
  | 'upload-failed'
  | 'file-unreadable'
  | 'token-failed'
  | 'frame-silent'
  | 'token-missing'
  | 'not-framed';

/** The `code` of the API's problem details (RFC 9457), listed in its docs/errors.md, or of the client. A newer server may have others. */
export type LecternErrorCode = ErrorCode | ClientErrorCode;

/** The facts of an error with this code. */
export type FactsOf<Code extends LecternErrorCode> = ErrorFacts &
  (Code extends keyof FactsByCode ? FactsByCode[Code] : unknown);

interface ErrorWith<Code extends LecternErrorCode> extends Error {
  readonly name: 'LecternApiError';
  readonly code: Code;
  /** HTTP status; 0 without a response. */
  readonly status: number;
  readonly requestId: string | undefined;
  readonly facts: FactsOf<Code>;
}

/** The class of all errors. Narrow by `code` to get the types of the `facts`. */
export type LecternApiError =
  | { [Code in keyof FactsByCode]: ErrorWith<Code> }[keyof FactsByCode]
  | ErrorWith<Exclude<LecternErrorCode, keyof FactsByCode>>;

interface ApiErrorOptions {
  readonly status?: number;
  readonly requestId?: string | undefined;
  readonly facts?: ErrorFacts;
  readonly cause?: unknown;
}

class ApiError extends Error {
  override readonly name = 'LecternApiError';
  readonly code: LecternErrorCode;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly facts: ErrorFacts;

  constructor(code: LecternErrorCode, message: string, options: ApiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? 0;
    this.requestId = options.requestId;
    this.facts = options.facts ?? {};
  }
}

/** A class whose instances are a union, which `class` cannot declare: `instanceof` and the `code` narrow it. */
export const LecternApiError = ApiError as {
  new (code: LecternErrorCode, message: string, options?: ApiErrorOptions): LecternApiError;
  readonly prototype: LecternApiError;
};

/** Whether a retry may help: there was no connection, or the server is overloaded or restarting. */
export const isPassing = (error: unknown): error is LecternApiError =>
  error instanceof LecternApiError &&
  (error.code === 'network' || error.status === 429 || (error.status >= 500 && error.status !== 501));

/** The error for a reply with a status other than 2xx; its facts include `Retry-After`. */
export async function errorOfReply(reply: Response): Promise<LecternApiError> {
  const { status, headers } = reply;
  const text = await textOf(reply).catch(() => '');
  const problem = parseProblem(text);
  const seconds = retryAfterSeconds(headers);
  const named = seconds === undefined ? {} : { retryAfterSeconds: seconds };
  if (!problem) {
    const message = `The reply with status ${status} is not from Lectern.`;
    return new LecternApiError('reply-unreadable', message, { status, facts: named });
  }
  const { code, detail, requestId, type: _type, title, status: _status, ...facts } = problem;
  return new LecternApiError(code, detail ?? title ?? code, {
    status,
    requestId,
    facts: { ...facts, ...named },
  });
}

interface Problem {
  readonly code: LecternErrorCode;
  readonly detail?: string;
  readonly title?: string;
  readonly requestId?: string;
  readonly [fact: string]: unknown;
}

function parseProblem(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isProblem =
      typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
    return isProblem ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}
