import { changeRows, deleteRows } from '../../core/revoke/access-rows.ts';
import type { Edit, Transaction } from '../../core/revoke/dry-run.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { addressesOf } from '../../database/person.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import { programRole } from '../../domain/accounts/principal.ts';
import { type GroupRole, groupNotFound, groupRoles } from '../../domain/groups/groups.ts';
import { assertMatch, entityTagOf } from '../../lib/entity-tag.ts';
import { listChanges, type PutList } from './list-changes.ts';
import { byUserId, type ListedPerson, peopleOf } from './list-people.ts';
import type { ListOptions } from './put.ts';

export type SyncedMember = ListedPerson & { readonly role: GroupRole };
export type NamedMember = NamedPerson & { readonly role?: GroupRole | undefined };

/** Everybody in a group but programs. Whoever is not named is removed. */
export const putMembers =
  (
    groupId: string,
    members: ReadonlyArray<NamedMember>,
    { ifMatch, nowMs }: ListOptions,
  ): Edit<PutList<SyncedMember>> =>
  async (trx, revoke) => {
    const createdAt = nowMs;
    await assertGroup(trx, groupId);
    const current: ReadonlyArray<SyncedMember> = await trx
      .selectFrom('groupMembers')
      .innerJoin('user', 'user.id', 'groupMembers.userId')
      .select(['userId', 'externalId', ...addressesOf(), 'name', 'groupMembers.role'])
      .where('groupId', '=', groupId)
      .where('user.role', 'is distinct from', programRole)
      .orderBy('userId')
      .execute();
    assertMatch(ifMatch, membersTag(current));
    const ids = await findOrMakePeople(trx, members, createdAt);
    const roles = new Map(members.map(({ role = 'member' }, at) => [ids[at] as string, role]));
    const wanted = (await peopleOf(trx, ids)).map((person) => ({
      ...person,
      role: roles.get(person.userId) ?? ('member' as const),
    }));
    const changes = listChanges(current, wanted, {
      keyOf: ({ userId }) => userId,
      isSame: (a, b) => a.role === b.role,
    });
    await insertRows(
      trx,
      'groupMembers',
      changes.added.map(({ userId, role }) => ({ groupId, userId, role, createdAt })),
    );
    for (const role of groupRoles) {
      const userId = idsOf(changes.changed.filter((member) => member.role === role));
      await changeRows(trx, revoke, 'groupMembers', { groupId, userId }, { role });
    }
    await deleteRows(trx, revoke, 'groupMembers', { groupId, userId: idsOf(changes.removed) });
    return { ...changes, tag: membersTag(wanted.toSorted(byUserId)) };
  };

const idsOf = (members: ReadonlyArray<SyncedMember>) => members.map(({ userId }) => userId);

const membersTag = (members: ReadonlyArray<SyncedMember>) =>
  entityTagOf(members.map(({ userId, role }) => [userId, role]));

/** @throws LecternError `not-found` */
async function assertGroup(trx: Transaction, groupId: string): Promise<void> {
  const group = await trx
    .selectFrom('groups')
    .select('id')
    .where('id', '=', groupId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!group) throw groupNotFound();
}
