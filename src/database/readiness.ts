import { LecternError } from '../errors.ts';
import type { Database } from './database.ts';
import { isMigrated } from './migrate.ts';

/** Who asks gives up after some seconds, and must not take a process for hanging whose database does. */
const readyTimeoutMs = 4000;

/**
 * Whether this process can do its job, which is to give URLs: the database answers in time, is up to date, and
 * takes a change. The storage is not asked, as signing needs none. Whoever asks while an answer is under way gets
 * the same one, so that many who ask cost no more than one.
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
    checking ??= withinTime(check()).finally(() => {
      checking = undefined;
    });
    return checking;
  };
}

async function withinTime(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    const error = new LecternError('unavailable', 'The database does not answer in time.');
    timer = setTimeout(() => reject(error), readyTimeoutMs);
  });
  try {
    await Promise.race([check, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function notReady(cause: unknown): never {
  if (cause instanceof LecternError) throw cause;
  throw new LecternError('unavailable', 'The database does not answer.', { cause });
}
