import { sql } from 'kysely';
import type { Sql } from '../../database/sql.ts';

/**
 * When a member of a group in a contest takes part, over the tables `contestGroups` and `groupMembers`. People with individual times have no
 * second, earlier way in through a group.
 */
const takesPartAsMember = takesPart(sql``);

/**
 * The same for one reader. PostgreSQL would turn the subquery into a join, and read all participants of a contest; with an offset it looks
 * up only this one.
 */
export const readerTakesPartAsMember = takesPart(sql`limit 1 offset 0`);

function takesPart(bounds: Sql): Sql {
  return sql`"groupMembers".role = 'member'
    and not exists (select 1 from "contestParticipants"
      where "contestParticipants"."contestId" = "contestGroups"."contestId"
        and "contestParticipants"."userId" = "groupMembers"."userId" ${bounds})`;
}

interface Participation {
  contestId: string;
  userId: string;
  delaySeconds: number;
  extraSeconds: number;
  /** 1 for a participant who was added individually, 0 for a member of a group. */
  isOwn: 0 | 1;
  /** See `revisionOf`. */
  ownChange: number | null;
}

/** Everyone who takes part in a contest; members of groups once per group. */
export const participations = sql<Participation>`(
  select "contestId", "userId", "delaySeconds", "extraSeconds", 1 as "isOwn", "ownChange" from "contestParticipants"
  union all
  select "contestGroups"."contestId", "groupMembers"."userId", 0 as "delaySeconds", 0 as "extraSeconds", 0 as "isOwn",
    null as "ownChange"
  from "contestGroups", "groupMembers", groups
  where "groupMembers"."groupId" = "contestGroups"."groupId" and groups.id = "groupMembers"."groupId"
    and groups."deletedAt" is null and ${takesPartAsMember})`;
