import type { Database } from '../../database/database.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';

/**
 * Deletes the sessions, and the links to set a password, that are over at a time (Unix milliseconds), in steps.
 * @returns how many; fewer than there are when the signal ends it early
 */
export type PruneSessions = (nowMs: number, signal?: AbortSignal) => Promise<number>;

export function createPruneSessions({ kysely }: Database): PruneSessions {
  async function prune(table: 'session' | 'verification', now: string, limit: number): Promise<number> {
    const { numDeletedRows } = await kysely
      .deleteFrom(table)
      .where('id', 'in', (eb) =>
        eb.selectFrom(table).select('id').where('expiresAt', '<=', now).orderBy('expiresAt').limit(limit),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  return async (nowMs, signal) => {
    const now = new Date(nowMs).toISOString();
    const sessions = await deleteInChunks((limit) => prune('session', now, limit), signal);
    return sessions + (await deleteInChunks((limit) => prune('verification', now, limit), signal));
  };
}
