import { closeSync, openSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { flush } from '../lib/durable-file.ts';
import { messageOf, OperatorError } from '../lib/errors.ts';
import { damaged, errcodeOf, sqliteOpenFailure, sqliteRemedy } from './sqlite-failure.ts';

const pagesPerStep = 500;
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const ofDamage: ReadonlySet<number> = new Set([11, 26]);

/**
 * Copies an SQLite database as it is at one moment, while other processes read and write it.
 * @param onPages how many pages are copied, and of how many
 * @throws OperatorError when SQLite cannot read or write a file, or finds the database damaged
 */
export async function saveDatabase(
  from: string,
  to: string,
  onPages: (done: number, total: number) => void,
): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600)); // SQLite would let others read what it makes
  const source = openSqliteToRead(from);
  try {
    // While the copy runs, this transaction keeps the state that it reads: without it, each write by another
    // process would make SQLite begin anew.
    source.exec('begin; select count(*) from sqlite_master');
    await backup(source, to, {
      rate: pagesPerStep,
      progress: ({ totalPages, remainingPages }) => onPages(totalPages - remainingPages, totalPages),
    });
    await flush(to);
  } catch (cause) {
    if (ofDamage.has(errcodeOf(cause) ?? 0)) throw damaged(from, cause);
    const message = `${from} could not be saved to ${to}: ${messageOf(cause)}. ${sqliteRemedy(cause) ?? 'Try again.'}`;
    throw new OperatorError(message, { kind: 'unavailable', cause });
  } finally {
    source.close();
  }
}

/**
 * Opens an SQLite database that stays as it is.
 * @throws OperatorError when it cannot be read
 */
export function openSqliteToRead(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  } catch (error) {
    throw sqliteOpenFailure(path, error);
  }
}
