import { sql } from 'kysely';
import { allOf, type Sql } from '../../database/sql.ts';

/** What the ids that join the tables of a path belong to. */
type Id = 'userId' | 'groupId' | 'contestId' | 'taskId';

/** A table on a path from a reader to a task. */
export interface PathTable {
  /** In queries. */
  readonly name: string;
  readonly from: Sql;
  /** Its columns with ids. */
  readonly ids: { readonly [Of in Id]?: Of | 'id' };
  /** Whether it has very many rows per group or contest, which the table before it then names. */
  readonly isCrowd?: boolean;
}

const linkTable = (name: string, ...ids: ReadonlyArray<Id>): PathTable => ({
  name,
  from: sql.table(name),
  ids: Object.fromEntries(ids.map((id) => [id, id])),
});

export const reader: PathTable = { name: 'reader', from: sql`"user" as reader`, ids: { userId: 'id' } };
export const taskStaff = linkTable('taskStaff', 'userId', 'taskId');
export const groupMembers = { ...linkTable('groupMembers', 'userId', 'groupId'), isCrowd: true };
export const groups: PathTable = { name: 'groups', from: sql.table('groups'), ids: { groupId: 'id' } };
export const groupTasks = linkTable('groupTasks', 'groupId', 'taskId');
export const contestStaff = linkTable('contestStaff', 'userId', 'contestId');
export const contestParticipants = {
  ...linkTable('contestParticipants', 'userId', 'contestId'),
  isCrowd: true,
};
export const contestGroups = linkTable('contestGroups', 'groupId', 'contestId');
export const contests: PathTable = {
  name: 'contests',
  from: sql.table('contests'),
  ids: { contestId: 'id' },
};
export const contestTasks = linkTable('contestTasks', 'contestId', 'taskId');
export const task: PathTable = { name: 'task', from: sql`tasks as task`, ids: { taskId: 'id' } };

/** Disabled accounts read nothing, and no path leads through what is deleted. */
export const isEnabled = sql`reader.banned is not true`;
export const isTaskLive = sql`task."deletedAt" is null`;
const isLive: Readonly<Record<string, Sql>> = {
  reader: isEnabled,
  groups: sql`groups."deletedAt" is null`,
  contests: sql`contests."deletedAt" is null`,
  task: isTaskLive,
};

type Tables = ReadonlyArray<PathTable>;

/** The columns with the id of a reader, a task, a group or a contest, in the order of the tables. */
export const idsIn = (tables: Tables, id: Id): ReadonlyArray<Sql> =>
  [...new Set(tables)].flatMap(({ name, ids }) =>
    ids[id] === undefined ? [] : [sql.ref(`${name}.${ids[id]}`)],
  );

export const allAre = (ids: ReadonlyArray<Sql>, value: Sql): ReadonlyArray<Sql> =>
  ids.map((id) => sql`${id} = ${value}`);

/**
 * Rows of tables that are joined by the ids of groups and contests, without deleted ones. SQLite reads the tables in the order in which they
 * are first named; PostgreSQL's planner chooses its own.
 */
export function rowsIn(columns: Sql, tables: Tables, conditions: ReadonlyArray<Sql | undefined>): Sql {
  const joins = (['groupId', 'contestId'] as const).flatMap((of) => {
    const [first, ...others] = idsIn(tables, of);
    return first ? allAre(others, first) : [];
  });
  const ordered = [...new Set(tables)];
  const live = ordered.map(({ name }) => isLive[name]);
  const where = [...joins, ...conditions, ...live].filter((condition) => condition !== undefined);
  const inOrder = sql.join(
    ordered.map(({ from }) => from),
    sql` cross join `,
  );
  return sql`select ${columns} from ${inOrder} where ${allOf(where)}`;
}

/**
 * The order of a path's tables that begins at the task. Both ends have few rows, however large the tables are, and groups and contests are
 * looked up last.
 */
export function fromTask(tables: Tables): Tables {
  const isLookup = ({ ids }: PathTable) => Object.values(ids).includes('id');
  return [...tables.filter((table) => !isLookup(table)).reverse(), ...tables.filter(isLookup)];
}

/**
 * Looks up the reader's row of each group or contest by itself, on PostgreSQL with many readers. With a plain join, the planner would read
 * all participants of a contest for each reader who takes part.
 */
export const oneByOne = (tables: Tables, userId: Sql): Tables =>
  tables.map((table, at) => {
    const { name, isCrowd, ids } = table;
    const of = ids.groupId ? 'groupId' : 'contestId';
    if (!isCrowd) return table;
    const from = sql`lateral (select each.* from ${sql.table(name)} as each where each."userId" = ${userId}
      and each.${sql.ref(of)} = ${sql.ref(`${tables[at - 1]?.name}.${of}`)} offset 0) as ${sql.table(name)}`;
    return { ...table, from };
  });

/** Whether it has a few rows per reader, each with a group or contest. */
export const isMembership = ({ ids }: PathTable) => ids.userId === 'userId' && ids.taskId === undefined;

/** A membership table that begins with the newest groups or contests, whose ids grow with time. */
export function newestFirst(table: PathTable, userId: Sql): PathTable {
  const { name, ids } = table;
  const from = sql`(select newest.* from ${sql.table(name)} as newest where newest."userId" = ${userId}
    order by newest.${sql.ref(ids.groupId ?? 'contestId')} desc limit ${sql.lit(Number.MAX_SAFE_INTEGER)}) as ${sql.table(name)}`;
  return isMembership(table) ? { ...table, from } : table;
}
