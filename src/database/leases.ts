import type { Clock } from '../lib/clock.ts';
import type { Database } from './database.ts';

/**
 * Acquires the lease of a job that one of many instances does once in `everyMs`: true for exactly one caller until
 * that time has passed, false for all others. A lease is never returned: it ends by itself, so when the instance
 * that holds it dies, another acquires the next one.
 */
export type AcquireLease = (name: string, everyMs: number) => Promise<boolean>;

export function createAcquireLease({ database, clock }: { database: Database; clock: Clock }): AcquireLease {
  return async (name, everyMs) => {
    const nowMs = clock.nowMs();
    // One statement, so a second caller waits for the first and then sees its time.
    const taken = await database.kysely
      .insertInto('leases')
      .values({ name, takenAt: nowMs })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ takenAt: nowMs })
          .where(({ eb, or }) =>
            or([
              eb('leases.takenAt', '<=', nowMs - everyMs),
              // The time lies in the future because the clock was set back: do not wait until it comes again.
              eb('leases.takenAt', '>', nowMs + everyMs),
            ]),
          ),
      )
      .returning('name')
      .executeTakeFirst();
    return taken !== undefined;
  };
}
