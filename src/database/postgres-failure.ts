import { LecternError } from '../lib/errors.ts';
import { parentGone } from './parent-gone.ts';

/**
 * SQLSTATE codes (PostgreSQL, appendix A) of a server that is unavailable: connection exceptions (08), wrong or missing rights to connect
 * (28), a database that does not exist (3D), transactions aborted for concurrency (40), too many connections and other shortages (53), an
 * unavailable lock (55P03), time-outs and shutdowns (57), system errors (58).
 */
const unavailableStates = /^(08...|28...|3D...|40...|53...|55P03|57...|58...)$/;
/** The connection survives these. */
const harmlessStates = /^(40...|53[12]00|55P03|57014)$/;

/** Node's codes of system errors when the server is unreachable or disconnected. */
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // a missing socket
]);

/** PostgreSQL cannot store the character U+0000. */
const unstorableText = '22021';
const brokenForeignKey = '23503';

/** Errors of `pg` have no code. */
const ownWords =
  /^(Connection terminated|timeout exceeded|Query read timeout|Client (has encountered|was closed)|The server does not support SSL)/;

/** The server's certificate is rejected (Node's names for the errors of OpenSSL). */
const certificateCodes =
  /^(CERT_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|ERR_(TLS|SSL)_\w+)$/;

export interface Failure {
  /** `unavailable` if the database is unavailable, `request-invalid` for U+0000, `not-found` for a broken foreign key; others unchanged. */
  readonly error: unknown;
  /** Whether the connection can no longer be used. */
  readonly isConnectionLost: boolean;
}

/** Distinguishes an unavailable database from a refused statement. */
export function failureOf(error: unknown): Failure {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === unstorableText) {
    const refused = new LecternError('request-invalid', 'A text contains the character U+0000. Remove it.', {
      cause: error,
    });
    return { error: refused, isConnectionLost: false };
  }
  if (code === brokenForeignKey) return { error: parentGone(error), isConnectionLost: false };
  const isUnavailable =
    code === undefined
      ? ownWords.test(message)
      : systemCodes.has(code) || unavailableStates.test(code) || certificateCodes.test(code);
  if (!isUnavailable) return { error, isConnectionLost: false };
  return {
    error: new LecternError('unavailable', 'The database is not responding. Try again in a moment.', {
      cause: error,
    }),
    isConnectionLost: code === undefined || !harmlessStates.test(code),
  };
}
