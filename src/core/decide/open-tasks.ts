import { type RawBuilder, sql } from 'kysely';
import type { Database, Dialect, PreparedRead } from '../../database/database.ts';
import type { Page } from '../../database/paging.ts';
import { allOf, type Sql, type Texts, textsOf, textsParam } from '../../database/sql.ts';
import { likeContaining } from '../../lib/fold-text.ts';
import { type GrantsParam, grantsParam } from './granted-path.ts';
import { groundRows, type OpenGrounds } from './ground-rows.ts';
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
import { type LimitParams, limitedTaskIds, limitParams } from './limited-tasks.ts';
import { newestOfPaths, openTasksOf } from './open-tasks-of-path.ts';
import type { Reader } from './read-permit.ts';

/** Filters for a list of open tasks; undefined matches all. */
export interface TaskFilter {
  /** Assigned to this group, by an assignment that has opened. */
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

/**
 * Reads tasks for which a person has a ground that opened by `opensAtOrBefore` and closes at `closesFrom` or later: all such grounds, maybe
 * others too, newest task first. They are candidates; `decide` decides about each.
 */
export type ReadOpenTasks = (page: OpenTaskPage) => Promise<GroundsByTask>;

/** Sorts after every UUID. */
const afterEveryId = '~';

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

/** A query for a page; some are exported to test their plans. */
type PageQuery<Row> = (dialect: Dialect, params: PageParams) => RawBuilder<Row>;

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
function openByPath(dialect: Dialect, params: PageParams) {
  const { userId, opensAtOrBefore, closesFrom, after } = params;
  const where = allOf([sql`true`, ...conditions(params)]);
  const listed = {
    userId,
    opensAtOrBefore,
    closesFrom,
    after,
    among: idsToLookAmong(dialect, params),
    where,
  };
  return pathsFor(dialect, params.grants).flatMap((path, at) =>
    openTasksOf(dialect, path, listed).map((open) => ({ path: at, open })),
  );
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

function conditions({ titleLike, language }: PageParams): Array<Sql> {
  const found: Array<Sql> = [];
  if (titleLike !== undefined) found.push(sql`task."foldedTitle" like ${titleLike} escape '\\'`);
  if (language !== undefined) {
    found.push(sql`exists (select 1 from "documentVersions" as version
      where version."taskId" = task.id and version.language = ${language}
        and version."completedAt" is not null and version."replacedAt" is null)`);
  }
  return found;
}
