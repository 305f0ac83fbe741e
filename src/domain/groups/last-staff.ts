import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';

/** Whether somebody who may sign in, or a program, is staff of the group. */
export async function hasStaff(transaction: Kysely<Schema>, groupId: string): Promise<boolean> {
  const staff = await transaction
    .selectFrom('groupMembers')
    .innerJoin('user', 'user.id', 'groupMembers.userId')
    .select('userId')
    .where('groupId', '=', groupId)
    .where('groupMembers.role', '=', 'staff')
    .where('banned', 'is not', true)
    .limit(1)
    .executeTakeFirst();
  return staff !== undefined;
}
