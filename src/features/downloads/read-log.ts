import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf, OperatorError } from '../../lib/errors.ts';

/** The text of a log file, or of standard input for `-`. @throws OperatorError for a damaged .gz file; errors of `fs` */
export async function* readLog(path: string): AsyncGenerator<string> {
  if (path === '-') return yield* process.stdin.setEncoding('utf8');
  const bytes = createReadStream(path);
  if (!path.endsWith('.gz')) return yield* bytes.setEncoding('utf8');
  // An error destroys both, and reaches the loop of the caller.
  const unpacked = pipeline(bytes, createGunzip(), () => {}).setEncoding('utf8');
  try {
    yield* unpacked;
  } catch (error) {
    if (!codeOf(error)?.startsWith('Z_')) throw error;
    throw new OperatorError(`${path} is not a complete gzip file. Copy it again, then repeat the import.`);
  }
}
