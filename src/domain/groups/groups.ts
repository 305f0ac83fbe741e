import { type Kysely, sql, type Transaction } from 'kysely';
import { onPage, type Page } from '../../database/paging.ts';
import {
  type Addition,
  addressesOf,
  findPeople,
  listPeople,
  type PeoplePage,
  type Person,
} from '../../database/people-list.ts';
import type { Schema } from '../../database/schema.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { LecternError } from '../../lib/errors.ts';
import {
  type ChangesOf,
  type ColumnsOf,
  type DraftOf,
  fieldsOf,
  type GivingAccess,
  type ValuesOf,
  type WordSet,
} from '../../lib/fields.ts';
import { parseLine } from '../../lib/text-line.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { addRows, changeRows, rowRemoval } from '../access/access-rows.ts';
import { type Creation, columnsOf, type Entity, type EntityColumns, newEntity } from '../entity.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import { createGroupTasks } from './group-tasks.ts';

export const groupRoles = {
  title: 'GroupRole',
  words: ['member', 'staff'],
  describe: 'member: gets tasks; staff: runs the group.',
} as const satisfies WordSet;
export type GroupRole = (typeof groupRoles.words)[number];

/** The fields of a group. */
export const groupFields = fieldsOf({ name: { kind: 'line', parse: (text) => parseLine(text, 'name') } });

/** The fields of a person in a group. */
export const memberFields = fieldsOf({
  role: { kind: 'word', of: groupRoles, fallback: 'member', givesAccess: true },
});
type MemberTable = typeof memberFields.table;

declare module '../../database/schema.ts' {
  interface Tables {
    groups: EntityColumns & ColumnsOf<typeof groupFields.table>;
    groupMembers: { groupId: string; userId: string; createdAt: number } & ColumnsOf<MemberTable>;
  }
}

declare module '../../database/access-columns.ts' {
  interface AccessColumns {
    groups: 'deletedAt';
    groupMembers: GivingAccess<MemberTable> | 'groupId' | 'userId';
  }
}

/** People who get tasks together: a course. */
export type Group = Entity<typeof groupFields.table>;
export type GroupDraft = DraftOf<typeof groupFields.table>;
export type GroupChanges = ChangesOf<typeof groupFields.table>;

/** A group with one person's role in it; null if they are not in it. */
export type GroupWithRole = Group & { readonly role: GroupRole | null };

export type GroupMember = Person & ValuesOf<MemberTable> & { readonly createdAt: number };

export type Groups = ReturnType<typeof createGroups>;

/** The repository of groups. `core/decide/` decides who may call what. Lists are ordered by id, except those of people. */
export function createGroups(parts: RepositoryParts) {
  const { revocations, clock } = parts;
  const { kysely } = parts.database;
  const withRoleOf = (userId: string) =>
    liveGroups(kysely)
      .leftJoin('groupMembers', (join) =>
        join.onRef('groupMembers.groupId', '=', 'groups.id').on('groupMembers.userId', '=', userId),
      )
      .select('groupMembers.role');

  return {
    /** The creator becomes its staff. */
    async create(draft: GroupDraft, createdBy: string): Promise<Group> {
      const nowMs = clock.nowMs();
      return revocations.change(async (trx, revoke) => {
        const group = await insertGroup(trx, draft, { createdBy, nowMs });
        const member = { groupId: group.id, userId: createdBy, role: 'staff', createdAt: nowMs } as const;
        await addRows(trx, revoke, 'groupMembers', [member]);
        return group;
      });
    },
    /** @throws LecternError `not-found` */
    find: (groupId: string) => findGroup(kysely, groupId),
    /** With the role of one person. @throws LecternError `not-found` */
    findFor: (userId: string, groupId: string) =>
      withRoleOf(userId).where('groups.id', '=', groupId).executeTakeFirstOrThrow(groupNotFound),
    /** Groups with one person's role: those that the person is in, by the given role or any; with `all`, every group. */
    async listFor(
      userId: string,
      {
        all,
        role,
        externalId,
        ...page
      }: Page & { all: boolean; role?: GroupRole | undefined; externalId?: string | undefined },
    ): Promise<ReadonlyArray<GroupWithRole>> {
      const groups = withRoleOf(userId)
        .$if(!all, (query) => query.where('groupMembers.userId', '=', userId))
        .$call((query) => (role === undefined ? query : query.where('groupMembers.role', '=', role)))
        .$call((query) => (externalId === undefined ? query : query.where('externalId', '=', externalId)));
      return onPage(groups, page, 'groups.id').execute();
    },
    /** @throws LecternError `not-found`, `precondition-failed` */
    async change(groupId: string, changes: GroupChanges, ifMatch?: string): Promise<Group> {
      return kysely.transaction().execute(async (trx) => {
        const group = await findGroup(trx, groupId);
        assertMatch(ifMatch, groupFields.tagOf(group));
        return changeGroup(trx, group, changes, clock.nowMs());
      });
    },
    remove: (groupId: string, ifMatch?: string) => revocations.change(groupRemoval(groupId, ifMatch)),
    /** By role: staff first. */
    members: (groupId: string, page: PeoplePage<'role'>) =>
      listPeople(membersOf(kysely, groupId), page, memberKeys),
    /** @throws LecternError `not-found` */
    member: (groupId: string, userId: string) => findMember(kysely, groupId, userId),
    putMembers: (groupId: string, userIds: ReadonlyArray<string>, role: GroupRole) =>
      revocations.change(membersAddition(groupId, userIds, role)),
    ...createGroupTasks(parts),
  };
}

/**
 * Soft-deletes it: its grounds end at the next request, and the URLs of its members are revoked.
 * @throws LecternError `not-found`, `precondition-failed`
 */
export const groupRemoval =
  (groupId: string, ifMatch?: string): Edit<void> =>
  async (trx, revoke) => {
    assertMatch(ifMatch, groupFields.tagOf(await findGroup(trx, groupId)));
    await changeRows(trx, revoke, 'groups', { id: groupId }, { deletedAt: revoke.nowMs() });
  };

/**
 * Adds people, all or none. It never lowers a role: members may become staff, and count as added; staff stay staff. Members who become
 * staff no longer take part in the contests of the group, so their URLs are revoked.
 */
export const membersAddition =
  (groupId: string, userIds: ReadonlyArray<string>, role: GroupRole): Edit<Addition<GroupMember>> =>
  async (trx, revoke) => {
    const added = await addMembers(trx, revoke, { groupId, userIds, role });
    return { people: await findPeople(membersOf(trx, groupId), userIds), added };
  };

/** Revokes the person's URLs if the new role gives less. @throws LecternError `not-found`, `last-staff` */
export const memberChange = (groupId: string, userId: string, role: GroupRole): Edit<GroupMember> =>
  keepingStaff(groupId, async (trx, revoke) => {
    const member = await findMember(trx, groupId, userId);
    await changeRows(trx, revoke, 'groupMembers', { groupId, userId }, { role });
    return { ...member, role };
  });

/** Revokes the person's URLs. @throws LecternError `not-found`, `last-staff` */
export const memberRemoval = (groupId: string, userId: string): Edit<void> =>
  keepingStaff(groupId, rowRemoval('groupMembers', { groupId, userId }, notInGroup));

/** A change that is rolled back if it leaves the group without staff. */
const keepingStaff =
  <T>(groupId: string, change: Edit<T>): Edit<T> =>
  async (trx, revoke) => {
    const hadStaff = await hasStaff(trx, groupId);
    const changed = await change(trx, revoke);
    if (hadStaff && !(await hasStaff(trx, groupId))) {
      throw new LecternError('last-staff', 'Add someone else to the staff of the group first.');
    }
    return changed;
  };

/** Inserts a group without members. */
export async function insertGroup(
  trx: Transaction<Schema>,
  draft: GroupDraft,
  creation: Creation,
): Promise<Group> {
  const group: Group = { ...groupFields.parse(groupFields.complete(draft)), ...newEntity(creation) };
  await trx
    .insertInto('groups')
    .values({ ...group, createdBy: creation.createdBy, deletedAt: null })
    .execute();
  return group;
}

/** Changes the given fields. @throws LecternError `request-invalid` */
export async function changeGroup(
  trx: Transaction<Schema>,
  group: Group,
  changes: GroupChanges,
  nowMs: number,
): Promise<Group> {
  const values = { ...groupFields.parse(changes), updatedAt: nowMs };
  await trx.updateTable('groups').set(values).where('id', '=', group.id).execute();
  return { ...group, ...values };
}

/** Adds people, and makes members staff. @returns how many were added or promoted; see `Groups.putMembers` */
export async function addMembers(
  trx: Transaction<Schema>,
  revoke: Revoke,
  { groupId, userIds, role }: { groupId: string; userIds: ReadonlyArray<string>; role: GroupRole },
): Promise<number> {
  const members = { groupId, userId: userIds, role: 'member' } as const;
  const promoted = role === 'staff' ? await changeRows(trx, revoke, 'groupMembers', members, { role }) : [];
  const rows = userIds.map((userId) => ({ groupId, userId, role, createdAt: revoke.nowMs() }));
  const added = await addRows(trx, revoke, 'groupMembers', rows, { ifThere: 'keep' });
  return promoted.length + added.length;
}

export const liveGroups = (db: Kysely<Schema>) =>
  db
    .selectFrom('groups')
    .select(columnsOf(groupFields).map((column) => `groups.${column}` as const))
    .where('groups.deletedAt', 'is', null);

/** @throws LecternError `not-found` */
export const findGroup = (db: Kysely<Schema>, groupId: string): Promise<Group> =>
  liveGroups(db).where('id', '=', groupId).executeTakeFirstOrThrow(groupNotFound);

export const memberKeys = { role: sql`case "groupMembers".role when 'staff' then 0 else 1 end` };

export function membersOf(db: Kysely<Schema>, groupId: string) {
  return db
    .selectFrom('groupMembers')
    .innerJoin('user', 'user.id', 'groupMembers.userId')
    .select(['userId', ...addressesOf(), 'name', 'groupMembers.role', 'groupMembers.createdAt'])
    .where('groupId', '=', groupId);
}

/** @throws LecternError `not-found` */
function findMember(db: Kysely<Schema>, groupId: string, userId: string): Promise<GroupMember> {
  return membersOf(db, groupId).where('userId', '=', userId).executeTakeFirstOrThrow(notInGroup);
}

/** The same error for a group that does not exist and for one that the reader is not in. */
export const groupNotFound = () =>
  new LecternError(
    'not-found',
    'This group does not exist, or you are not in it. Check the link, or ask its staff to add you.',
  );

const notInGroup = () => new LecternError('not-found', 'This person is not in the group.');

/** Whether an enabled account, of a person or a program, is staff of the group. */
async function hasStaff(transaction: Kysely<Schema>, groupId: string): Promise<boolean> {
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
