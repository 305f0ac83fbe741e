import { closeSync, openSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { flush } from '../lib/durable-file.ts';
import { messageOf, OperatorError } from '../lib/errors.ts';
import { damaged, errcodeOf, sqliteOpenFailure, sqliteRemedy } from './sqlite-failure.ts';

const pagesPerStep = 500;
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const ofDamage: ReadonlySet<number> = new Set([11, 26]);

/**
 * Copies a snapshot of an SQLite database while other processes read and write it.
 * @param onPages pages copied so far, and in total
 * @throws OperatorError when SQLite cannot read or write a file, or the database is damaged
 */
export async function saveDatabase(
  from: string,
  to: string,
  onPages: (done: number, total: number) => void,
): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600)); // SQLite would create it readable by others
  const source = openSqliteToRead(from);
  try {
    // This transaction keeps the snapshot during the copy. Without it, SQLite would start over after each write by another process.
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
 * Opens an SQLite database read-only.
 * @throws OperatorError when it cannot be read
 */
export function openSqliteToRead(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  } catch (error) {
    throw sqliteOpenFailure(path, error);
  }
}
