import { type RawBuilder, sql } from 'kysely';
import { allOf, anyOf, never, type Sql } from '../../database/sql.ts';
import type { UrlEpochs } from '../../revocation/url-tags.ts';
import {
  type AccessPath,
  type Ground,
  type GroundKind,
  type GroundRule,
  groundKinds,
  type PathFacts,
  participationPaths,
  reader,
  type Table,
  task,
} from './access-paths.ts';
import {
  groundColumns,
  idOfReader,
  idsOf,
  isEnabled,
  isTaskLive,
  linksToTask,
  mayBeOpen,
  type OpenGrounds,
  openingOf,
  readInOrder,
} from './path-sql.ts';

/** The one or two grounds in a row; a null kind means no ground. */
export interface GroundRow extends UrlEpochs, PathFacts {
  readonly kind: GroundKind | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  readonly otherKind: GroundKind | null;
  readonly otherOpensAt: number | null;
  readonly otherClosesAt: number | null;
}

/** The rows of an access path for one task and one reader. Set `areManyReaders` when a batch has many of them (PostgreSQL). */
export function rowsOfTask(
  path: AccessPath,
  userId: Sql,
  taskId: Sql,
  { areManyReaders = false } = {},
): RawBuilder<GroundRow> {
  const tables = tablesOfTask(path, areManyReaders ? userId : undefined);
  return sql`select ${groundColumns(path)} ${readInOrder(tables)}
    where ${isGroundRow(path, userId, taskId)}`;
}

/** Many lookups of grounds in one query. */
export interface WantedGrounds {
  /** A row for each lookup. If it is named `reader`, it also has the columns of the account that asks, and no account is looked up. */
  readonly from: Pick<Table, 'as' | 'from'>;
  readonly userId: Sql;
  readonly taskId: Sql;
  /** Columns that tell the caller whose ground a row is. */
  readonly columns: Sql;
  /** Only on PostgreSQL. */
  readonly areManyReaders: boolean;
}

/** Like `rowsOfTask` for many lookups; each row also has `columns`. */
export function rowsOfWanted<Columns>(
  path: AccessPath,
  { from, userId, taskId, columns, areManyReaders }: WantedGrounds,
): RawBuilder<GroundRow & Columns> {
  const tables = tablesOfTask(path, areManyReaders ? userId : undefined);
  const others = tables.filter(({ as }) => as !== from.as);
  return sql`select ${columns}, ${groundColumns(path)} ${readInOrder([{ ...from, names: [] }, ...others])}
    where ${isGroundRow(path, userId, taskId)}`;
}

/** @param eachReader with many readers: the id to look up rows by, one reader at a time */
const tablesOfTask = ({ fromTask }: AccessPath, eachReader?: Sql): ReadonlyArray<Table> =>
  [...fromTask, task, reader].map((table) =>
    eachReader && table.rowOf ? { ...table, from: table.rowOf(eachReader) } : table,
  );

const isGroundRow = (path: AccessPath, userId: Sql, taskId: Sql) =>
  allOf([
    ...idsOf('reader', path.fromTask).map((id) => sql`${id} = ${userId}`),
    ...idsOf('task', path.fromTask).map((id) => sql`${id} = ${taskId}`),
    ...[isEnabled, isTaskLive, path.where, hasGround(path)],
  ]);

/**
 * The windows that a reader may know of, one per task on the path: `through`, `opensAt`, `closesAt`. Omits contests that have not started
 * for the reader.
 */
export function windowsOf(path: AccessPath, rule: GroundRule, userId: Sql, nowMs: Sql): Sql {
  const { fromReader, where, through = never, startsAt } = path;
  return sql`select ${through} as through, ${openingOf(rule)} as "opensAt", ${rule.closesAt} as "closesAt"
    ${readInOrder([reader, ...fromReader, task])}
    where ${allOf([
      ...idsOf('reader', fromReader).map((id) => sql`${id} = ${userId}`),
      ...linksToTask(fromReader).map((id) => sql`${id} = task.id`),
      ...[isEnabled, isTaskLive, where, rule.when ?? sql`true`],
      ...(startsAt ? [sql`${startsAt} <= ${nowMs}`] : []),
    ])}`;
}

/** When contests start for a reader, in the columns of `windowsOf`; `closesAt` is null. */
export function startsOfContests(userId: Sql): ReadonlyArray<Sql> {
  return participationPaths.map(
    ({
      fromReader,
      where,
      startsAt,
    }) => sql`select contests.id as through, ${startsAt} as "opensAt", ${never} as "closesAt"
      ${readInOrder([reader, ...fromReader])}
      where ${allOf([
        ...idsOf('reader', fromReader).map((id) => sql`${id} = ${userId}`),
        ...[isEnabled, where],
      ])}`,
  );
}

/** The grounds in rows, in the order of `groundKinds`. */
export function groundsOfRows(rows: ReadonlyArray<GroundRow>): ReadonlyArray<Ground> {
  const grounds: Array<Ground> = [];
  for (const row of rows) {
    const { readerEpoch, taskEpoch, through, networks } = row;
    const common = { readerEpoch, taskEpoch, through, networks };
    const { kind, opensAt, closesAt, otherKind, otherOpensAt } = row;
    if (kind && opensAt !== null) grounds.push({ ...common, kind, opensAt, closesAt });
    if (otherKind && otherOpensAt !== null) {
      grounds.push({ ...common, kind: otherKind, opensAt: otherOpensAt, closesAt: row.otherClosesAt });
    }
  }
  return grounds.sort((a, b) => groundKinds.indexOf(a.kind) - groundKinds.indexOf(b.kind));
}

/** Which readers of a task to list. */
export interface ListedReaders extends OpenGrounds {
  readonly taskId: Sql;
  /** A table of many tasks, which `taskId` is a column of. */
  readonly among?: Table | undefined;
  /** A further condition on `reader`. */
  readonly where: Sql;
  /** Lists only people with a greater id. */
  readonly after: string;
}

/** The ids of those for whom one path opens a task: `userId`, once per row of the path, and `taskId` if there are many. */
export function readersOf(path: AccessPath, { taskId, among, where, after, ...listed }: ListedReaders): Sql {
  const readers = idsOf('reader', path.fromTask);
  const links = readers.filter((id) => id !== idOfReader).map((id) => sql`${id} = reader.id`);
  const [first = idOfReader] = readers;
  const tables = tablesOfTask(path);
  return sql`select reader.id as "userId"${among ? sql`, ${taskId} as "taskId"` : sql``}
    ${readInOrder(among ? [among, ...tables] : tables)}
    where ${allOf([...links, sql`${first} > ${after}`, ...opensTask(path, taskId, listed), isEnabled, where])}`;
}

/** Whether a path that all accounts are on opens a task: one row, or none. */
export function isOpenForAll(
  path: AccessPath,
  { taskId, ...listed }: Omit<ListedReaders, 'among' | 'where' | 'after'>,
): Sql {
  return sql`select 1 ${readInOrder([...path.fromTask, task])} where ${allOf(opensTask(path, taskId, listed))}`;
}

const opensTask = (path: AccessPath, taskId: Sql, listed: OpenGrounds) => [
  ...idsOf('task', path.fromTask).map((id) => sql`${id} = ${taskId}`),
  ...[isTaskLive, path.where],
  anyOf(path.grounds.map((rule) => mayBeOpen({ ...rule, opensAt: openingOf(rule) }, listed))),
];

/** Omits rows without a ground; a rule without a condition always has one. */
function hasGround({ grounds }: AccessPath): Sql {
  const conditions = grounds.flatMap(({ when }) => when ?? []);
  return conditions.length === grounds.length ? anyOf(conditions) : sql`true`;
}
