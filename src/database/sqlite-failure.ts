import { LecternError } from '../errors.ts';

/** Primary result codes (sqlite.org/rescode.html) of a database that cannot do now what it is asked. */
const unavailableCodes: Readonly<Record<number, string>> = {
  5: 'The database is busy. Try again in a moment.', // SQLITE_BUSY
  8: 'The database may not be written. Tell the operator.', // SQLITE_READONLY
  10: 'The disk of the database does not work. Tell the operator.', // SQLITE_IOERR
  13: 'The disk of the database is full. The operator must make room, then try again.', // SQLITE_FULL
  14: 'The database cannot be opened. Tell the operator.', // SQLITE_CANTOPEN
};

/** `unavailable` for a database that cannot answer now; any other error, such as a broken constraint, as it is. */
export function sqliteFailure(error: unknown): unknown {
  const { errcode } = error as { errcode?: number };
  const message = errcode === undefined ? undefined : unavailableCodes[errcode & 0xff];
  return message === undefined ? error : new LecternError('unavailable', message, { cause: error });
}

/** Runs a step, and throws what it throws as `sqliteFailure` has it. */
export function orFailure<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw sqliteFailure(error);
  }
}
