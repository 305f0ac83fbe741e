import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';

/** Whether there is an admin who may sign in. */
export async function hasAdmin(transaction: Kysely<Schema>): Promise<boolean> {
  const admin = await transaction
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('banned', 'is not', true)
    .limit(1)
    .executeTakeFirst();
  return admin !== undefined;
}
