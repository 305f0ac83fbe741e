import { asLecternError, OperatorError } from '../lib/errors.ts';
import { exitCodes } from './exit-codes.ts';
import { explainSystemError } from './explain-system-error.ts';

export interface Explanation {
  /** A sentence that says what is wrong and what to do; for a defect, its stack trace. */
  readonly message: string;
  readonly exitCode: number;
}

const codesOfUnavailable: ReadonlySet<string> = new Set([
  'unavailable',
  'storage-unavailable',
  'storage-full',
]);

/** What the operator is told about a command that failed, and what its process ends with. */
export function explainFailure(error: unknown): Explanation {
  if (error instanceof OperatorError) {
    return { message: error.message, exitCode: exitCodes[error.kind].code };
  }
  const known = asLecternError(error);
  const isUnavailable = known !== undefined && codesOfUnavailable.has(known.code);
  // A client is not told what the system said, but the operator is.
  const ofSystem = explainSystemError(isUnavailable ? known.cause : error);
  if (ofSystem !== undefined) return { message: ofSystem, exitCode: exitCodes.unavailable.code };
  if (isUnavailable) {
    return { message: withCause(known.message, known.cause), exitCode: exitCodes.unavailable.code };
  }
  if (known) return { message: known.message, exitCode: exitCodes.no.code };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: trace, exitCode: exitCodes.defect.code };
}

function withCause(message: string, cause: unknown): string {
  return cause instanceof Error && !message.includes(cause.message)
    ? `${message} (${cause.message})`
    : message;
}
