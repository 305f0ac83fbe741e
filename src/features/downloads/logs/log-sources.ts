import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Core } from '../../../core/open-core.ts';
import { codeOf, OperatorError } from '../../../lib/errors.ts';
import { parseObjectKey } from '../../../storage/object-key.ts';
import { openStorage } from '../../../storage/providers.ts';

export interface Log {
  /** For error messages. */
  readonly name: string;
  /** Text in chunks of any size. Throws OperatorError for a damaged .gz file, and errors of `fs`. */
  readonly text: AsyncIterable<string>;
}

/** A log file, or standard input for `-`. */
export function readLogFile(path: string): Log {
  if (path === '-') return { name: 'standard input', text: process.stdin.setEncoding('utf8') };
  return { name: path, text: textOf(() => createReadStream(path), path) };
}

/**
 * The objects of a bucket of the storage's provider whose keys start with a prefix.
 * @throws OperatorError if the storage has no buckets, or cannot be opened; LecternError `storage-unavailable`
 */
export async function* readLogsOfBucket(
  { config, keys, clock, log }: Pick<Core, 'config' | 'keys' | 'clock' | 'log'>,
  bucket: string,
  prefix: string,
): AsyncGenerator<Log> {
  if (config.storage.kind === 'file') {
    throw new OperatorError('--bucket needs a storage with buckets. Name the files of the logs instead.', {
      kind: 'settings',
    });
  }
  // Providers call it either way.
  const settings = { ...config.storage, bucket, container: bucket };
  const storage = await openStorage(settings, { ...config, ring: keys.ring, clock, log });
  try {
    for await (const { key } of storage.driver.list(prefix)) {
      const object = await storage.driver.open(parseObjectKey(key));
      if (object === undefined) continue; // deleted since
      const bytes = object.stream();
      try {
        yield { name: key, text: textOf(() => bytes, key) };
      } finally {
        bytes.destroy();
        await object.close();
      }
    }
  } finally {
    storage.close();
  }
}

/** @param open called when reading begins: nothing would handle an earlier error */
async function* textOf(open: () => Readable, name: string): AsyncGenerator<string> {
  const bytes = open();
  if (!name.endsWith('.gz')) return yield* bytes.setEncoding('utf8');
  // An error destroys both, and reaches the loop of the caller.
  const unpacked = pipeline(bytes, createGunzip(), () => {}).setEncoding('utf8');
  try {
    yield* unpacked;
  } catch (error) {
    if (!codeOf(error)?.startsWith('Z_')) throw error;
    throw new OperatorError(`${name} is not a complete gzip file. Copy it again, then repeat the import.`);
  }
}
