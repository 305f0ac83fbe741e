import { type RawBuilder, sql } from 'kysely';
import type { Sql } from '../../database/sql.ts';
import type { Principal } from '../accounts/principal.ts';

/** Who asks; undefined: an operator, who sees everyone. */
export type Asker = Pick<Principal, 'id' | 'role'> | undefined;

/**
 * Whether the asker may see who an account belongs to: name, addresses and external id. Every list of people uses this rule, which
 * `docs/access.md` explains. A contest does not show the members of its groups, which others may run. The subquery does not depend on the
 * account, so lists of thousands run it once.
 * @param userId the account, in the query that has the condition
 */
export function isVisibleTo(asker: Asker, userId: Sql = sql.ref('user.id')): RawBuilder<boolean> {
  if (asker === undefined || asker.role === 'admin') return sql`true`;
  const isAsker = sql`"userId" = ${asker.id}`;
  const tasks = sql`select "taskId" from "taskStaff", tasks as task
    where ${isAsker} and task.id = "taskId" and task."deletedAt" is null`;
  const managed = sql`${tasks} and role in ('owner', 'manager')`;
  const groups = sql`select id from groups where "deletedAt" is null and id in (
    select "groupId" from "groupMembers" where ${isAsker} and role = 'staff'
    union all select "groupId" from "groupTasks" where "taskId" in (${managed}))`;
  const contests = sql`select id from contests where "deletedAt" is null and id in (
    select "contestId" from "contestStaff" where ${isAsker}
    union all select "contestId" from "contestTasks" where "taskId" in (${managed}))`;
  return sql`(${userId} = ${asker.id} or ${userId} in (
    select "userId" from "groupMembers" where "groupId" in (${groups})
    union all select "userId" from "contestParticipants" where "contestId" in (${contests})
    union all select "userId" from "contestStaff" where "contestId" in (${contests})
    union all select "userId" from "taskStaff" where "taskId" in (${tasks})))`;
}

/** The same for the `user` of a record `issue`, for managers of its task: they see everyone who got a URL, except through a contest. */
export const isReaderVisibleTo = (asker: Asker): RawBuilder<boolean> =>
  sql`(issue.ground not in ('contest', 'contest-archive') or ${isVisibleTo(asker)})`;
