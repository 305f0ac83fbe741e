import { LecternError, messageOf, OperatorError } from '../lib/errors.ts';
import { parentGone } from './parent-gone.ts';

/** Primary result codes (sqlite.org/rescode.html) of a database that is unavailable. */
const unavailableCodes: Readonly<Record<number, string>> = {
  5: 'The database is busy. Try again in a moment.', // SQLITE_BUSY
  8: 'The database is read-only. Tell the operator.', // SQLITE_READONLY
  10: 'The disk of the database has failed. Tell the operator.', // SQLITE_IOERR
  13: 'The disk of the database is full. Ask the operator to free space, then try again.', // SQLITE_FULL
  14: 'The database cannot be opened. Tell the operator.', // SQLITE_CANTOPEN
};

/** Extended result code SQLITE_CONSTRAINT_FOREIGNKEY. */
const brokenForeignKey = 787;

/** The extended result code that `node:sqlite` sets on an error. */
export const errcodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined;

/**
 * `unavailable` for an unavailable database, `not-found` for a broken foreign key; other errors, such as other broken constraints,
 * unchanged.
 */
function sqliteFailure(error: unknown): unknown {
  const errcode = errcodeOf(error);
  if (errcode === brokenForeignKey) return parentGone(error);
  const message = errcode === undefined ? undefined : unavailableCodes[errcode & 0xff];
  return message === undefined ? error : new LecternError('unavailable', message, { cause: error });
}

/** Runs a step, and converts its errors with `sqliteFailure`. */
export function orFailure<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw sqliteFailure(error);
  }
}

const mayNotWrite = 'Let the user who runs Lectern write to it and its folder.';
/** What the operator can do, by primary result code. */
const remedies: Readonly<Record<number, string>> = {
  5: 'Another process has kept it locked for too long: stop that process, then try again.', // SQLITE_BUSY
  8: mayNotWrite, // SQLITE_READONLY
  10: 'Check for free space on its disk, and for errors in the system log.', // SQLITE_IOERR
  11: 'It is damaged: restore a backup (lectern restore).', // SQLITE_CORRUPT
  13: 'The disk is full: free space, then try again.', // SQLITE_FULL
  14: mayNotWrite, // SQLITE_CANTOPEN
  26: 'Move the file away, or restore a backup (lectern restore).', // SQLITE_NOTADB
};

/** What the operator can do about an SQLite error, in a sentence. */
export const sqliteRemedy = (error: unknown): string | undefined => remedies[(errcodeOf(error) ?? 0) & 0xff];

/** The operator's error for a database that SQLite cannot open; other errors unchanged. */
export function sqliteOpenFailure(path: string, error: unknown): unknown {
  const remedy = sqliteRemedy(error);
  if (remedy === undefined) return error;
  const message = `${path} cannot be used: ${messageOf(error)}. ${remedy}`;
  return new OperatorError(message, { kind: 'unavailable', cause: error });
}

/** The error for a corrupt database. */
export function damaged(path: string, cause: unknown): OperatorError {
  return new OperatorError(`${path} is damaged: ${messageOf(cause)}. Restore a backup (lectern restore).`, {
    kind: 'unavailable',
    cause,
  });
}
