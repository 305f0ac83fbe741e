import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AccessLogError } from './access-log-error.ts';

export interface Log {
  /** For error messages. */
  readonly name: string;
  /** Text in chunks of any size. Throws AccessLogError for a damaged .gz file, and errors of `fs`. */
  readonly text: AsyncIterable<string>;
}

/** A log file, or standard input for `-`. */
export function readLogFile(path: string): Log {
  if (path === '-') return { name: 'standard input', text: process.stdin.setEncoding('utf8') };
  return { name: path, text: textOf(() => createReadStream(path), path) };
}

/**
 * The text of a log, which is compressed if its name ends with `.gz`.
 * @param open called when reading begins: nothing would handle an earlier error
 */
export async function* textOf(open: () => Readable, name: string): AsyncGenerator<string> {
  const bytes = open();
  if (!name.endsWith('.gz')) return yield* bytes.setEncoding('utf8');
  // An error destroys both, and reaches the loop of the caller.
  const unpacked = pipeline(bytes, createGunzip(), () => {}).setEncoding('utf8');
  try {
    yield* unpacked;
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw error;
    throw new AccessLogError(`${name} is not a complete gzip file. Copy it again, then repeat the import.`);
  }
}
