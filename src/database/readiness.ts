import { LecternError } from '../errors.ts';
import { withTimeout } from '../timeout.ts';
import type { Database } from './database.ts';
import { isMigrated } from './migrate.ts';

/** A probe gives up after some seconds, and must not conclude that the process hangs when its database does. */
const readyTimeoutMs = 4000;

/**
 * Checks that this process can issue URLs: the database answers in time, is up to date, and can be written. The
 * storage is not asked, as signing needs none. Calls that come while a check is under way share its result, so that
 * many cost no more than one.
 * @throws LecternError `unavailable`
 */
export function createCheckReady(database: Database): () => Promise<void> {
  let checking: Promise<void> | undefined;

  async function check(): Promise<void> {
    const migrated = await isMigrated(database).catch(notReady);
    if (!migrated) {
      throw new LecternError('unavailable', 'Run "lectern migrate": the database is not up to date.');
    }
    await database.checkWritable().catch(notReady);
  }

  return () => {
    checking ??= withTimeout(readyTimeoutMs, check)
      .catch(notReady)
      .finally(() => {
        checking = undefined;
      });
    return checking;
  };
}

function notReady(cause: unknown): never {
  if (cause instanceof LecternError) throw cause;
  throw new LecternError('unavailable', 'The database does not answer.', { cause });
}
