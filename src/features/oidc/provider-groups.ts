import { insertRows } from '../../database/insert-rows.ts';
import { addRows, changeRows, deleteRows } from '../../domain/access/access-rows.ts';
import { type GroupRole, groupRoles, insertGroup } from '../../domain/groups/groups.ts';
import type { Transaction } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    /** Which group the name of a group at an issuer stands for; null once that group was purged. */
    providerGroups: { issuer: string; name: string; groupId: string | null };
    /** Which memberships come from the provider, and so end there. */
    providerMembers: { userId: string; groupId: string };
  }
}

interface NamedGroups {
  readonly userId: string;
  readonly issuer: string;
  /** Names at the issuer, with the person's role in each. */
  readonly groups: ReadonlyMap<string, GroupRole>;
}

/**
 * Makes a person's memberships those that the provider names, and creates groups whose names are new. Memberships that
 * the provider never named stay. A group that was deleted here stays deleted.
 */
export async function putProviderGroups(trx: Transaction, revoke: Revoke, named: NamedGroups): Promise<void> {
  const { userId } = named;
  const wanted = await findOrCreateGroups(trx, revoke, named);
  const own = await trx
    .selectFrom('groupMembers')
    .leftJoin('providerMembers', (join) =>
      join
        .onRef('providerMembers.groupId', '=', 'groupMembers.groupId')
        .onRef('providerMembers.userId', '=', 'groupMembers.userId'),
    )
    .select(['groupMembers.groupId', 'groupMembers.role', 'providerMembers.userId as provided'])
    .where('groupMembers.userId', '=', userId)
    .execute();
  const before = new Map(own.map((row) => [row.groupId, row]));

  const ended = own.filter((row) => row.provided !== null && !wanted.has(row.groupId));
  const endedIds = ended.map(({ groupId }) => groupId);
  if (endedIds.length > 0) {
    await deleteRows(trx, revoke, 'groupMembers', { userId, groupId: endedIds });
    await trx
      .deleteFrom('providerMembers')
      .where('userId', '=', userId)
      .where('groupId', 'in', endedIds)
      .execute();
  }
  const createdAt = revoke.nowMs();
  for (const role of groupRoles.words) {
    const groupIds = [...wanted].filter(([, each]) => each === role).map(([groupId]) => groupId);
    const others = groupIds.filter((groupId) => (before.get(groupId)?.role ?? role) !== role);
    await changeRows(trx, revoke, 'groupMembers', { userId, groupId: others }, { role });
    const missing = groupIds.filter((groupId) => !before.has(groupId));
    const rows = missing.map((groupId) => ({ userId, groupId, role, createdAt }));
    await addRows(trx, revoke, 'groupMembers', rows, { ifThere: 'keep' });
  }
  const unmarked = [...wanted.keys()].filter((groupId) => (before.get(groupId)?.provided ?? null) === null);
  const marks = unmarked.map((groupId) => ({ userId, groupId }));
  await insertRows(trx, 'providerMembers', marks, { ifThere: 'keep' });
}

/** @returns the role in each group that exists, by id */
async function findOrCreateGroups(
  trx: Transaction,
  revoke: Revoke,
  { userId, issuer, groups }: NamedGroups,
): Promise<ReadonlyMap<string, GroupRole>> {
  // Sorted, so that concurrent sign-ins that create the same groups wait for each other in the same order.
  const names = [...groups.keys()].sort();
  if (names.length === 0) return new Map();
  const find = () =>
    trx
      .selectFrom('providerGroups')
      .leftJoin('groups', 'groups.id', 'providerGroups.groupId')
      .select(['providerGroups.name', 'providerGroups.groupId', 'groups.deletedAt'])
      .where('issuer', '=', issuer)
      .where('providerGroups.name', 'in', names)
      .execute();
  let found = await find();
  const known = new Set(found.map(({ name }) => name));
  const missing = names.filter((name) => !known.has(name));
  for (const name of missing) {
    const row = { issuer, name, groupId: null };
    if ((await insertRows(trx, 'providerGroups', [row], { ifThere: 'keep' })) === 0) continue;
    const group = await insertGroup(trx, { name }, { createdBy: userId, nowMs: revoke.nowMs() });
    await trx
      .updateTable('providerGroups')
      .set({ groupId: group.id })
      .where('issuer', '=', issuer)
      .where('name', '=', name)
      .execute();
  }
  if (missing.length > 0) found = await find();
  return new Map(
    found.flatMap(({ name, groupId, deletedAt }) => {
      const role = groups.get(name);
      return groupId === null || deletedAt !== null || role === undefined ? [] : [[groupId, role] as const];
    }),
  );
}
