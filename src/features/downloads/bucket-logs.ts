import { type Log, textOf } from 'lectern-access-logs';
import type { Core } from '../../core/open-core.ts';
import { OperatorError } from '../../lib/errors.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { openStorage } from '../../storage/providers.ts';

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
