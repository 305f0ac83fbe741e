import type { Clock } from '../lib/clock.ts';
import type { Database } from './database.ts';

/**
 * Acquires the lease of a job that only one of many instances runs per `everyMs`: true for exactly one caller in that time, false for all
 * others. Leases are never released, only expire, so when the holder dies, another instance acquires the next one.
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
              // The time is in the future because the clock was set back: do not wait for it.
              eb('leases.takenAt', '>', nowMs + everyMs),
            ]),
          ),
      )
      .returning('name')
      .executeTakeFirst();
    return taken !== undefined;
  };
}
