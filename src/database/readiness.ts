import { LecternError } from '../lib/errors.ts';
import { shareFor } from '../lib/share-for.ts';
import { withTimeout } from '../lib/timeout.ts';
import type { Database } from './database.ts';
import { isMigrated, type Migrations } from './migrate.ts';

/** A probe gives up after some seconds, and must not conclude that the process hangs when its database does. */
const readyTimeoutMs = 4000;
/** Anybody may ask, and a check writes to the disk: not more often than this. */
const freshMs = 1000;

/**
 * Checks that this process can issue URLs: the database answers in time, is up to date, and can be written. The
 * storage is not asked, as signing needs none. All calls share a check while it is under way, and its result for a
 * second, so that any number of them costs one a second.
 * @param monotonicMs milliseconds of a clock that nobody sets; of the process unless given
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

  return shareFor(freshMs, () => withTimeout(readyTimeoutMs, check).catch(notReady), monotonicMs);
}

function notReady(cause: unknown): never {
  if (cause instanceof LecternError) throw cause;
  throw new LecternError('unavailable', 'The database is not responding.', { cause });
}
