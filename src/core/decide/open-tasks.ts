import { sql } from 'kysely';
import type { Database, PreparedRead } from '../../database/database.ts';
import { groundRows } from './ground-rows.ts';
import {
  forGrantedAndOwn,
  type GroundsByTask,
  groundsByTask,
  pathsFor,
  type ReaderParams,
  readerParams,
  type TaskGroundRow,
  tasksIn,
} from './grounds.ts';
import {
  newestRowsQuery,
  newestTasksQuery,
  type OpenTaskPage,
  type PageParams,
  type PageQuery,
  pageParams,
} from './open-task-queries.ts';
import type { Reader } from './read-permit.ts';

/**
 * Reads tasks for which a person has a ground that opened by `opensAtOrBefore` and closes at `closesFrom` or later: all such grounds, maybe
 * others too, newest task first. They are candidates; `decide` decides about each.
 */
export type ReadOpenTasks = (page: OpenTaskPage) => Promise<GroundsByTask>;

/** How many rows of each path to read for a page of the default size; a task may be on several paths. */
const firstDepth = 64;

export const createReadOpenTasks = (database: Database): ReadOpenTasks =>
  database.dialect === 'sqlite' ? openTasksOnSqlite(database) : openTasksOnPostgres(database);

/** Reads the newest ids of each path, then grounds of each task, only on the paths that opened it. */
function openTasksOnSqlite(database: Database): ReadOpenTasks {
  const readPage = createReadPage(database);
  const readsByPath = forGrantedAndOwn((isGranted) =>
    database.prepareBatchedRead<TasksByPathParams, TaskGroundRow>((_kysely, param) =>
      pathsFor('sqlite', isGranted ? param('grants') : undefined).map((path, at) => {
        const onPath = sql`json_each(${param('taskIdsByPath')}, ${sql.lit(`$."${at}"`)}) as wanted`;
        return groundRows<TaskGroundRow>(path, { ...tasksIn(onPath), userId: sql`${param('userId')}` });
      }),
    ),
  );

  async function readGrounds(
    reader: Reader,
    taskIds: ReadonlyArray<string>,
    found: ReadonlyArray<FoundOnPath>,
  ) {
    const params = { ...readerParams(reader), taskIdsByPath: JSON.stringify(idsByPath(taskIds, found)) };
    return groundsByTask(taskIds, await readsByPath(reader)(params));
  }

  return async (page) => {
    for (let depth = firstDepth; ; depth *= 4) {
      if (page.limit > depth) continue;
      const rows = await readPage(page, newestTasksQuery(depth), depth);
      const found = rows.map(({ path, taskIds }): FoundOnPath => ({ path, taskIds: JSON.parse(taskIds) }));
      const idsOfPaths = found.map(({ taskIds }) => taskIds);
      const taskIds = newestOfPaths(idsOfPaths, page.limit, depth);
      if (taskIds) return readGrounds(page.reader, taskIds, found);
    }
  };
}

/** A JSON object with an array of task ids by the index of each path. */
type TasksByPathParams = ReaderParams & { readonly taskIdsByPath: string };

interface FoundOnPath {
  /** Index of the path. */
  readonly path: number;
  readonly taskIds: ReadonlyArray<string>;
}

/** Which of the tasks were found on each path, without duplicates. A path may have been followed in two orders. */
function idsByPath(taskIds: ReadonlyArray<string>, found: ReadonlyArray<FoundOnPath>) {
  const byPath: Record<number, ReadonlyArray<string>> = {};
  for (const { path, taskIds: onPath } of found) {
    const isOnPath = new Set(onPath);
    byPath[path] = [...(byPath[path] ?? []), ...taskIds.filter((taskId) => isOnPath.has(taskId))];
  }
  return byPath;
}

/** Reads rows with their grounds: in PostgreSQL a second scan of each table costs more than reading them along with the ids. */
function openTasksOnPostgres(database: Database): ReadOpenTasks {
  const readPage = createReadPage(database);
  return async (page) => {
    for (let depth = firstDepth; ; depth *= 2) {
      if (page.limit >= depth) continue;
      const rows = await readPage({ ...page, limit: depth }, newestRowsQuery);
      const whole = new Set(rows.map((row) => row.taskId));
      // The last task may have further rows beyond the limit.
      if (rows.length === depth) whole.delete(rows.at(-1)?.taskId ?? '');
      if (rows.length === depth && whole.size < page.limit) continue;
      const taskIds = [...whole].slice(0, page.limit);
      return groundsByTask(taskIds, rows);
    }
  };
}

/** Runs the query that `build` makes for a page. */
function createReadPage(database: Database) {
  const { dialect } = database;
  // The filters of a list determine the text of its query; each text is compiled once.
  const reads = new Map<string, PreparedRead<PageParams, unknown>>();
  return async <Row>(
    page: OpenTaskPage,
    build: PageQuery<Row>,
    depth?: number,
  ): Promise<ReadonlyArray<Row>> => {
    const params = pageParams(dialect, page);
    const shape = `${depth} ${Object.keys(params).join()}`;
    const read =
      reads.get(shape) ??
      database.prepareRead<PageParams, Row>((kysely, param) => {
        const names = Object.keys(params) as ReadonlyArray<keyof PageParams>;
        const placeholders = Object.fromEntries(names.map((name) => [name, param(name)]));
        return build(dialect, placeholders as unknown as PageParams).compile(kysely);
      });
    reads.set(shape, read);
    return (await read(params)) as ReadonlyArray<Row>;
  };
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
