import { SigningError, type SigningErrorCode } from '../signing/signing-error.ts';

/**
 * Every error that Lectern sends over HTTP has one stable code from this table. Programs read the code; the
 * message tells a person what to do next. docs/errors.md shows the same table, and a test compares them.
 */
export const errorTable = {
  'request-invalid': { status: 400, title: 'The request is not valid' },
  'file-name-invalid': { status: 400, title: 'The file name cannot be used' },
  'object-key-invalid': { status: 400, title: 'The object key cannot be used' },
  'upload-size-mismatch': { status: 400, title: 'The upload has another size than announced' },
  'upload-hash-mismatch': { status: 400, title: 'The upload has another SHA-256 than announced' },
  'upload-interrupted': { status: 400, title: 'The upload ended early' },
  'auth-refused': { status: 400, title: 'The account request was refused' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'api-key-invalid': { status: 401, title: 'The API key is not known' },
  'api-key-expired': { status: 401, title: 'The API key has expired' },
  'api-key-revoked': { status: 401, title: 'The API key has been revoked' },
  'token-malformed': { status: 401, title: 'The token cannot be read' },
  'token-key': { status: 401, title: 'The token is signed by an unknown key' },
  'token-signature': { status: 401, title: 'The signature of the token is not right' },
  'token-expired': { status: 401, title: 'The token has expired' },
  'token-claim': { status: 401, title: 'A claim of the token is not what it must be' },
  'token-account': { status: 401, title: 'The account of the token is disabled' },
  'credentials-invalid': { status: 401, title: 'The e-mail address or the password is wrong' },
  'sign-in-expired': { status: 400, title: 'The sign-in took too long, or began in another browser' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'key-scope': { status: 403, title: 'The API key is not for this' },
  'account-disabled': { status: 403, title: 'This account is disabled' },
  'email-unverified': { status: 403, title: 'The sign-in provider has not verified your e-mail address' },
  'provider-refused': { status: 403, title: 'The sign-in provider did not let you in' },
  'cross-origin': { status: 403, title: 'The request comes from another web site' },
  'not-open-yet': { status: 403, title: 'The task is not open yet' },
  'switched-off': { status: 403, title: 'This is switched off on this server' },
  closed: { status: 403, title: 'The task is closed' },
  'url-invalid': { status: 403, title: 'This link is not valid' },
  'url-expired': { status: 403, title: 'This link has expired' },
  'url-revoked': { status: 403, title: 'This link has been revoked' },
  'not-found': { status: 404, title: 'There is nothing here for you' },
  'object-not-found': { status: 404, title: 'The file is no longer stored' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'The request does not fit the current state' },
  'last-admin': { status: 409, title: 'There is always an admin' },
  'last-owner': { status: 409, title: 'A task keeps at least one owner' },
  'last-staff': { status: 409, title: 'A group or contest keeps at least one of its staff' },
  'too-many-uploads': { status: 409, title: 'Too many uploads are not complete' },
  'request-in-progress': { status: 409, title: 'The same request is still under way' },
  'upload-missing': { status: 409, title: 'The file has not been uploaded yet' },
  'upload-gone': { status: 410, title: 'The upload was not completed in time' },
  'precondition-failed': { status: 412, title: 'Somebody else has changed it' },
  'body-too-large': { status: 413, title: 'The request body is too large' },
  'media-type-unsupported': { status: 415, title: 'The media type is not supported' },
  'range-not-satisfiable': { status: 416, title: 'The range lies outside the file' },
  'not-a-pdf': { status: 422, title: 'The file is not a PDF' },
  'pdf-password': { status: 422, title: 'The PDF asks for a password' },
  'pdf-unreadable': { status: 422, title: 'The PDF cannot be opened' },
  'pdf-empty': { status: 422, title: 'The PDF has no pages' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'people-file-invalid': { status: 422, title: 'The list of people has problems' },
  'rate-limited': { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'provider-answer-invalid': { status: 502, title: 'The answer of the sign-in provider cannot be used' },
  'issue-not-recorded': { status: 503, title: 'The link could not be recorded, so none was given' },
  overloaded: { status: 503, title: 'The server has too much to do' },
  'provider-unavailable': { status: 503, title: 'The sign-in provider does not answer' },
  'storage-unavailable': { status: 503, title: 'The file storage does not answer' },
  unavailable: { status: 503, title: 'The server cannot answer now' },
  'storage-full': { status: 507, title: 'The file storage is full' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorTable;

/** Facts beside the message that a program may read, e.g. `opensAt`. Never a secret. */
export type ErrorFacts = Readonly<Record<string, unknown>>;

export class LecternError extends Error {
  override readonly name = 'LecternError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  /** @param message what a person should do next */
  constructor(code: ErrorCode, message: string, options: { facts?: ErrorFacts; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.facts = options.facts ?? {};
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get title(): string {
    return errorTable[this.code].title;
  }
}

/**
 * What only an operator sees: a problem with the configuration, or with the files and databases of an installation. It
 * has no HTTP status: a client of the API that runs into one is told `unavailable` where something outside cannot be
 * used, else `internal`, and never the message. The message says what is wrong and what to do.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  /** Whether what was asked for is refused, the settings are wrong, or something outside cannot be used. */
  readonly kind: 'no' | 'settings' | 'unavailable';

  constructor(message: string, options: { kind?: OperatorError['kind']; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = options.kind ?? 'no';
  }
}

/** What the errors of the signing package are called here: it knows neither people nor HTTP. */
const codesOfSigning = {
  'file-name-invalid': 'file-name-invalid',
  'object-key-invalid': 'request-invalid',
  'issue-id-invalid': 'request-invalid',
  'upload-invalid': 'request-invalid',
  'lifetime-invalid': 'request-invalid',
  'key-invalid': 'request-invalid',
  'key-unknown': 'request-invalid',
  'key-conflict': 'conflict',
  'credentials-expired': 'storage-unavailable',
} as const satisfies Record<SigningErrorCode, ErrorCode>;

/** An error that may be told to whoever caused it, or undefined. One of the signing package becomes ours. */
export function asLecternError(error: unknown): LecternError | undefined {
  if (error instanceof SigningError) return new LecternError(codesOfSigning[error.code], error.message);
  if (error instanceof OperatorError && error.kind === 'unavailable') {
    return new LecternError(
      'unavailable',
      'Something that the server needs cannot be used now: tell the operator.',
      {
        cause: error,
      },
    );
  }
  return error instanceof LecternError ? error : undefined;
}

/** RFC 9457 problem details, as every listener of Lectern sends them. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly requestId: string;
  readonly [fact: string]: unknown;
}

export const problemMediaType = 'application/problem+json';

/** The reply body for an error. What `asLecternError` does not know shows as `internal`, without its message. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known =
    asLecternError(error) ??
    new LecternError('internal', 'Try again; if it stays, give the operator the requestId.');
  return {
    type: 'about:blank',
    title: known.title,
    status: known.status,
    code: known.code,
    detail: known.message,
    ...known.facts,
    requestId,
  };
}

/** The error for bytes that are not an HTTP request. */
export const unreadable = () => new LecternError('request-invalid', 'Send a well-formed HTTP/1.1 request.');

/** That error as a whole HTTP/1.1 reply (RFC 9112), for a socket without a response object, which closes after it. */
export function unreadableReply(requestId: string): string {
  const body = JSON.stringify(problemOf(unreadable(), requestId));
  return [
    'HTTP/1.1 400 Bad Request',
    'Connection: close',
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    '',
    body,
  ].join('\r\n');
}
