import { LecternError } from '../lib/errors.ts';
import { shareFor } from '../lib/share-for.ts';
import { withTimeout } from '../lib/timeout.ts';
import type { Database } from './database.ts';
import { isMigrated, type Migrations } from './migrate.ts';

/** Probes time out after some seconds, and must not conclude that the process hangs when its database does. */
const readyTimeoutMs = 4000;
/** Anyone can request a check, and each writes to the disk, so this limits how often. */
const maxAgeMs = 1000;

/**
 * Checks that this process can issue URLs: the database responds in time, is migrated, and is writable. Skips the storage, because signing
 * does not use it. Calls share a running check, and its result for a second.
 * @param monotonicMs milliseconds of a monotonic clock; default: that of the process
 * @throws LecternError `unavailable`
 */
export function createCheckReady(
  { database, migrations }: { readonly database: Database; readonly migrations: Migrations },
  monotonicMs = () => performance.now(),
): () => Promise<void> {
  async function check(): Promise<void> {
    const migrated = await isMigrated(database, migrations).catch(notReady);
    if (!migrated) {
      throw new LecternError('unavailable', 'The database is not up to date. Run "lectern migrate".');
    }
    await database.checkWritable().catch(notReady);
  }

  return shareFor(maxAgeMs, () => withTimeout(readyTimeoutMs, check).catch(notReady), monotonicMs);
}

function notReady(cause: unknown): never {
  if (cause instanceof LecternError) throw cause;
  throw new LecternError('unavailable', 'The database is not responding. Try again in a moment.', { cause });
}
