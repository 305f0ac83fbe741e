import { asLecternError, OperatorError } from '../lib/errors.ts';
import { exitCodes } from './exit-codes.ts';

export interface Explanation {
  /** What is wrong and what to do; for a bug, its stack trace. */
  readonly message: string;
  readonly exitCode: number;
}

const codesOfUnavailable: ReadonlySet<string> = new Set([
  'unavailable',
  'storage-unavailable',
  'storage-full',
]);

/** The message and exit code for a command that failed. */
export function explainFailure(error: unknown): Explanation {
  if (error instanceof OperatorError) {
    return { message: error.message, exitCode: exitCodes[error.kind].code };
  }
  const known = asLecternError(error);
  const isUnavailable = known !== undefined && codesOfUnavailable.has(known.code);
  // Unlike clients, operators see the error of the system.
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

/** Node's error of a system call. */
interface SystemError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  /** The target of a copy. */
  readonly dest?: string;
}

type Explain = (error: SystemError) => string;

const place = ({ path }: SystemError) => path ?? 'A file';
const port = ({ address, port }: SystemError) =>
  port === undefined ? `The address ${address}` : `Port ${port}${address ? ` of ${address}` : ''}`;

const mayNot: Explain = (error) =>
  error.syscall === 'listen' || error.syscall === 'bind'
    ? `${port(error)} needs privileges that this user does not have. Set LECTERN_PORT and LECTERN_FILES_PORT to ports above 1023.`
    : `${place(error)} cannot be used: permission denied (${error.syscall}). Change its permissions, or choose another path.`;
const notAFolder: Explain = (error) =>
  `${place(error)} must be a folder, but it or its parent is a file. Choose another path.`;
const full: Explain = ({ path, dest = path }) =>
  `The disk${dest ? ` of ${dest}` : ''} is full, or a quota is exhausted. Free some space, then try again.`;
const unknownHost: Explain = ({ hostname }) =>
  `The host ${hostname} was not found. Correct it in the settings (lectern config), or fix DNS.`;
const outOfFiles: Explain = () =>
  'Too many files are open. Raise the limit (ulimit -n, or LimitNOFILE in systemd), then try again.';

const explanations: Readonly<Record<string, Explain>> = {
  EACCES: mayNot,
  EPERM: mayNot,
  EROFS: (error) => `${place(error)} is on a read-only file system. Choose another path.`,
  ENOENT: (error) =>
    error.syscall === 'mkdir'
      ? `${place(error)} cannot be created. Choose another path.`
      : `${place(error)} does not exist. Check the path.`,
  ENOTDIR: notAFolder,
  EEXIST: (error) =>
    error.syscall === 'mkdir'
      ? notAFolder(error)
      : `${place(error)} already exists and was not changed. Choose another path.`,
  EISDIR: (error) => `${place(error)} must be a file, but is a folder. Choose another path.`,
  ELOOP: (error) => `${place(error)} is a symbolic link that leads to itself. Choose another path.`,
  ENAMETOOLONG: (error) => `The path ${place(error)} is too long. Choose another path.`,
  ENOSPC: full,
  EDQUOT: full,
  EMFILE: outOfFiles,
  ENFILE: outOfFiles,
  EADDRINUSE: (error) =>
    `${port(error)} is already in use. Stop the program that uses it, or set LECTERN_PORT or LECTERN_FILES_PORT to another port.`,
  EADDRNOTAVAIL: (error) =>
    `${port(error)} is not available on this machine. Set LECTERN_HOST to one of its addresses.`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
};

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'syscall' in error && 'code' in error;

/** Explains an error of the system and what to do; undefined for other errors. */
function explainSystemError(error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined;
  const known = explanations[String(error.code)];
  return known ? known(error) : `The operating system reports an error: ${error.message}.`;
}
