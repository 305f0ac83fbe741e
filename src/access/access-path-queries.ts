import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../database/database.ts';
import { allOf, anyOf, later, never, type Sql } from '../database/sql.ts';
import type { UrlEpochs } from '../revocation/url-tags.ts';
import {
  type AccessPath,
  type Ground,
  type GroundKind,
  type GroundRule,
  groundKinds,
  participationPaths,
  reader,
  staffKinds,
  type Table,
  task,
} from './access-paths.ts';

/** The one or two grounds of a row; where the kind is null there is none. */
export interface GroundRow extends UrlEpochs {
  readonly through: string | null;
  readonly kind: GroundKind | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  readonly otherKind: GroundKind | null;
  readonly otherOpensAt: number | null;
  readonly otherClosesAt: number | null;
}

/** The rows of an access path for one task; of one reader, unless the caller says otherwise. */
export function rowsOfTask(
  path: AccessPath,
  userId: Sql,
  taskId: Sql,
  { areManyReaders = false } = {},
): RawBuilder<GroundRow> {
  const tables = areManyReaders ? rowByRow(path, userId) : tablesOfTask(path);
  return sql`select ${groundColumns(path)} ${readInOrder(tables)}
    where ${isGroundRow(path, userId, taskId)}`;
}

/** Many reads of grounds at once. */
export interface WantedGrounds {
  /**
   * A row for each. Where it is named `reader`, it has the columns of the account that asks as well, and no account is
   * looked up.
   */
  readonly from: Pick<Table, 'as' | 'from'>;
  readonly userId: Sql;
  readonly taskId: Sql;
  /** By which the caller knows whose a ground is. */
  readonly columns: Sql;
  /** Only on PostgreSQL. */
  readonly areManyReaders: boolean;
}

/** The same for many reads, each row with the columns of its own. */
export function rowsOfWanted<Columns>(
  path: AccessPath,
  { from, userId, taskId, columns, areManyReaders }: WantedGrounds,
): RawBuilder<GroundRow & Columns> {
  const tables = areManyReaders ? rowByRow(path, userId) : tablesOfTask(path);
  const others = tables.filter(({ as }) => as !== from.as);
  return sql`select ${columns}, ${groundColumns(path)} ${readInOrder([{ ...from, names: [] }, ...others])}
    where ${isGroundRow(path, userId, taskId)}`;
}

const tablesOfTask = ({ fromTask }: AccessPath) => [...fromTask, task, reader];

const rowByRow = (path: AccessPath, userId: Sql) =>
  tablesOfTask(path).map((table) => (table.rowOf ? { ...table, from: table.rowOf(userId) } : table));

function groundColumns({ grounds: [first, second], through = noId }: PathGrounds): Sql {
  return sql`reader."urlEpoch" as "readerEpoch", task."urlEpoch" as "taskEpoch", ${through} as through,
    ${columnsOf(first, ['kind', 'opensAt', 'closesAt'])},
    ${columnsOf(second, ['otherKind', 'otherOpensAt', 'otherClosesAt'])}`;
}

type PathGrounds = Pick<AccessPath, 'grounds' | 'through'>;

const noId = sql`cast(null as text)`;

const isGroundRow = (path: AccessPath, userId: Sql, taskId: Sql) =>
  allOf([
    ...idsOf('reader', path.fromTask).map((id) => sql`${id} = ${userId}`),
    ...idsOf('task', path.fromTask).map((id) => sql`${id} = ${taskId}`),
    ...[isEnabled, isTaskLive, path.where, hasGround(path)],
  ]);

function columnsOf(rule: GroundRule | undefined, [kind, opensAt, closesAt]: [string, string, string]): Sql {
  const when = rule?.when;
  const name = rule ? sql`cast(${sql.lit(rule.kind)} as text)` : sql`cast(null as text)`;
  return sql`${when ? sql`case when ${when} then ${name} end` : name} as ${sql.ref(kind)},
    ${rule ? openingOf(rule) : never} as ${sql.ref(opensAt)},
    ${rule?.closesAt ?? never} as ${sql.ref(closesAt)}`;
}

/** Where an embargo holds the ground back, it may open later than its rule says. */
const openingOf = (rule: GroundRule): Sql => (isHeldBack(rule) ? later(rule.opensAt, embargo) : rule.opensAt);

/**
 * The windows that a reader can know of, one for each task on the path: `through`, `opensAt`, `closesAt`. Those of a
 * contest that has not started for the reader are not among them.
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

/** When contests start for a reader: `through`, `opensAt`. */
export function startsOfContests(userId: Sql): ReadonlyArray<Sql> {
  return participationPaths.map(
    ({ fromReader, where, startsAt }) => sql`select contest.id as through, ${startsAt} as "opensAt"
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
    const { readerEpoch, taskEpoch, through, kind, otherKind } = row;
    const common = { readerEpoch, taskEpoch, through };
    if (kind) grounds.push({ ...common, kind, opensAt: row.opensAt as number, closesAt: row.closesAt });
    if (otherKind) {
      const [opensAt, closesAt] = [row.otherOpensAt as number, row.otherClosesAt];
      grounds.push({ ...common, kind: otherKind, opensAt, closesAt });
    }
  }
  return grounds.sort((a, b) => groundKinds.indexOf(a.kind) - groundKinds.indexOf(b.kind));
}

/** Which of a reader's open tasks a list shows. */
export interface ListedTasks {
  readonly userId: string;
  /** Unix milliseconds. */
  readonly openedUntil: number;
  readonly closesFrom: number;
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
  const open = anyOf(path.grounds.map((rule) => isOpen(rule, listed)));
  const [heldBack, free] = [
    path.grounds.filter(isHeldBack),
    path.grounds.filter((rule) => !isHeldBack(rule)),
  ];
  const freeIsOpen = anyOf(free.map((rule) => isOpen(rule, listed)));
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
    if (dialect === 'sqlite') {
      // As the last table is in order, SQLite leaves a group or contest at the first task that is beyond the limit. It
      // would not if it had to see to distinct ids, or to look up tasks in the same join.
      const [first, ...others] = tables as [Table, ...Array<Table>];
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
const linkColumns = ({ grounds, through = noId }: AccessPath) =>
  sql`reader."urlEpoch", ${through} as through, ${sql.join(
    grounds.map(
      ({ when = sql`true`, opensAt, closesAt }, at) => sql`${when} as ${sql.ref(`holds${at}`)},
        ${opensAt} as ${sql.ref(`opensAt${at}`)}, ${closesAt} as ${sql.ref(`closesAt${at}`)}`,
    ),
  )}`;

/** The same grounds by these columns. */
function groundsOfLink({ grounds }: AccessPath): PathGrounds {
  const [first, second] = grounds.map(({ kind }, at) => ({
    ...{ kind, when: sql.ref(`reader.holds${at}`) },
    ...{ opensAt: sql.ref(`reader.opensAt${at}`), closesAt: sql.ref(`reader.closesAt${at}`) },
  })) as [GroundRule, GroundRule?];
  return { grounds: second ? [first, second] : [first], through: sql.ref('reader.through') };
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

/** Of whom a list of those who can read a task is. */
export interface ListedReaders {
  readonly taskId: Sql;
  /** Unix milliseconds. */
  readonly openedUntil: Sql;
  readonly closesFrom: Sql;
  /** What else holds for `reader`. */
  readonly where: Sql;
  /** Lists only people who come after this one: with a greater id. */
  readonly after: string;
}

/** The ids of those for whom a task is open by one path: `userId`, once for each of its rows. */
export function readersOf(path: AccessPath, { taskId, where, after, ...listed }: ListedReaders): Sql {
  const readers = idsOf('reader', path.fromTask);
  const links = readers.filter((id) => id !== idOfReader).map((id) => sql`${id} = reader.id`);
  const [first = idOfReader] = readers;
  return sql`select reader.id as "userId" ${readInOrder(tablesOfTask(path))}
    where ${allOf([...links, sql`${first} > ${after}`, ...opensTask(path, taskId, listed), isEnabled, where])}`;
}

/** Whether a task is open by a path that all accounts are on, in one row or none. */
export function isOpenForAll(
  path: AccessPath,
  { taskId, ...listed }: Omit<ListedReaders, 'where' | 'after'>,
): Sql {
  return sql`select 1 ${readInOrder([...path.fromTask, task])} where ${allOf(opensTask(path, taskId, listed))}`;
}

const opensTask = (
  path: AccessPath,
  taskId: Sql,
  { openedUntil, closesFrom }: Pick<ListedReaders, 'openedUntil' | 'closesFrom'>,
) => [
  ...idsOf('task', path.fromTask).map((id) => sql`${id} = ${taskId}`),
  ...[isTaskLive, path.where],
  anyOf(
    path.grounds.map((rule) => isOpen({ ...rule, opensAt: openingOf(rule) }, { openedUntil, closesFrom })),
  ),
];

/** Whether a row holds a ground that is open, leaving the embargo aside. */
const isOpen = (
  { when, opensAt, closesAt }: GroundRule,
  { openedUntil, closesFrom }: Pick<ListedTasks | ListedReaders, 'openedUntil' | 'closesFrom'>,
): Sql =>
  allOf([
    ...(when ? [when] : []),
    ...[sql`${opensAt} <= ${openedUntil}`, sql`(${closesAt} is null or ${closesAt} >= ${closesFrom})`],
  ]);

/** Leaves out rows without a ground; a rule without a condition always has one. */
function hasGround({ grounds }: AccessPath): Sql {
  const conditions = grounds.flatMap(({ when }) => when ?? []);
  return conditions.length === grounds.length ? anyOf(conditions) : sql`true`;
}

const isHeldBack = ({ kind }: GroundRule) => !staffKinds.has(kind);
const isReleased = ({ openedUntil }: ListedTasks) =>
  sql`(${embargo} is null or ${embargo} <= ${openedUntil})`;

const idOfReader = sql.ref('reader.id');
const idOfTask = sql.ref('task.id');
const embargo = sql.ref('task.embargoUntil');

/** A disabled account has no grounds, and a deleted task has none. */
const isEnabled = sql`reader.banned is not true`;
const isTaskLive = sql`task."deletedAt" is null`;

/** The columns that name the reader or the task, in the order of the tables, and its own id at the end. */
function idsOf(what: 'reader' | 'task', tables: ReadonlyArray<Table>): ReadonlyArray<Sql> {
  const column = what === 'reader' ? 'userId' : 'taskId';
  const links = tables.filter(({ names }) => names.includes(what));
  return [...links.map(({ as }) => sql.ref(`${as}.${column}`)), what === 'reader' ? idOfReader : idOfTask];
}

const linksToTask = (tables: ReadonlyArray<Table>) => idsOf('task', tables).filter((id) => id !== idOfTask);

/** SQLite reads tables in the order of their cross joins; PostgreSQL's planner chooses one itself. */
const readInOrder = (tables: ReadonlyArray<Table>) =>
  sql`from ${sql.join(
    [...new Set(tables)].map(({ from }) => from),
    sql` cross join `,
  )}`;
