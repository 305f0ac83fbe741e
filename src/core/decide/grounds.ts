import { type RawBuilder, sql } from 'kysely';
import type { Database, Dialect } from '../../database/database.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';
import {
  type GroundRow,
  groundsOfRows,
  rowsOfTask,
  rowsOfWanted,
  type WantedGrounds,
} from './access-path-queries.ts';
import { type AccessPath, accessPaths, type Ground } from './access-paths.ts';
import { type GrantsParam, grantedPath, grantsParam } from './granted-path.ts';
import { createFindLimited } from './limited-tasks.ts';
import type { Reader } from './read-permit.ts';

/** The grounds of every read, found on the access paths. Detail, list, batch, explanation and signing all use it. */
export interface Grounds {
  /** Every ground of a person for a task, open or not; none if the task is beyond the limits of the key. */
  of(reader: Reader, taskId: string): Promise<ReadonlyArray<Ground>>;
  /** The same for many tasks in one query; a task without grounds has an empty list. */
  ofMany(reader: Reader, taskIds: ReadonlyArray<string>): Promise<GroundsByTask>;
}

/** By task id. */
export type GroundsByTask = ReadonlyMap<string, ReadonlyArray<Ground>>;

export function createGrounds(database: Database): Grounds {
  const { dialect } = database;
  const findLimited = createFindLimited(database);
  const readsOfTask = forGrantedAndOwn((isGranted) =>
    database.prepareBatchedRead<TaskParams, GroundRow>((_kysely, param, { areMany }) =>
      pathsFor(dialect, isGranted ? param('grants') : undefined).map((path) =>
        rowsOfTask(path, sql`${param('userId')}`, sql`${param('taskId')}`, { areManyReaders: areMany }),
      ),
    ),
  );
  const readsOfTasks = forGrantedAndOwn((isGranted) =>
    database.prepareBatchedRead<TasksParams, TaskGroundRow>((_kysely, param, { areMany }) => {
      const taskIds = textsOf(dialect, param('taskIds'), 'wanted');
      return groundsOfTasksQueries(pathsFor(dialect, isGranted ? param('grants') : undefined), {
        userId: sql`${param('userId')}`,
        areManyReaders: areMany,
        wantedOn: () => taskIds,
      });
    }),
  );

  return {
    async of(reader, taskId) {
      const found = groundsOfRows(await readsOfTask(reader)({ ...readerParams(reader), taskId }));
      if (reader.limits === undefined) return found;
      return (await findLimited(reader.limits, [taskId])).has(taskId) ? found : [];
    },
    async ofMany(reader, taskIds) {
      if (taskIds.length === 0) return new Map();
      const wanted = textsParam(dialect, new Set(taskIds));
      const rows = await readsOfTasks(reader)({ ...readerParams(reader), taskIds: wanted });
      if (reader.limits === undefined) return groundsByTask(taskIds, rows);
      const limited = await findLimited(reader.limits, taskIds);
      return groundsByTask(
        taskIds,
        rows.filter(({ taskId }) => limited.has(taskId)),
      );
    },
  };
}

/** One prepared read for readers with grants from a platform, and one for all others. */
export function forGrantedAndOwn<Read>(
  prepare: (isGranted: boolean) => Read,
): (reader: Pick<Reader, 'grants'>) => Read {
  const [own, granted] = [prepare(false), prepare(true)];
  return ({ grants = [] }) => (grants.length > 0 ? granted : own);
}

export interface ReaderParams {
  readonly userId: string;
  readonly grants: GrantsParam;
}
type TaskParams = ReaderParams & { readonly taskId: string };
type TasksParams = ReaderParams & { readonly taskIds: Texts };

export const readerParams = ({ id, grants = [] }: Reader): ReaderParams => ({
  userId: id,
  grants: grants.length > 0 ? grantsParam(grants) : '',
});

/** The stored paths, and the path of the grants that come with a request. */
export const pathsFor = (
  dialect: Dialect,
  grants?: GrantsParam | RawBuilder<GrantsParam>,
): ReadonlyArray<AccessPath> => [
  ...Object.values(accessPaths),
  ...(grants === undefined ? [] : [grantedPath(dialect, grants)]),
];

export type TaskGroundRow = GroundRow & { readonly taskId: string };

interface GroundsOfTasks extends Pick<WantedGrounds, 'userId' | 'areManyReaders'> {
  /** The table `wanted`, with the ids of tasks in `value`, to follow a path for; `at` is the index of the path. */
  readonly wantedOn: (at: number) => RawBuilder<unknown>;
}

/** All grounds of a person for many tasks, in one query per path. */
export function groundsOfTasksQueries(
  paths: ReadonlyArray<AccessPath>,
  { wantedOn, ...asked }: GroundsOfTasks,
): ReadonlyArray<RawBuilder<TaskGroundRow>> {
  const taskId = sql.ref('wanted.value');
  return paths.map((path, at) => {
    const from = { as: 'wanted', from: wantedOn(at) };
    return rowsOfWanted(path, { ...asked, from, taskId, columns: sql`${taskId} as "taskId"` });
  });
}

export function groundsByTask(
  taskIds: ReadonlyArray<string>,
  rows: ReadonlyArray<TaskGroundRow>,
): GroundsByTask {
  const ofTask = Map.groupBy(rows, (row) => row.taskId);
  return new Map(taskIds.map((taskId) => [taskId, groundsOfRows(ofTask.get(taskId) ?? [])]));
}

/** All grounds of many people for many tasks, in one query. */
export function groundsOfWantedQuery<Columns>(
  paths: ReadonlyArray<AccessPath>,
  wanted: WantedGrounds,
): RawBuilder<GroundRow & Columns> {
  const rows = paths.map((path) => rowsOfWanted<Columns>(path, wanted));
  return sql`${sql.join(rows, sql` union all `)}`;
}
