import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { type Sql, textsOf, textsParam } from '../../database/sql.ts';
import type { Principal } from '../../domain/accounts/principal.ts';

/** The people who lose access. */
export interface Lost {
  /** Whether everyone with an account could read one of the tasks; if so, only `reading` is counted. */
  readonly everyone: boolean;
  /** Ids of accounts. */
  readonly userIds: ReadonlySet<string>;
  /** How many of them, without the asker, have a valid URL or key of such a task. */
  readonly reading: number;
}

/** Who can read a task now but could not after a change. People with another open ground keep access. */
export interface LostAccess extends Pick<Lost, 'everyone' | 'reading'> {
  /** How many people, without members of `groups`. */
  readonly count: number;
  /** The first of them, sorted by name; at most `maxNames`. */
  readonly names: Array<string>;
  /** Groups in a contest whose members the asker may not see and some of whom lose access: the first, sorted by name. */
  readonly groups: Array<string>;
}

/** Who asks, and about which contest. */
export interface ToldTo {
  readonly asker: Pick<Principal, 'id' | 'role'>;
  /** The changed contest: its staff may not see the members of groups that others run. */
  readonly contestId?: string;
}

export const maxNames = 50;

export async function describeLost(
  database: Database,
  { everyone, userIds, reading }: Lost,
  { asker, contestId }: ToldTo,
): Promise<LostAccess> {
  if (everyone || userIds.size === 0) return { everyone, count: 0, names: [], groups: [], reading };
  const contest = contestId === undefined || asker.role === 'admin' ? undefined : { contestId, asker };
  const people = await peopleOf(database, userIds, contest ? isVisible(contest) : sql`true`);
  const visible = people.filter(({ isVisible }) => isVisible);
  const hidden = people.filter(({ isVisible }) => !isVisible).map(({ id }) => id);
  return {
    everyone,
    count: visible.length,
    names: visible.slice(0, maxNames).map(({ name }) => name),
    groups: contest && hidden.length > 0 ? await groupsOf(database, hidden, contest.contestId) : [],
    reading,
  };
}

/** Sorted by name. */
async function peopleOf({ dialect, kysely }: Database, ids: Iterable<string>, isVisible: Sql) {
  const { rows } = await sql<{ id: string; name: string; isVisible: boolean | number }>`
    select id, name, ${isVisible} as "isVisible" from "user"
    where id in (select value from ${textsOf(dialect, textsParam(dialect, ids), 'wanted')})
    order by "foldedName", id`.execute(kysely);
  return rows;
}

/** Whether staff of a contest may see that a `user` is in it: as staff, individually, or through a group that they run. */
const isVisible = ({ contestId, asker }: Required<ToldTo>): Sql => sql`(exists (
    select 1 from "contestParticipants" as own where own."contestId" = ${contestId} and own."userId" = "user".id)
  or exists (
    select 1 from "contestStaff" as helper where helper."contestId" = ${contestId} and helper."userId" = "user".id)
  or exists (
    select 1 from "contestGroups" as invited
    join "groupMembers" as staff on staff."groupId" = invited."groupId" and staff.role = 'staff'
    join "groupMembers" as membership on membership."groupId" = invited."groupId"
    where invited."contestId" = ${contestId} and staff."userId" = ${asker.id}
      and membership."userId" = "user".id))`;

/** Names of the groups in a contest that some of these people are members of. */
async function groupsOf({ dialect, kysely }: Database, userIds: ReadonlyArray<string>, contestId: string) {
  const { rows } = await sql<{ name: string }>`
    select course.name from "contestGroups" as invited
    join groups as course on course.id = invited."groupId" and course."deletedAt" is null
    where invited."contestId" = ${contestId} and exists (
      select 1 from "groupMembers" as membership
      where membership."groupId" = invited."groupId" and membership.role = 'member' and membership."userId" in (
        select value from ${textsOf(dialect, textsParam(dialect, userIds), 'wanted')}))
    order by course.name, course.id limit ${maxNames}`.execute(kysely);
  return rows.map(({ name }) => name);
}
