import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { rowsOf } from '../../database/insert-rows.ts';
import { isAnyOf, noText, type Sql, textsOf, textsParam } from '../../database/sql.ts';
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

/** Who cannot read a task now but could after a change, told like `LostAccess`. */
export type GainedAccess = Omit<LostAccess, 'reading'>;

/** Who asks, and what the change is about. */
export interface ToldTo {
  readonly asker: Pick<Principal, 'id' | 'role' | 'apiKeyId'>;
  /** The changed contest: its staff may not see the members of groups that others run. */
  readonly contestId?: string | undefined;
  /** The task whose PDF is removed, or that gets a PDF, which those who can read the task see at once. */
  readonly pdf?: { readonly taskId: string; readonly isNew: boolean } | undefined;
}

export const maxNames = 50;

export const nobodyGains: GainedAccess = { everyone: false, count: 0, names: [], groups: [] };
export const nobody: LostAccess = { ...nobodyGains, reading: 0 };

/** People whose rows a change writes; only their access can change then. */
export interface ChangedPeople {
  readonly userIds: ReadonlySet<string>;
  /** Others whom the change names: staff. */
  readonly namedIds: ReadonlySet<string>;
  readonly tables: ReadonlyArray<{
    readonly name: string;
    readonly columns: ReadonlyArray<string>;
    /** The column of the contest or group. */
    readonly key: string;
    readonly placeIds: ReadonlySet<string>;
    /** Theirs in these places after the change. */
    readonly rows: ReadonlyArray<object>;
  }>;
}

/** A change of access. */
export interface AccessChange {
  /** Unix milliseconds. */
  readonly nowMs: number;
  /** The links of the tasks that readers may lose or get. */
  readonly before: TaskLinks;
  readonly after: TaskLinks;
  readonly people: ChangedPeople;
}

interface LostRow extends Pick<LostAccess, 'reading'> {
  /** How many people read one of the tasks. */
  readonly readers: number;
  /** JSON of a `GainedAccess`; SQLite has 0 or 1 for `everyone`. */
  readonly lost: string;
  readonly gained: string;
}

/** @returns also how many people can read one of the tasks before or after; 0 if everyone can */
export async function readLostAccess(
  database: Database,
  change: AccessChange,
  toldTo: ToldTo,
): Promise<{ readonly readers: number; readonly lost: LostAccess; readonly gained: GainedAccess }> {
  const query = lostAccessQuery(database, change, toldTo).compile(database.kysely);
  const [row] = await database.readAside(query);
  if (row === undefined) throw new Error('A query without a condition has found nothing.');
  const { readers, reading, lost, gained } = row;
  return { readers, lost: { ...toldIn(lost), reading }, gained: toldIn(gained) };
}

function toldIn(text: string): GainedAccess {
  const { everyone, count, names, groups } = JSON.parse(text) as GainedAccess;
  return everyone ? { ...nobodyGains, everyone: true } : { everyone: false, count, names, groups };
}

/**
 * Who reads what before, without who does after, and the other way round. The after is the same query over the changed rows, which hide the
 * tables.
 */
function lostAccessQuery(
  { dialect, kysely }: Database,
  { nowMs, before, after, people }: AccessChange,
  { asker, contestId }: ToldTo,
): RawBuilder<LostRow> {
  const isSqlite = dialect === 'sqlite';
  const listed = {
    taskId: sql.ref('wanted.value'),
    among: { name: 'wanted', from: sql`wanted`, ids: {} },
    atMs: nowMs,
    withAdmins: asker.role === 'admin',
  };
  const isConcerned = people.userIds.size > 0 ? sql`reader.id in (select id from changing)` : sql`true`;
  /** A null reader is everyone. */
  const readers = sql`select ${noText} as "userId", value as "taskId" from wanted where ${isOpenForEveryone(listed)}
    union all ${sql.join(readersByPath(listed, { where: isConcerned }), sql` union all `)}`;

  const stored = (table: string) => (isSqlite ? sql.table(`main.${table}`) : sql.table(table));
  const given = (table: string, rows: ReadonlyArray<object>) =>
    rows.length > 0 ? rowsOf(kysely, table as never, rows) : sql`${stored(table)} where false`;
  const changed = Object.entries(after).map(
    ([table, rows]) => sql`${sql.ref(table)} as materialized (select * from ${given(table, rows)})`,
  );
  for (const { name, columns, key, placeIds, rows } of people.tables) {
    const selected = sql.join(columns.map((column) => sql.ref(column)));
    changed.push(sql`${sql.ref(name)} as materialized (
      select ${selected} from ${stored(name)}
        where "userId" in (select id from changing) and not ${isAnyOf(kysely, key, placeIds)}
      union all select ${selected} from ${given(name, rows)})`);
  }
  const alike = JSON.stringify(alikeTasks(before, after));
  const namesIn = (rows: Sql) =>
    sql`(select ${isSqlite ? sql`json_group_array` : sql`json_agg`}(name order by "foldedName", id) from (${rows} order by "foldedName", id limit ${sql.lit(maxNames)}) as named)`;
  const list = (names: Sql) =>
    isSqlite ? sql`json(coalesce(${names}, '[]'))` : sql`coalesce(${names}, cast('[]' as json))`;
  const without = (some: Sql, others: Sql) => sql`
      select "userId", "taskId" from ${some}
        where "taskId" not in (select "taskId" from ${others} where "userId" is null)
      except select "userId", "taskId" from ${others}`;
  const [lost, gained] = [sql`lost`, sql`gained`];
  /** Counts also people whom the asker names in the change, but shows no name that they may not see. */
  const told = (who: Sql) => {
    const those = sql`people where id in (select "userId" from ${who})`;
    const hidden = sql`select id from ${those} and not "isVisible"`;
    const object = isSqlite ? sql`json_object` : sql`json_build_object`;
    return sql`cast(${object}('everyone', exists (select 1 from ${who} where "userId" is null),
      'count', (select count(*) from ${those} and ("isVisible" or id in (select id from named))),
      'names', ${list(namesIn(sql`select name, "foldedName", id from ${those} and "isVisible"`))},
      'groups', ${list(asker.role === 'admin' ? sql`null` : namesIn(groupsOfHidden(hidden, contestId)))}) as text)`;
  };
  return sql`with changing as materialized (
      select value as id from ${textsOf(dialect, textsParam(dialect, people.userIds), 'changing')}),
    named as (select id from changing union all
      select value from ${textsOf(dialect, textsParam(dialect, people.namedIds), 'staff')}),
    alike as materialized (select value ->> 0 as "taskId", value ->> 1 as "likeId"
      from ${isSqlite ? sql`json_each(${alike})` : sql`json_array_elements(cast(${alike} as json))`}),
    wanted as materialized (select distinct "likeId" as value from alike),
    before as materialized (${readers}),
    remaining as materialized (with ${sql.join(changed)} ${readers}),
    lost as materialized (${without(sql`before`, sql`remaining`)}),
    gained as materialized (${without(sql`remaining`, sql`before`)}),
    people as materialized (select id, name, "foldedName", ${isVisibleTo(asker)} as "isVisible"
      from "user" where id in (select "userId" from lost union all select "userId" from gained))
    select (select coalesce(max(readers), 0) from (
        select count("userId") as readers from before group by "taskId"
        union all select count("userId") from remaining group by "taskId") as counted) as readers,
      ${told(lost)} as lost, ${told(gained)} as gained,
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
const groupsOfHidden = (hidden: Sql, contestId: string | undefined): Sql => sql`
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
      and case when "groupMembers"."userId" in (${hidden}) then 1 else 0 end = 1)`;
