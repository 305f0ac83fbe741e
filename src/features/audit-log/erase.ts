import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';

/** What an entry loses. Its leaf stays, so the tree remains verifiable. */
const erased = { salt: null, record: null, userId: null };

/** Erases the records of a person. */
export async function eraseOf(trx: Kysely<Schema>, userId: string): Promise<void> {
  await trx.updateTable('auditLogEntries').set(erased).where('userId', '=', userId).execute();
}

/** Erases records from before a time (Unix milliseconds), in chunks. @returns how many */
export function eraseOlder(kysely: Kysely<Schema>, beforeMs: number, signal?: AbortSignal): Promise<number> {
  return deleteInChunks(async (limit) => {
    const { numUpdatedRows } = await kysely
      .updateTable('auditLogEntries')
      .set(erased)
      .where('index', 'in', (eb) =>
        eb
          .selectFrom('auditLogEntries')
          .select('index')
          .where('record', 'is not', null)
          .where('time', '<', beforeMs)
          .orderBy('time')
          .limit(limit),
      )
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }, signal);
}
