import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { pruneInSteps } from '../database/prune-in-steps.ts';

/**
 * Deletes the sessions, and the links to set a password, that are over, in steps.
 * @returns how many; fewer than there are when the signal ends it early
 */
export type PruneSessions = (signal?: AbortSignal) => Promise<number>;

export function createPruneSessions({
  database: { kysely },
  clock,
}: {
  database: Database;
  clock: Clock;
}): PruneSessions {
  async function prune(table: 'session' | 'verification', now: string, limit: number): Promise<number> {
    const { numDeletedRows } = await kysely
      .deleteFrom(table)
      .where('id', 'in', (eb) =>
        eb.selectFrom(table).select('id').where('expiresAt', '<=', now).orderBy('expiresAt').limit(limit),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  return async (signal) => {
    const now = new Date(clock.nowMs()).toISOString();
    const sessions = await pruneInSteps((limit) => prune('session', now, limit), signal);
    return sessions + (await pruneInSteps((limit) => prune('verification', now, limit), signal));
  };
}
