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

/** Which of a reader's open tasks a list shows. */
export interface ListedTasks extends OpenGrounds {
  readonly userId: string;
  /** Shows only tasks that come after this one: with a smaller id. */
  readonly after: string;
  /** A query for the ids of the few tasks to look at; undefined: all. */
  readonly among: Sql | undefined;
  /** What else holds for `task`. */
  readonly where: Sql;
}

/**
 * Queries for the rows of one path by which tasks are open, newest first; they end where the caller does. On SQLite they
 * have the `taskId` alone, on PostgreSQL all that `GroundRow` has.
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
      // As the last table is in order, SQLite leaves a group or contest at the first task that is beyond the limit. It
      // would not if it had to see to distinct ids, or to look up tasks in the same join.
      const newestFirst = { ...first, from: first.newestOf?.(sql`${userId}`) ?? first.from };
      const isShown = sql`(select ${allOf(shown(freeIsOpen))} from tasks as task where task.id = ${id})`;
      return sql`select ${id} as "taskId" ${readInOrder([reader, newestFirst, ...others])}
        where ${allOf([...found, isShown])} order by "taskId" desc`;
    }
    // The limit keeps the subquery whole, so tasks are looked up one by one and only until a page is full. It stands
    // for the reader as well.
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

/** What a row of a path says of its grounds, before the task is looked up. */
const linkColumns = (path: AccessPath) =>
  sql`reader."urlEpoch", ${factColumns(path)}, ${sql.join(
    path.grounds.map(
      ({ when = sql`true`, opensAt, closesAt }, at) => sql`${when} as ${sql.ref(`holds${at}`)},
        ${opensAt} as ${sql.ref(`opensAt${at}`)}, ${closesAt} as ${sql.ref(`closesAt${at}`)}`,
    ),
  )}`;

/** The same grounds by these columns. */
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
 * Whether the reader has a row where the path begins. PostgreSQL begins with the tasks of all, to have them in order, and
 * would read every one of them for a reader who has none; it answers such a subquery first.
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
 * The newest ids of all paths, of each of which the newest `depth` were read at most. Undefined if that is not enough to
 * know so many: older ones may follow on a path, and an id may come several times.
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
