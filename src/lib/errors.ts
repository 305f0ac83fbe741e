import { SigningError, type SigningErrorCode } from 'lectern-signing';

/**
 * Every error that Lectern sends over HTTP has one stable code from this table. Programs read the code; the message tells a person what to
 * do next. `npm run generate` writes the table to docs/errors.md.
 */
export const errorTable = {
  'request-invalid': { status: 400, title: 'The request is not valid' },
  'file-name-invalid': { status: 400, title: 'The file name cannot be used' },
  'object-key-invalid': { status: 400, title: 'The object key cannot be used' },
  'upload-size-mismatch': { status: 400, title: 'The upload does not have the announced size' },
  'upload-hash-mismatch': { status: 400, title: 'The upload does not have the announced SHA-256' },
  'upload-interrupted': { status: 400, title: 'The upload was interrupted' },
  'auth-refused': { status: 400, title: 'The account request was refused' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  'api-key-invalid': { status: 401, title: 'The API key is not valid' },
  'api-key-expired': { status: 401, title: 'The API key has expired' },
  'api-key-revoked': { status: 401, title: 'The API key has been revoked' },
  'token-malformed': { status: 401, title: 'The token cannot be read' },
  'token-key': { status: 401, title: 'The token is signed with an unknown key' },
  'token-signature': { status: 401, title: 'The signature of the token is not valid' },
  'token-expired': { status: 401, title: 'The token has expired' },
  'token-claim': { status: 401, title: 'A claim of the token is not valid' },
  'token-account': { status: 401, title: 'The account of the token is disabled' },
  'credentials-invalid': { status: 401, title: 'The e-mail address or the password is wrong' },
  'sign-in-expired': { status: 400, title: 'The sign-in took too long, or started in another browser' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'insufficient-scope': { status: 403, title: 'The API key does not have the required scope' },
  'account-disabled': { status: 403, title: 'This account is disabled' },
  'email-unverified': { status: 403, title: 'The sign-in provider has not verified your e-mail address' },
  'provider-refused': { status: 403, title: 'The sign-in provider did not let you in' },
  'cross-origin': { status: 403, title: 'The request comes from another website' },
  'not-open-yet': { status: 403, title: 'The task is not open yet' },
  'switched-off': { status: 403, title: 'This feature is turned off on this server' },
  'wrong-place': { status: 403, title: 'The contest is not open at your address' },
  'address-unsupported': { status: 403, title: 'Links for this contest work over IPv4 only' },
  closed: { status: 403, title: 'The task is closed' },
  'url-invalid': { status: 403, title: 'This link is not valid' },
  'url-expired': { status: 403, title: 'This link has expired' },
  'url-wrong-place': { status: 403, title: 'This link was issued to another address' },
  'url-revoked': { status: 403, title: 'This link has been revoked' },
  'not-found': { status: 404, title: 'Not found, or not shared with you' },
  'object-not-found': { status: 404, title: 'The file no longer exists' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  'last-admin': { status: 409, title: 'There must be at least one admin' },
  'last-owner': { status: 409, title: 'A task must have at least one owner' },
  'last-staff': { status: 409, title: 'A group or contest must have at least one staff member' },
  'too-many-uploads': { status: 409, title: 'Too many unfinished uploads' },
  'would-remove': { status: 409, title: 'The request would remove too much' },
  'request-in-progress': { status: 409, title: 'The same request is still in progress' },
  'upload-missing': { status: 409, title: 'The file has not been uploaded yet' },
  'upload-gone': { status: 410, title: 'The upload was not completed in time' },
  'precondition-failed': { status: 412, title: 'Someone else has changed it' },
  'body-too-large': { status: 413, title: 'The request body is too large' },
  'media-type-unsupported': { status: 415, title: 'The media type is not supported' },
  'range-not-satisfiable': { status: 416, title: 'The range is outside the file' },
  'not-a-pdf': { status: 422, title: 'The file is not a PDF' },
  'wrong-file-type': { status: 422, title: 'The content of the file is of another type' },
  'pdf-password': { status: 422, title: 'The PDF needs a password' },
  'pdf-unreadable': { status: 422, title: 'The PDF cannot be opened' },
  'pdf-empty': { status: 422, title: 'The PDF has no pages' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'people-file-invalid': { status: 422, title: 'The list of people has errors' },
  'rate-limited': { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'provider-answer-invalid': { status: 502, title: 'The sign-in provider sent an invalid response' },
  'issue-not-recorded': { status: 503, title: 'The link could not be recorded, so it was not issued' },
  overloaded: { status: 503, title: 'The server is busy' },
  'provider-unavailable': { status: 503, title: 'The sign-in provider is not responding' },
  'storage-unavailable': { status: 503, title: 'The file storage is not responding' },
  unavailable: { status: 503, title: 'The server is unavailable' },
  'storage-full': { status: 507, title: 'The file storage is full' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorTable;

/**
 * The fact `reason`: distinguishes the cases of a code where a person needs to know. The web app translates each, and a test compares the
 * lists. The last ones come from better-auth.
 */
export const errorReasons = [
  'answer-lost',
  'booklet-not-made',
  'contest-ends-too-early',
  'contest-full',
  'copy-needs-groups',
  'copy-needs-tasks',
  'demo-course-exists',
  'email-domain',
  'email-taken',
  'email-unverified',
  'examination-running',
  'external-id-taken',
  'key-conflict',
  'key-removed',
  'keys-busy',
  'keys-from-settings',
  'keys-read-only',
  'label-taken',
  'labels-repeated',
  'no-email-address',
  'notice-settled',
  'object-taken',
  'only-signing-key',
  'own-account',
  'pdf-cut-off',
  'task-window-empty',
  'tasks-changed',
  'too-many-attachments',
  'too-many-booklets',
  'too-many-notices',
  'too-many-webhooks',
  'trusted-token',
  'upload-complete',
  'window-empty',
  'credential-account-not-found',
  'invalid-email',
  'invalid-password',
  'invalid-token',
  'password-too-long',
  'password-too-short',
  'user-already-exists-use-another-email',
  'user-not-found',
] as const;

export type ErrorReason = (typeof errorReasons)[number];

/** Machine-readable facts in addition to the message, such as `opensAt`. Never a secret. */
export type ErrorFacts = Readonly<Record<string, unknown>> & { readonly reason?: ErrorReason };

interface ErrorOptions {
  readonly facts?: ErrorFacts;
  readonly cause?: unknown;
}

export class LecternError extends Error {
  override readonly name = 'LecternError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  /** @param message what a person should do next */
  constructor(code: Exclude<ErrorCode, 'conflict'>, message: string, options?: ErrorOptions);
  /** A `conflict` needs a reason, because its title says too little. */
  constructor(
    code: 'conflict',
    message: string,
    options: ErrorOptions & { readonly facts: { readonly reason: ErrorReason } },
  );
  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
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

/** The error for a request that conflicts with the current state, and why. */
export const conflict = (reason: ErrorReason, message: string, { facts, cause }: ErrorOptions = {}) =>
  new LecternError('conflict', message, { facts: { reason, ...facts }, cause });

/**
 * An error for operators only: a problem with the configuration, or with the files and databases of an installation. It has no HTTP status.
 * API clients get `unavailable` if something outside cannot be used, otherwise `internal`, and never the message. The message says what is
 * wrong and what to do.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  /** `no`: the request is refused. `settings`: the settings are wrong. `unavailable`: something outside cannot be used. */
  readonly kind: 'no' | 'settings' | 'unavailable';

  constructor(message: string, options: { kind?: OperatorError['kind']; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = options.kind ?? 'no';
  }
}

/** Error codes of the signing package, which knows neither people nor HTTP, as codes of this table. */
const codesOfSigning = {
  'file-name-invalid': 'file-name-invalid',
  'object-key-invalid': 'request-invalid',
  'correlation-invalid': 'request-invalid',
  'client-invalid': 'request-invalid',
  'header-invalid': 'request-invalid',
  'upload-invalid': 'request-invalid',
  'lifetime-invalid': 'request-invalid',
  'not-supported': 'request-invalid',
  'key-invalid': 'request-invalid',
  'key-unknown': 'request-invalid',
  'credentials-expired': 'storage-unavailable',
} as const satisfies Record<Exclude<SigningErrorCode, 'key-conflict'>, ErrorCode>;

/** The error if its cause may see it, converted from the signing package if needed; otherwise undefined. */
export function asLecternError(error: unknown): LecternError | undefined {
  if (error instanceof SigningError) {
    const { code, message } = error;
    return code === 'key-conflict'
      ? conflict(code, message)
      : new LecternError(codesOfSigning[code], message);
  }
  if (error instanceof OperatorError && error.kind === 'unavailable') {
    return new LecternError(
      'unavailable',
      'The server has a problem that its operator must fix. Tell the operator, then try again later.',
      {
        cause: error,
      },
    );
  }
  return error instanceof LecternError ? error : undefined;
}

/** For `catch`: ignores `not-found`, where a concurrent deletion needs no action. Rethrows other errors. */
export function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}

/** RFC 9457 problem details, sent by every listener. */
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

/** For every reply: browsers neither guess its type nor send its address to linked pages. */
export const safeHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code that Node or a client set on an error. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** The reply body for an error. Errors that `asLecternError` does not convert become `internal`, without their message. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known =
    asLecternError(error) ??
    new LecternError('internal', 'Try again. If that does not help, send the requestId to the operator.');
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

/** The same as a raw HTTP/1.1 reply (RFC 9112), for a socket without a response object. The connection closes after it. */
export function unreadableReply(requestId: string): string {
  const body = JSON.stringify(problemOf(unreadable(), requestId));
  return [
    'HTTP/1.1 400 Bad Request',
    'Connection: close',
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...Object.entries(safeHeaders).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof LecternError && error.code === 'not-found';
