import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { findHolders, type Holder } from '../../domain/accounts/addresses.ts';
import type { PersonRow } from '../../domain/accounts/people-file.ts';
import { isRole } from '../../domain/accounts/principal.ts';
import type { KnownAccount, KnownPeople } from './plan-import.ts';

/** Reads what an import of these rows needs to know, in the given steps. */
export async function readKnownPeople(
  kysely: Kysely<Schema>,
  steps: Iterable<ReadonlyArray<PersonRow>> | AsyncIterable<ReadonlyArray<PersonRow>>,
): Promise<KnownPeople> {
  const accounts = new Map<string, KnownAccount>();
  const unverified = new Map<string, Holder>();
  const memberships = new Set<string>();
  let namesGroups = false;
  for await (const rows of steps) {
    const found = await findHolders(kysely, [...new Set(rows.map(({ email }) => email))]);
    for (const [email, holder] of found) {
      const { id, name, role, adminUntil } = holder;
      // Admins by a token only do not count as admins here.
      const own = isRole(role) && adminUntil === null ? role : 'student';
      if (holder.isVerified) accounts.set(email, { id, name, role: own });
      else unverified.set(email, holder);
    }
    if (!rows.some(({ group }) => group !== undefined)) continue;
    namesGroups = true;
    const userIds = [...found.values()].map(({ id }) => id);
    if (userIds.length === 0) continue;
    const members = await kysely
      .selectFrom('groupMembers')
      .select(['groupId', 'userId'])
      .where(isAnyOf(kysely, 'userId', userIds))
      .execute();
    for (const { groupId, userId } of members) memberships.add(`${groupId} ${userId}`);
  }
  const admins = await kysely
    .selectFrom('user')
    .select(['email', 'banned'])
    .where('role', '=', 'admin')
    .where('adminUntil', 'is', null)
    .execute();
  const groups = namesGroups
    ? await kysely.selectFrom('groups').select(['id', 'name']).where('deletedAt', 'is', null).execute()
    : [];
  return {
    accounts,
    unverified,
    groups,
    isInGroup: (userId, groupId) => memberships.has(`${groupId} ${userId}`),
    adminEmails: new Set(admins.filter(({ banned }) => !banned).map(({ email }) => email)),
  };
}
