import { sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import { allOf, anyOf, type Sql } from '../../database/sql.ts';
import { type AccessPath, factNames, type GroundRule, reader, type Table, task } from './access-paths.ts';
import {
  embargo,
  factColumns,
  groundColumns,
  idOfTask,
  idsOf,
  isEnabled,
  isHeldBack,
  isTaskLive,
  linksToTask,
  mayBeOpen,
  type OpenGrounds,
  type PathGrounds,
  readInOrder,
} from './path-sql.ts';

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
  const { userId, after, among } = listed;
  const { fromTask, fromReader, where, alternative } = path;
  const ofReader = (tables: ReadonlyArray<Table>) =>
    idsOf('reader', tables).map((id) => sql`${id} = ${userId}`);
  const open = anyOf(path.grounds.map((rule) => mayBeOpen(rule, listed)));
  const [heldBack, free] = [
    path.grounds.filter(isHeldBack),
    path.grounds.filter((rule) => !isHeldBack(rule)),
  ];
  const freeIsOpen = anyOf(free.map((rule) => mayBeOpen(rule, listed)));
  const shown = (isFree: Sql) => [
    ...[isTaskLive, listed.where],
    ...(heldBack.length === 0 ? [] : [anyOf([...(free.length === 0 ? [] : [isFree]), isReleased(listed)])]),
  ];

  const columns = (grounds: PathGrounds) =>
    dialect === 'postgres' ? sql`, ${groundColumns(grounds)}` : sql``;

  if (among) {
    return [
      sql`select distinct task.id as "taskId"${columns(path)} ${readInOrder([task, ...fromTask, reader])}
        where ${allOf([
          ...[sql`task.id in (${among})`, sql`task.id < ${after}`],
          ...linksToTask(fromTask).map((id) => sql`${id} = task.id`),
          ...[...ofReader(fromTask), isEnabled, where, open, ...shown(freeIsOpen)],
        ])}
        order by "taskId" desc`,
    ];
  }

  const inOrder = (tables: ReadonlyArray<Table>, ...when: ReadonlyArray<Sql>) => {
    const [id = idOfTask] = idsOf('task', tables);
    const mayFind = dialect === 'postgres' ? isOnPath(tables, path, userId) : [];
    const found = [...when, ...mayFind, ...ofReader(tables), sql`${id} < ${after}`, isEnabled, where, open];
    if (id === idOfTask) {
      return sql`select task.id as "taskId"${columns(path)} ${readInOrder([reader, task])}
        where ${allOf([...found, ...shown(freeIsOpen)])} order by "taskId" desc`;
    }
    const [first, ...others] = tables;
    if (dialect === 'sqlite' && first) {
      // The last table is in order, so SQLite leaves a group or contest at the first task beyond the limit. Distinct ids, or a join that
      // looks up tasks, would prevent that.
      const newestFirst = { ...first, from: first.newestOf?.(sql`${userId}`) ?? first.from };
      const isShown = sql`(select ${allOf(shown(freeIsOpen))} from tasks as task where task.id = ${id})`;
      return sql`select ${id} as "taskId" ${readInOrder([reader, newestFirst, ...others])}
        where ${allOf([...found, isShown])} order by "taskId" desc`;
    }
    // The limit keeps the planner from merging the subquery, so tasks are looked up one by one until a page is full. The subquery also
    // provides the columns of the reader.
    return sql`select reader."taskId"${columns(groundsOfLink(path))} from (
        select ${id} as "taskId", ${freeIsOpen} as "isFree", ${linkColumns(path)} ${readInOrder([reader, ...tables])}
        where ${allOf(found)} order by "taskId" desc limit ${sql.lit(Number.MAX_SAFE_INTEGER)}
      ) as reader cross join tasks as task
      where ${allOf([sql`task.id = reader."taskId"`, ...shown(sql`reader."isFree"`)])} order by reader."taskId" desc`;
  };
  return alternative
    ? [inOrder(fromReader, alternative.otherwise), inOrder(alternative.fromReader, alternative.when)]
    : [inOrder(fromReader)];
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
function isOnPath([first]: ReadonlyArray<Table>, { where }: AccessPath, userId: string): ReadonlyArray<Sql> {
  if (first === reader)
    return [sql`(select true from ${first.from} where reader.id = ${userId} and ${where})`];
  if (!first?.newestOf) return [];
  return [sql`(select true from ${first.from} where ${sql.ref(`${first.as}.userId`)} = ${userId} limit 1)`];
}

const isReleased = ({ opensAtOrBefore }: ListedTasks) =>
  sql`(${embargo} is null or ${embargo} <= ${opensAtOrBefore})`;

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
