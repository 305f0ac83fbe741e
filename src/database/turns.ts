import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';

/**
 * Takes the turn at something that one of many instances does once in `everyMs`: true for exactly one caller
 * until that time has passed, false for all others. A turn is not given back, so when the instance that took it
 * dies, another takes the next one.
 */
export type TakeTurn = (name: string, everyMs: number) => Promise<boolean>;

export function createTakeTurn({ database, clock }: { database: Database; clock: Clock }): TakeTurn {
  return async (name, everyMs) => {
    const nowMs = clock.nowMs();
    // One statement, so whoever comes second waits for the first and then sees its time.
    const taken = await database.kysely
      .insertInto('turns')
      .values({ name, takenAt: nowMs })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ takenAt: nowMs })
          .where(({ eb, or }) =>
            or([
              eb('turns.takenAt', '<=', nowMs - everyMs),
              // No clock of ours gave this time, or it was set back since: do not wait for it to come again.
              eb('turns.takenAt', '>', nowMs + everyMs),
            ]),
          ),
      )
      .returning('name')
      .executeTakeFirst();
    return taken !== undefined;
  };
}
