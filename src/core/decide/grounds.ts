import { type RawBuilder, sql } from 'kysely';
import type { Database, Dialect } from '../../database/database.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';
import { type AccessPath, type Ground, storedPaths } from './access-paths.ts';
import { type GrantsParam, grantedPath, grantsParam } from './granted-path.ts';
import { type GroundRow, groundRows, groundsOfRows } from './ground-rows.ts';
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
    database.prepareBatchedRead<TaskParams, GroundRow>((_kysely, param, { areMany }) => {
      const [userId, taskId] = [sql`${param('userId')}`, sql`${param('taskId')}`];
      const paths = pathsFor(dialect, isGranted ? param('grants') : undefined);
      return paths.map((path) => groundRows(path, { userId, taskId, areManyReaders: areMany }));
    }),
  );
  const readsOfTasks = forGrantedAndOwn((isGranted) =>
    database.prepareBatchedRead<TasksParams, TaskGroundRow>((_kysely, param, { areMany }) => {
      const wanted = tasksIn(textsOf(dialect, param('taskIds'), 'wanted'));
      const pairs = { ...wanted, userId: sql`${param('userId')}`, areManyReaders: areMany };
      const paths = pathsFor(dialect, isGranted ? param('grants') : undefined);
      return paths.map((path) => groundRows<TaskGroundRow>(path, pairs));
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
  ...storedPaths,
  ...(grants === undefined ? [] : [grantedPath(dialect, grants)]),
];

export type TaskGroundRow = GroundRow & { readonly taskId: string };

/** To read the grounds for many tasks, whose ids are in the column `value` of a table `wanted`. */
export function tasksIn(wanted: RawBuilder<unknown>) {
  const taskId = sql.ref('wanted.value');
  return { from: { name: 'wanted', from: wanted }, taskId, columns: sql`${taskId} as "taskId"` };
}

export function groundsByTask(
  taskIds: ReadonlyArray<string>,
  rows: ReadonlyArray<TaskGroundRow>,
): GroundsByTask {
  const ofTask = Map.groupBy(rows, (row) => row.taskId);
  return new Map(taskIds.map((taskId) => [taskId, groundsOfRows(ofTask.get(taskId) ?? [])]));
}
