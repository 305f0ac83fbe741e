import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';

/**
 * Gives a task whose current PDFs change the next number of all such changes. Transactions run one after another, so no
 * smaller number is committed later: whoever knows all changes up to one asks for those above it.
 */
export async function countDocumentChange(
  transaction: Transaction<Schema>,
  taskId: string,
  nowMs: number,
): Promise<void> {
  const next = sql<number>`(select coalesce(max(counted."documentChange"), 0) + 1 from tasks as counted
    where counted."documentChange" is not null)`;
  await transaction
    .updateTable('tasks')
    .set({ updatedAt: nowMs, documentChange: next })
    .where('id', '=', taskId)
    .execute();
}
