import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { rowsOf } from '../../database/insert-rows.ts';
import { noText, type Sql } from '../../database/sql.ts';
import { isVisibleTo } from '../../domain/access/visible-people.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { longestLifeMs } from '../../revocation/revocations.ts';
import { isEnabled } from './path-tables.ts';
import { isOpenForEveryone, isPerson, readersByPath } from './readers-of-task.ts';
import { alikeTasks, type TaskLinks } from './task-links.ts';

/** Who can read a task now but could not after a change. People with another open ground keep access. */
export interface LostAccess {
  /** Whether everyone with an account could read one of the tasks; if so, only `reading` is counted. */
  readonly everyone: boolean;
  /** How many people, without members of `groups`. */
  readonly count: number;
  /** The first of them, sorted by name; at most `maxNames`. */
  readonly names: Array<string>;
  /** Groups in a contest whose members the asker may not see and some of whom lose access: the first, sorted by name. */
  readonly groups: Array<string>;
  /** How many of them, without the asker, have a valid URL or key of such a task. */
  readonly reading: number;
}

/** Who asks, and what the change takes people out of. */
export interface ToldTo {
  readonly asker: Pick<Principal, 'id' | 'role' | 'apiKeyId'>;
  /** The changed contest: its staff may not see the members of groups that others run. */
  readonly contestId?: string | undefined;
  /** Like `contestId`: people lose only tasks that they get through it. */
  readonly groupId?: string | undefined;
  readonly taskId?: string | undefined;
  /** Id of the participant or member who leaves the contest or group. */
  readonly leaving?: string | undefined;
}

export const maxNames = 50;

export const nobody: LostAccess = { everyone: false, count: 0, names: [], groups: [], reading: 0 };

/** A change of access. */
export interface AccessChange {
  /** Unix milliseconds. */
  readonly nowMs: number;
  /** The links of the tasks that readers may lose. */
  readonly before: TaskLinks;
  readonly after: TaskLinks;
}

interface LostRow extends Pick<LostAccess, 'count' | 'reading'> {
  readonly everyone: boolean | number;
  /** How many people read one of the tasks. */
  readonly readers: number;
  /** JSON. */
  readonly names: string;
  readonly groups: string;
}

/** @returns also how many people can read one of the tasks now; 0 if everyone can */
export async function readLostAccess(
  database: Database,
  change: AccessChange,
  toldTo: ToldTo,
): Promise<{ readonly readers: number; readonly lost: LostAccess }> {
  const query = lostAccessQuery(database, change, toldTo).compile(database.kysely);
  const [row] = await database.readAside(query);
  if (row === undefined) throw new Error('A query without a condition has found nothing.');
  const { readers, reading, count, names, groups } = row;
  const lost = row.everyone
    ? { ...nobody, everyone: true, reading }
    : { everyone: false, count, names: JSON.parse(names), groups: JSON.parse(groups), reading };
  return { readers, lost };
}

/** Who reads what before, without who does after. The after is the same query over the changed rows, which hide the tables. */
function lostAccessQuery(
  { dialect, kysely }: Database,
  { nowMs, before, after }: AccessChange,
  { asker, contestId, groupId, leaving }: ToldTo,
): RawBuilder<LostRow> {
  const isSqlite = dialect === 'sqlite';
  const listed = {
    taskId: sql.ref('wanted.value'),
    among: { name: 'wanted', from: sql`wanted`, ids: {} },
    atMs: nowMs,
    withAdmins: asker.role === 'admin',
  };
  /** A null reader is everyone. */
  const readers = sql`select ${noText} as "userId", value as "taskId" from wanted where ${isOpenForEveryone(listed)}
    union all ${sql.join(readersByPath(listed), sql` union all `)}`;

  const stored = (table: string) => (isSqlite ? sql.table(`main.${table}`) : sql.table(table));
  const changed = Object.entries(after).map(([table, rows]) => {
    const given = rows.length > 0 ? rowsOf(kysely, table as never, rows) : sql`${stored(table)} where false`;
    return sql`${sql.ref(table)} as materialized (select * from ${given})`;
  });
  if (leaving !== undefined) {
    const [table, key] =
      groupId === undefined ? ['contestParticipants', 'contestId'] : ['groupMembers', 'groupId'];
    changed.push(sql`${sql.ref(table)} as not materialized (select * from ${stored(table)}
      where not (${sql.ref(key)} = ${groupId ?? contestId} and "userId" = ${leaving}))`);
  }
  const alike = JSON.stringify(alikeTasks(before, after));
  const namesIn = (rows: Sql) =>
    sql`(select coalesce(cast(${isSqlite ? sql`json_group_array` : sql`json_agg`}(name order by "foldedName", id)
      as text), '[]') from (${rows} order by "foldedName", id limit ${sql.lit(maxNames)}) as named)`;
  return sql`with alike as materialized (select value ->> 0 as "taskId", value ->> 1 as "likeId"
      from ${isSqlite ? sql`json_each(${alike})` : sql`json_array_elements(cast(${alike} as json))`}),
    wanted as materialized (select distinct "likeId" as value from alike),
    before as materialized (${readers}),
    remaining as materialized (with ${sql.join(changed)} ${readers}),
    lost as materialized (
      select "userId", "taskId" from before
        where "taskId" not in (select "taskId" from remaining where "userId" is null)
      except select "userId", "taskId" from remaining),
    people as materialized (select id, name, "foldedName", ${isVisibleTo(asker)} as "isVisible"
      from "user" where id in (select "userId" from lost))
    select exists (select 1 from lost where "userId" is null) as everyone,
      (select coalesce(max(readers), 0) from (
        select count("userId") as readers from before group by "taskId") as counted) as readers,
      (select count(*) from people where "isVisible") as count,
      ${namesIn(sql`select name, "foldedName", id from people where "isVisible"`)} as names,
      ${asker.role === 'admin' ? sql`'[]'` : namesIn(groupsOfHidden(contestId))} as groups,
      (select count(distinct issue."principalId") from alike cross join "issuedUrls" as issue
        cross join "user" as reader
        where issue."taskId" = alike."taskId" and issue."issuedAt" > ${nowMs - longestLifeMs}
          and issue."expiresAt" > ${nowMs} and issue.disposition <> 'attachment' and issue."principalId" <> ${asker.id}
          and reader.id = issue."principalId" and ${isEnabled} and ${isPerson}
          and (alike."taskId" = "likeId" or not exists (select 1 from "taskStaff"
            where "taskStaff"."taskId" = alike."taskId" and "taskStaff"."userId" = issue."principalId"))
          and ((issue."principalId", "likeId") in (select "userId", "taskId" from lost)
            or "likeId" in (select "taskId" from lost where "userId" is null)
              and (issue."principalId", "likeId") not in (
                select "userId", "taskId" from remaining where "userId" is not null))) as reading`;
}

/**
 * The groups in the contest, or in contests with a changed task, that some of the others are members of. As a plain condition, PostgreSQL
 * would read all of them for each member, because it expects few.
 */
const groupsOfHidden = (contestId: string | undefined): Sql => sql`
  select distinct groups.name, groups.name as "foldedName", groups.id from "contestGroups"
  join groups on groups.id = "contestGroups"."groupId" and groups."deletedAt" is null
  where ${
    contestId === undefined
      ? sql`"contestGroups"."contestId" in (
        select "contestId" from "contestTasks" where "taskId" in (select "taskId" from alike))`
      : sql`"contestGroups"."contestId" = ${contestId}`
  } and exists (
    select 1 from "groupMembers"
    where "groupMembers"."groupId" = "contestGroups"."groupId" and "groupMembers".role = 'member'
      and case when "groupMembers"."userId" in (select id from people where not "isVisible") then 1 else 0 end = 1)`;
