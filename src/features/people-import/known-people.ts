import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { findHolders } from '../../domain/accounts/addresses.ts';
import type { PersonRow } from '../../domain/accounts/people-file.ts';
import { isRole } from '../../domain/accounts/principal.ts';
import type { KnownPeople } from './plan-import.ts';

/** What an import of these rows needs to know. */
export async function readKnownPeople(
  kysely: Kysely<Schema>,
  rows: ReadonlyArray<PersonRow>,
): Promise<KnownPeople> {
  const emails = [...new Set(rows.map(({ email }) => email))];
  const holders = [...(await findHolders(kysely, emails)).values()];
  const accounts = holders.filter(({ isVerified }) => isVerified);
  const admins = await kysely
    .selectFrom('user')
    .select(['email', 'banned'])
    .where('role', '=', 'admin')
    .execute();
  const groups = rows.some(({ group }) => group !== undefined)
    ? await kysely.selectFrom('groups').select(['id', 'name']).where('deletedAt', 'is', null).execute()
    : [];
  const members =
    groups.length === 0 || accounts.length === 0
      ? []
      : await kysely
          .selectFrom('groupMembers')
          .select(['groupId', 'userId'])
          .where(
            'userId',
            'in',
            accounts.map(({ id }) => id),
          )
          .execute();
  const memberships = new Set(members.map(({ groupId, userId }) => `${groupId} ${userId}`));
  return {
    accounts: new Map(
      accounts.map(({ id, email, name, role }) => [
        email,
        { id, name, role: isRole(role) ? role : 'student' },
      ]),
    ),
    unverified: new Map(holders.flatMap((holder) => (holder.isVerified ? [] : [[holder.email, holder]]))),
    groups,
    isInGroup: (userId, groupId) => memberships.has(`${groupId} ${userId}`),
    adminEmails: new Set(admins.filter(({ banned }) => !banned).map(({ email }) => email)),
  };
}
