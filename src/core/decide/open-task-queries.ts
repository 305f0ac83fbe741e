import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import type { Page } from '../../database/paging.ts';
import { allOf, anyOf, type Sql, type Texts, textsOf, textsParam } from '../../database/sql.ts';
import { likeContaining } from '../../lib/fold-text.ts';
import { type AccessPath, accessPaths, type GroundRule, staffKinds } from './access-paths.ts';
import { type GrantsParam, grantsParam } from './granted-path.ts';
import {
  isDelayed,
  isReleased,
  linkColumns,
  mayBeOpen,
  type OpenGrounds,
  taskColumns,
} from './ground-rows.ts';
import { pathsFor, type TaskGroundRow } from './grounds.ts';
import { type LimitParams, limitedTaskIds, limitParams } from './limited-tasks.ts';
import {
  allAre,
  fromTask,
  idsIn,
  isMembership,
  isTaskLive,
  newestFirst,
  type PathTable,
  reader,
  rowsIn,
  task,
} from './path-tables.ts';
import type { Reader } from './read-permit.ts';

/** Filters for a list of open tasks; undefined matches all. */
export interface TaskFilter {
  /** In this group, where they have opened. */
  readonly groupId: string | undefined;
  readonly taskIds: ReadonlyArray<string> | undefined;
  /** Part of the title, folded by `foldText`. */
  readonly foldedText: string | undefined;
  /** With a current document in this language. */
  readonly language: string | undefined;
}

export interface OpenTaskPage extends TaskFilter, Page, OpenGrounds {
  readonly reader: Reader;
}

/** Parameters of a page's query; unused filters are absent. */
export interface PageParams extends Partial<LimitParams>, OpenGrounds {
  readonly userId: string;
  readonly after: string;
  /** How many rows, on PostgreSQL. */
  readonly limit: number;
  readonly groupId?: string;
  readonly taskIds?: Texts;
  /** A LIKE pattern. */
  readonly titleLike?: string;
  readonly language?: string;
  readonly grants?: GrantsParam;
}

/** Sorts after every UUID. */
const afterEveryId = '~';

export function pageParams(dialect: Dialect, page: OpenTaskPage): PageParams {
  const { reader, opensAtOrBefore, closesFrom, after = afterEveryId, limit } = page;
  const { groupId, taskIds, foldedText, language } = page;
  const { id: userId, grants = [], limits } = reader;
  return {
    userId,
    opensAtOrBefore,
    closesFrom,
    after,
    limit,
    ...(grants.length === 0 ? {} : { grants: grantsParam(grants) }),
    ...(limits === undefined ? {} : limitParams(dialect, limits)),
    ...(groupId === undefined ? {} : { groupId }),
    ...(taskIds === undefined ? {} : { taskIds: textsParam(dialect, taskIds) }),
    ...(foldedText === undefined ? {} : { titleLike: likeContaining(foldedText) }),
    ...(language === undefined ? {} : { language }),
  };
}

/** A query for a page. */
export type PageQuery<Row> = (dialect: Dialect, params: PageParams) => RawBuilder<Row>;

/** On PostgreSQL: the newest rows of all paths, with the open grounds in them. */
export const newestRowsQuery: PageQuery<TaskGroundRow> = (dialect, params) => {
  const newest = openByPath(dialect, params).map(
    ({ open }) => sql`select * from (${open} limit ${params.limit}) as page`,
  );
  return sql`${sql.join(newest, sql` union all `)} order by "taskId" desc limit ${params.limit}`;
};

/**
 * On SQLite: the newest ids of each path, at most `depth`, as one JSON array per path; one row per id would cost a third more. The limit is
 * a literal, because SQLite stops early only if it knows the limit when it prepares the query.
 */
export const newestTasksQuery =
  (depth: number): PageQuery<{ path: number; taskIds: string }> =>
  (dialect, params) => {
    const newest = openByPath(dialect, params).map(
      ({ path, open }) => sql`select ${sql.lit(path)} as path, json_group_array("taskId") as "taskIds"
        from (${open} limit ${sql.lit(depth)}) as page`,
    );
    return sql`${sql.join(newest, sql` union all `)}`;
  };

/** The query for what each path opens, with the path's index. A limit on it also limits what it reads. */
const openByPath = (dialect: Dialect, params: PageParams) =>
  pathsFor(dialect, params.grants).flatMap((path, at) =>
    openTasksOf(dialect, path, params).map((open) => ({ path: at, open })),
  );

/**
 * Queries for the open tasks of one path, newest first; the caller adds the limit. On SQLite rows have only `taskId`, on PostgreSQL all
 * columns of `GroundRow`.
 */
export function openTasksOf(dialect: Dialect, path: AccessPath, params: PageParams): ReadonlyArray<Sql> {
  const { after } = params;
  const userId = sql`${params.userId}`;
  const among = idsToLookAmong(dialect, params);
  const isOpen = (rules: ReadonlyArray<GroundRule>) => anyOf(rules.map((rule) => mayBeOpen(rule, params)));
  const isOnPath = (tables: ReadonlyArray<PathTable>) => [
    ...allAre(idsIn([...tables, reader], 'userId'), userId),
    ...[path.where, isOpen(path.grounds)],
  ];
  /** Conditions on `task`, for a row whose grounds ignore the embargo. */
  const isShown = (isStaff: Sql) => [
    ...filtersOf(params),
    ...(path.grounds.some(isDelayed) ? [isReleased(isStaff, params)] : []),
  ];
  const isStaff = isOpen(path.grounds.filter((rule) => !isDelayed(rule)));
  const columns = dialect === 'postgres' ? sql`, ${linkColumns(path)}, ${taskColumns}` : sql``;

  if (among) {
    const tables = fromTask(path.tables);
    const rows = rowsIn(
      sql`distinct task.id as "taskId"${columns}`,
      [task, ...tables, reader],
      [
        ...[sql`task.id in (${among})`, sql`task.id < ${after}`],
        ...allAre(idsIn(tables, 'taskId'), sql`task.id`),
        ...[...isOnPath(tables), ...isShown(isStaff)],
      ],
    );
    return [sql`${rows} order by "taskId" desc`];
  }

  return ordersOf(path).map(({ tables, when }) => {
    const mayFind = dialect === 'postgres' ? mayFindAny(path, tables, userId) : undefined;
    const found = [when, mayFind, ...isOnPath(tables)];
    const [id] = idsIn(tables, 'taskId');
    if (id === undefined) {
      const isListed = [...found, sql`task.id < ${after}`, ...isShown(isStaff)];
      return sql`${rowsIn(sql`task.id as "taskId"${columns}`, [reader, task], isListed)} order by "taskId" desc`;
    }
    found.push(sql`${id} < ${after}`);
    if (dialect === 'sqlite') {
      // The last table is in order, so SQLite leaves a group or contest at the first task beyond the limit. Distinct ids, or a join that
      // looks up tasks, would prevent that.
      const shown = sql`(select ${allOf([isTaskLive, ...isShown(isStaff)])} from ${task.from} where task.id = ${id})`;
      const newest = tables.map((table, at) => (at === 0 ? newestFirst(table, userId) : table));
      return sql`${rowsIn(sql`${id} as "taskId"`, [reader, ...newest], [...found, shown])} order by "taskId" desc`;
    }
    // The limit keeps the planner from merging the subquery, so tasks are looked up one by one until a page is full.
    const links = rowsIn(sql`${id} as "taskId", ${linkColumns(path)}`, [reader, ...tables], found);
    const isStaffLink = sql`link.kind in (${sql.join([...staffKinds].map((kind) => sql.lit(kind)))})`;
    return sql`select link.*, ${taskColumns} from (
        ${links} order by "taskId" desc limit ${sql.lit(Number.MAX_SAFE_INTEGER)}
      ) as link cross join ${task.from}
      where ${allOf([sql`task.id = link."taskId"`, isTaskLive, ...isShown(isStaffLink)])} order by link."taskId" desc`;
  });
}

/**
 * Whether the reader has a row where the path begins. PostgreSQL begins with everyone's tasks, to have them in order, and would read all of
 * them for a reader who has none; it evaluates this subquery first.
 */
function mayFindAny(path: AccessPath, [first]: ReadonlyArray<PathTable>, userId: Sql): Sql | undefined {
  if (path === accessPaths.admin) {
    return sql`(select true from ${reader.from} where reader.id = ${userId} and ${path.where})`;
  }
  if (!first || !isMembership(first)) return undefined;
  return sql`(select true from ${first.from} where ${sql.ref(`${first.name}.userId`)} = ${userId} limit 1)`;
}

/** There may be no archives for everyone, or very many. Up to this many are read completely. */
const fewArchives = 100;
const countOfArchives = sql`(select count(*) from (
  select 1 from contests as archive where archive."afterEnd" = 'signed-in' and archive."deletedAt" is null
  limit ${sql.lit(fewArchives + 1)}) as archives)`;

/** The orders to follow a path in, each under a condition. Beyond a few archives, walking the newest tasks of all contests soon fills a page. */
function ordersOf(path: AccessPath): ReadonlyArray<Pick<AccessPath, 'tables'> & { readonly when?: Sql }> {
  const { tables } = path;
  if (path !== accessPaths.archiveForAll) return [{ tables }];
  return [
    { tables, when: sql`${countOfArchives} between 1 and ${sql.lit(fewArchives)}` },
    { tables: fromTask(tables), when: sql`${countOfArchives} > ${sql.lit(fewArchives)}` },
  ];
}

/** A group, a contest and the limits of a key have few tasks, so such a list starts there, not at the reader's tasks. */
function idsToLookAmong(dialect: Dialect, params: PageParams): Sql | undefined {
  const { groupId, taskIds, opensAtOrBefore, limitTaskIds, limitGroupIds } = params;
  const lists: Array<Sql> = [];
  if (groupId !== undefined) {
    lists.push(sql`select "groupTasks"."taskId" from "groupTasks"
      where "groupTasks"."groupId" = ${groupId} and "groupTasks"."opensAt" <= ${opensAtOrBefore}`);
  }
  if (taskIds !== undefined) lists.push(sql`select value from ${textsOf(dialect, taskIds, 'wanted')}`);
  if (limitTaskIds !== undefined && limitGroupIds !== undefined) {
    lists.push(limitedTaskIds(dialect, { limitTaskIds, limitGroupIds }));
  }
  const [first, ...others] = lists;
  if (first === undefined || others.length === 0) return first;
  return sql`select task.id from tasks as task where ${allOf(lists.map((ids) => sql`task.id in (${ids})`))}`;
}

/** Conditions on `task`. */
function filtersOf({ titleLike, language }: PageParams): Array<Sql> {
  const found: Array<Sql> = [];
  if (titleLike !== undefined) found.push(sql`task."foldedTitle" like ${titleLike} escape '\\'`);
  if (language !== undefined) {
    found.push(sql`exists (select 1 from "documentVersions" as version
      where version."taskId" = task.id and version.language = ${language}
        and version."completedAt" is not null and version."replacedAt" is null)`);
  }
  return found;
}
