import { sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import { allOf, anyOf, type Sql } from '../../database/sql.ts';
import { type AccessPath, accessPaths, factNames, type GroundRule } from './access-paths.ts';
import {
  embargo,
  factColumns,
  groundColumns,
  isDelayedByEmbargo,
  mayBeOpen,
  type OpenGrounds,
  type PathGrounds,
} from './ground-rows.ts';
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

/** Which of a reader's open tasks to list. */
export interface ListedTasks extends OpenGrounds {
  readonly userId: string;
  /** Lists only tasks with a smaller id. */
  readonly after: string;
  /** A query for the ids of the few tasks to consider; undefined: all. */
  readonly among: Sql | undefined;
  /** A further condition on `task`. */
  readonly where: Sql;
}

/**
 * Queries for the open tasks of one path, newest first; the caller adds the limit. On SQLite rows have only `taskId`, on PostgreSQL all
 * columns of `GroundRow`.
 */
export function openTasksOf(dialect: Dialect, path: AccessPath, listed: ListedTasks): ReadonlyArray<Sql> {
  const { after, among } = listed;
  const userId = sql`${listed.userId}`;
  const columns = (grounds: PathGrounds) =>
    dialect === 'postgres' ? sql`, ${groundColumns(grounds)}` : sql``;
  const isOpen = (rules: ReadonlyArray<GroundRule>) => anyOf(rules.map((rule) => mayBeOpen(rule, listed)));
  const isOnPath = (tables: ReadonlyArray<PathTable>) => [
    ...allAre(idsIn([...tables, reader], 'userId'), userId),
    ...[path.where, isOpen(path.grounds)],
  ];
  const isOpenForStaff = isOpen(path.grounds.filter((rule) => !isDelayedByEmbargo(rule)));
  /** Conditions on `task`, for a row whose grounds ignore the embargo. */
  const isShown = (isForStaff: Sql) => [
    listed.where,
    ...(path.grounds.some(isDelayedByEmbargo)
      ? [anyOf([isForStaff, sql`${embargo} is null`, sql`${embargo} <= ${listed.opensAtOrBefore}`])]
      : []),
  ];

  if (among) {
    const tables = fromTask(path.tables);
    const rows = rowsIn(
      sql`distinct task.id as "taskId"${columns(path)}`,
      [task, ...tables, reader],
      [
        ...[sql`task.id in (${among})`, sql`task.id < ${after}`],
        ...allAre(idsIn(tables, 'taskId'), sql`task.id`),
        ...[...isOnPath(tables), ...isShown(isOpenForStaff)],
      ],
    );
    return [sql`${rows} order by "taskId" desc`];
  }

  return ordersOf(path).map(({ tables, when }) => {
    const mayFind = dialect === 'postgres' ? mayFindAny(path, tables, userId) : undefined;
    const found = [when, mayFind, ...isOnPath(tables)];
    const [id] = idsIn(tables, 'taskId');
    if (id === undefined) {
      const rows = rowsIn(
        sql`task.id as "taskId"${columns(path)}`,
        [reader, task],
        [...found, sql`task.id < ${after}`, ...isShown(isOpenForStaff)],
      );
      return sql`${rows} order by "taskId" desc`;
    }
    found.push(sql`${id} < ${after}`);
    if (dialect === 'sqlite') {
      // The last table is in order, so SQLite leaves a group or contest at the first task beyond the limit. Distinct ids, or a join that
      // looks up tasks, would prevent that.
      const shown = sql`(select ${allOf([isTaskLive, ...isShown(isOpenForStaff)])} from ${task.from} where task.id = ${id})`;
      const newest = tables.map((table, at) => (at === 0 ? newestFirst(table, userId) : table));
      const rows = rowsIn(sql`${id} as "taskId"`, [reader, ...newest], [...found, shown]);
      return sql`${rows} order by "taskId" desc`;
    }
    // The limit keeps the planner from merging the subquery, so tasks are looked up one by one until a page is full. The subquery also
    // provides the columns of the reader.
    const links = rowsIn(
      sql`${id} as "taskId", ${isOpenForStaff} as "isForStaff", ${linkColumns(path)}`,
      [reader, ...tables],
      found,
    );
    const shown = [sql`task.id = reader."taskId"`, isTaskLive, ...isShown(sql`reader."isForStaff"`)];
    return sql`select reader."taskId"${columns(groundsOfLink(path))} from (
        ${links} order by "taskId" desc limit ${sql.lit(Number.MAX_SAFE_INTEGER)}
      ) as reader cross join ${task.from} where ${allOf(shown)} order by reader."taskId" desc`;
  });
}

/** The grounds of a path's row as columns, before the task is looked up. */
const linkColumns = (path: AccessPath) =>
  sql`reader."urlEpoch", ${factColumns(path)}, ${sql.join(
    path.grounds.map(
      ({ when = sql`true`, opensAt, closesAt }, at) => sql`${when} as ${sql.ref(`holds${at}`)},
        ${opensAt} as ${sql.ref(`opensAt${at}`)}, ${closesAt} as ${sql.ref(`closesAt${at}`)}`,
    ),
  )}`;

/** The same grounds, read from these columns. */
function groundsOfLink({ grounds }: AccessPath): PathGrounds {
  const ofLink = ({ kind }: GroundRule, at: number): GroundRule => ({
    kind,
    when: sql.ref(`reader.holds${at}`),
    opensAt: sql.ref(`reader.opensAt${at}`),
    closesAt: sql.ref(`reader.closesAt${at}`),
  });
  const [first, second] = grounds;
  return {
    ...Object.fromEntries(factNames.map((name) => [name, sql.ref(`reader.${name}`)])),
    grounds: second ? [ofLink(first, 0), ofLink(second, 1)] : [ofLink(first, 0)],
  };
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

/**
 * The newest ids of all paths, where at most the newest `depth` of each were read. Undefined if those cannot fill `limit`: a path may
 * continue with older ids, and several paths may have the same id.
 */
export function newestOfPaths(
  paths: ReadonlyArray<ReadonlyArray<string>>,
  limit: number,
  depth: number,
): ReadonlyArray<string> | undefined {
  const newest = [...new Set(paths.flat())].sort().reverse().slice(0, limit);
  const last = newest.length < limit ? '' : (newest.at(-1) ?? '');
  const isKnown = paths.every((ids) => ids.length < depth || ids.some((id) => id <= last));
  return isKnown ? newest : undefined;
}
