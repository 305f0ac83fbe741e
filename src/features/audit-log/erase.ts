import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';
import type { AuditLogEntryTable } from './tables.ts';

/** What an entry loses. Its leaf stays, so the tree remains verifiable. */
const erased = { salt: null, record: null, userId: null, changedRow: null };

/** Erases the records of a person, and the key of their tags. What still waits, the sequencer erases: see `eraseDeleted`. */
export async function eraseOf(trx: Kysely<Schema>, userId: string): Promise<void> {
  await trx.updateTable('auditLogEntries').set(erased).where('userId', '=', userId).execute();
  await trx.deleteFrom('auditLogSubjects').where('subjectId', '=', `user:${userId}`).execute();
}

/**
 * Erases entries that are about to be appended, and name a person whose account was deleted while they waited. Call it in the transaction
 * that appends: transactions run one at a time, so a deletion is committed before it, or finds the entries.
 */
export async function eraseDeleted<Entry extends Pick<AuditLogEntryTable, 'userId'>>(
  trx: Kysely<Schema>,
  entries: ReadonlyArray<Entry>,
): Promise<ReadonlyArray<Entry | (Entry & typeof erased)>> {
  const userIds = new Set(entries.flatMap(({ userId }) => userId ?? []));
  if (userIds.size === 0) return entries;
  const rows = await trx
    .selectFrom('user')
    .select('id')
    .where(isAnyOf(trx, 'id', userIds))
    .execute();
  const deleted = userIds.difference(new Set(rows.map(({ id }) => id)));
  return entries.map((entry) =>
    entry.userId !== null && deleted.has(entry.userId) ? { ...entry, ...erased } : entry,
  );
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
