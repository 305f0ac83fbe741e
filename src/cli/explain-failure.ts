import { asLecternError, OperatorError } from '../lib/errors.ts';
import { exitCodes } from './exit-codes.ts';

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

/** What the system says about a call: the error codes of Node, with what it was about. */
interface SystemError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  /** Where a copy goes. */
  readonly dest?: string;
}

type Explain = (error: SystemError) => string;

const place = ({ path }: SystemError) => path ?? 'A file';
const port = ({ address, port }: SystemError) =>
  port === undefined ? `The address ${address}` : `Port ${port}${address ? ` of ${address}` : ''}`;

const mayNot: Explain = (error) =>
  error.syscall === 'listen' || error.syscall === 'bind'
    ? `${port(error)} may not be used by this user: set LECTERN_PORT and LECTERN_FILES_PORT to ports above 1023.`
    : `${place(error)} may not be used by this user (${error.syscall}): give it the right to, or choose another place.`;
const notAFolder: Explain = (error) =>
  `${place(error)} is a file or lies below one, where a folder is needed: choose another place.`;
const full: Explain = ({ path, dest = path }) =>
  `The disk${dest ? ` of ${dest}` : ''} is full, or a quota is exhausted. Free space and try again.`;
const unknownHost: Explain = ({ hostname }) =>
  `The host ${hostname} was not found. Correct it in the settings (lectern config), or fix DNS.`;
const outOfFiles: Explain = () =>
  'Too many files are open. Raise the limit (ulimit -n, or LimitNOFILE in systemd) and try again.';

const explanations: Readonly<Record<string, Explain>> = {
  EACCES: mayNot,
  EPERM: mayNot,
  EROFS: (error) => `${place(error)} lies on a read-only file system: choose another place.`,
  ENOENT: (error) =>
    error.syscall === 'mkdir'
      ? `${place(error)} cannot be made there: choose another place.`
      : `${place(error)} does not exist.`,
  ENOTDIR: notAFolder,
  EEXIST: (error) =>
    error.syscall === 'mkdir' ? notAFolder(error) : `${place(error)} exists already, and stays as it is.`,
  EISDIR: (error) => `${place(error)} is a folder, where a file is needed.`,
  ELOOP: (error) => `${place(error)} is a link that leads nowhere: choose another place.`,
  ENAMETOOLONG: (error) => `The path ${place(error)} is too long. Choose another path.`,
  ENOSPC: full,
  EDQUOT: full,
  EMFILE: outOfFiles,
  ENFILE: outOfFiles,
  EADDRINUSE: (error) =>
    `${port(error)} is in use: end what uses it, or set LECTERN_PORT or LECTERN_FILES_PORT to another.`,
  EADDRNOTAVAIL: (error) =>
    `${port(error)} is not of this machine: set LECTERN_HOST to an address that it has.`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
};

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'syscall' in error && 'code' in error;

/** A sentence about an error of the system that says what to do; undefined for other errors. */
function explainSystemError(error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined;
  const known = explanations[String(error.code)];
  return known ? known(error) : `The system reports an error: ${error.message}.`;
}
