import { sql } from 'kysely';
import type { Sql } from '../../database/sql.ts';

/**
 * When a member of a group takes part in a contest, over the tables `invited` (of `contestGroups`), `membership` (of `groupMembers`) and
 * `course` (of `groups`). People with individual times have no second, earlier way in through a group.
 */
const takesPartThroughGroup = takesPart(sql``);

/**
 * The same for one reader. PostgreSQL would turn the subquery into a join, and read all participants of a contest; with an offset it looks
 * up only this one.
 */
export const readerTakesPartThroughGroup = takesPart(sql`limit 1 offset 0`);

function takesPart(bounds: Sql): Sql {
  return sql`membership."groupId" = invited."groupId"
    and membership.role = 'member' and course.id = membership."groupId" and course."deletedAt" is null
    and not exists (select 1 from "contestParticipants" as own
      where own."contestId" = invited."contestId" and own."userId" = membership."userId" ${bounds})`;
}

interface Participation {
  contestId: string;
  userId: string;
  delaySeconds: number;
  extraSeconds: number;
  /** 1 for a participant who was added individually, 0 for a member of a group. */
  isOwn: 0 | 1;
}

/** Everyone who takes part in a contest; members of groups once per group. */
export const participations = sql<Participation>`(
  select own."contestId", own."userId", own."delaySeconds", own."extraSeconds",
    1 as "isOwn" from "contestParticipants" as own
  union all
  select invited."contestId", membership."userId", 0 as "delaySeconds", 0 as "extraSeconds", 0 as "isOwn"
  from "contestGroups" as invited, "groupMembers" as membership, groups as course
  where ${takesPartThroughGroup})`;
