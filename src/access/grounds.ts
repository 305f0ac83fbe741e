import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../accounts/principal.ts';
import type { Database, Dialect, PreparedRead } from '../database/database.ts';
import { likeContaining } from '../database/fold-text.ts';
import type { Page } from '../database/paging.ts';
import { allOf, type Sql } from '../database/sql.ts';
import { type Texts, textsOf, textsParam } from '../database/texts-of.ts';
import {
  type GroundRow,
  groundsOfRows,
  rowsOfTask,
  rowsOfWanted,
  type WantedGrounds,
} from './access-path-queries.ts';
import { type AccessPath, accessPaths, type Ground } from './access-paths.ts';
import { type GrantsParam, grantedPath, grantsParam } from './granted-path.ts';
import { newestOfPaths } from './newest-of-paths.ts';
import { openTasksOf } from './open-tasks-of-path.ts';

/** Which of the open tasks a list asks for; an undefined filter lets all pass. */
export interface TaskFilter {
  /** Assigned to this group, where the assignment has opened. */
  readonly groupId: string | undefined;
  readonly taskIds: ReadonlyArray<string> | undefined;
  /** A part of the title, folded as `foldText` does. */
  readonly foldedText: string | undefined;
  /** With a current document in this language. */
  readonly language: string | undefined;
  /** Only those that the person is a collaborator of. */
  readonly mine: boolean | undefined;
}

/** An account, with what a platform grants it beside its own grounds, and on whose word. */
export type Reader = Pick<Principal, 'id' | 'grants' | 'issuer' | 'apiKeyId'>;

export interface OpenTaskPage extends TaskFilter, Page {
  readonly reader: Reader;
  /** Unix milliseconds. */
  readonly openedUntil: number;
  readonly closesFrom: number;
}

/** What is behind every read, made of the access paths: detail, list, batch, explanation and signing all ask it. */
export interface Grounds {
  /** Every ground of a person for a task, open or not. */
  of(reader: Reader, taskId: string): Promise<ReadonlyArray<Ground>>;
  /** The same for many tasks in one query, by task id; a task without any has an empty list. */
  ofMany(reader: Reader, taskIds: ReadonlyArray<string>): Promise<ReadonlyMap<string, ReadonlyArray<Ground>>>;
  /**
   * The tasks with a ground of a person that opened until `openedUntil` and closes at `closesFrom` or later: all such
   * grounds, and maybe others, by task id, newest first.
   */
  ofOpenTasks(page: OpenTaskPage): Promise<ReadonlyMap<string, ReadonlyArray<Ground>>>;
}

/** Sorts after every UUID. */
const afterEveryId = '~';

/** How many rows of each path are read for a page of the default size: some tasks may come by several. */
const firstDepth = 64;

export function createGrounds(database: Database): Grounds {
  const { dialect } = database;
  /** One prepared read for readers whom a platform grants something, and one for all others. */
  const prepare = (isGranted: boolean) => ({
    ofTask: database.prepareReadTogether<TaskParams, GroundRow>((_kysely, param, { areMany }) =>
      pathsFor(dialect, isGranted ? param('grants') : undefined).map((path) =>
        rowsOfTask(path, sql`${param('userId')}`, sql`${param('taskId')}`, { areManyReaders: areMany }),
      ),
    ),
    ofTasks: database.prepareReadTogether<TasksParams, TaskGroundRow>((_kysely, param, { areMany }) =>
      groundsOfManyQueries(dialect, pathsFor(dialect, isGranted ? param('grants') : undefined), {
        ...{ userId: sql`${param('userId')}`, taskIds: param('taskIds'), areManyReaders: areMany },
      }),
    ),
    ofTasksByPath: database.prepareRead<TasksByPathParams, TaskGroundRow>((kysely, param) =>
      groundsByPathQuery(pathsFor(dialect, isGranted ? param('grants') : undefined), {
        ...{ userId: sql`${param('userId')}`, taskIdsByPath: param('taskIdsByPath') },
      }).compile(kysely),
    ),
  });
  const [own, granted] = [prepare(false), prepare(true)];
  const readsFor = ({ grants = [] }: Reader) => (grants.length > 0 ? granted : own);

  async function ofMany(reader: Reader, taskIds: ReadonlyArray<string>) {
    if (taskIds.length === 0) return new Map();
    const wanted = textsParam(dialect, new Set(taskIds));
    return byTask(taskIds, await readsFor(reader).ofTasks({ ...readerParams(reader), taskIds: wanted }));
  }

  // The text of a query depends on which filters a list has; each is compiled once.
  const openTasks = new Map<string, PreparedRead<PageParams, unknown>>();

  /** What `build` makes of a page. */
  async function readPage<Row>(
    page: OpenTaskPage,
    build: PageQuery<Row>,
    depth?: number,
  ): Promise<ReadonlyArray<Row>> {
    const params = pageParams(dialect, page);
    const shape = `${depth} ${page.mine} ${Object.keys(params).join()}`;
    const read =
      openTasks.get(shape) ??
      database.prepareRead<PageParams, Row>((kysely, param) => {
        const names = Object.keys(params) as ReadonlyArray<keyof PageParams>;
        const placeholders = Object.fromEntries(names.map((name) => [name, param(name)]));
        return build(dialect, placeholders as unknown as PageParams, page.mine).compile(kysely);
      });
    openTasks.set(shape, read);
    return (await read(params)) as ReadonlyArray<Row>;
  }

  async function newestTasks(page: OpenTaskPage): Promise<NewestTasks> {
    for (let depth = firstDepth; ; depth *= 4) {
      if (page.limit > depth) continue;
      const rows = await readPage(page, newestTasksQuery(depth), depth);
      const found = rows.map(({ taskIds }) => JSON.parse(taskIds) as Array<string>);
      const newest = newestOfPaths(found, page.limit, depth);
      if (newest)
        return { newest, found: rows.map(({ path }, at) => ({ path, taskIds: new Set(found[at]) })) };
    }
  }

  /** The grounds of a page's tasks, each read only on the paths by which it was found to be open. */
  async function groundsOfPage({ reader, mine }: OpenTaskPage, { newest, found }: NewestTasks) {
    if (mine) return ofMany(reader, newest);
    const taskIdsByPath: Record<number, ReadonlyArray<string>> = {};
    for (const { path, taskIds } of found) {
      const before = taskIdsByPath[path] ?? [];
      taskIdsByPath[path] = [...before, ...newest.filter((taskId) => taskIds.has(taskId))];
    }
    const wanted = { taskIdsByPath: JSON.stringify(taskIdsByPath) };
    return byTask(newest, await readsFor(reader).ofTasksByPath({ ...readerParams(reader), ...wanted }));
  }

  /** The rows of the tasks of a page, by task. */
  async function newestRows(page: OpenTaskPage): Promise<ReadonlyArray<[string, Array<TaskGroundRow>]>> {
    for (let depth = firstDepth; ; depth *= 2) {
      if (page.limit >= depth) continue;
      const rows = await readPage({ ...page, limit: depth }, newestRowsQuery);
      const ofTask = Map.groupBy(rows, (row) => row.taskId);
      // The last task may have further rows beyond the limit.
      if (rows.length === depth) ofTask.delete(rows.at(-1)?.taskId ?? '');
      if (rows.length < depth || ofTask.size >= page.limit) return [...ofTask].slice(0, page.limit);
    }
  }

  return {
    of: async (reader, taskId) =>
      groundsOfRows(await readsFor(reader).ofTask({ ...readerParams(reader), taskId })),
    ofMany,
    async ofOpenTasks(page) {
      if (dialect === 'sqlite') return groundsOfPage(page, await newestTasks(page));
      // PostgreSQL takes longer to begin with each table of the grounds than to read them together with the ids.
      const newest = await newestRows(page);
      if (page.mine) {
        const taskIds = newest.map(([taskId]) => taskId);
        return ofMany(page.reader, taskIds);
      }
      return new Map(newest.map(([taskId, rows]) => [taskId, groundsOfRows(rows)]));
    },
  };
}

/** A query for a page; exported ones for the tests of their plans. */
type PageQuery<Row> = (dialect: Dialect, params: PageParams, mine: TaskFilter['mine']) => RawBuilder<Row>;

interface ReaderParams {
  readonly userId: string;
  readonly grants: GrantsParam;
}
type TaskParams = ReaderParams & { readonly taskId: string };
type TasksParams = ReaderParams & { readonly taskIds: Texts };
/** A JSON object with an array of ids by the place of each path. */
type TasksByPathParams = ReaderParams & { readonly taskIdsByPath: string };

/** The newest tasks of a page, and where they were found. */
interface NewestTasks {
  readonly newest: ReadonlyArray<string>;
  readonly found: ReadonlyArray<{ readonly path: number; readonly taskIds: ReadonlySet<string> }>;
}

const readerParams = ({ id, grants = [] }: Reader): ReaderParams => ({
  userId: id,
  grants: grants.length > 0 ? grantsParam(grants) : '',
});

/** The paths that are stored, and that of the grants which come with a request. */
export const pathsFor = (
  dialect: Dialect,
  grants?: GrantsParam | RawBuilder<GrantsParam>,
): ReadonlyArray<AccessPath> => [
  ...Object.values(accessPaths),
  ...(grants === undefined ? [] : [grantedPath(dialect, grants)]),
];

type TaskGroundRow = GroundRow & { readonly taskId: string };

/** All grounds of a person for the tasks with the given ids, in rows. */
function groundsOfManyQueries(
  dialect: Dialect,
  paths: ReadonlyArray<AccessPath>,
  { taskIds, ...asked }: Pick<WantedGrounds, 'userId' | 'areManyReaders'> & { readonly taskIds: Texts },
): ReadonlyArray<RawBuilder<TaskGroundRow>> {
  const taskId = sql.ref('wanted.value');
  const from = { as: 'wanted', from: textsOf(dialect, taskIds, 'wanted') };
  return paths.map((path) =>
    rowsOfWanted(path, { ...asked, from, taskId, columns: sql`${taskId} as "taskId"` }),
  );
}

/** The grounds of a person on each path for the tasks that are wanted there, in rows, on SQLite. */
function groundsByPathQuery(
  paths: ReadonlyArray<AccessPath>,
  { userId, taskIdsByPath }: Pick<WantedGrounds, 'userId'> & Pick<TasksByPathParams, 'taskIdsByPath'>,
): RawBuilder<TaskGroundRow> {
  const taskId = sql.ref('wanted.value');
  const queries = paths.map((path, at) => {
    const from = sql`json_each(${taskIdsByPath}, ${sql.lit(`$."${at}"`)}) as wanted`;
    const wanted = { from: { as: 'wanted', from }, userId, taskId, areManyReaders: false };
    return rowsOfWanted(path, { ...wanted, columns: sql`${taskId} as "taskId"` });
  });
  return sql`${sql.join(queries, sql` union all `)}`;
}

function byTask(
  taskIds: ReadonlyArray<string>,
  rows: ReadonlyArray<TaskGroundRow>,
): ReadonlyMap<string, ReadonlyArray<Ground>> {
  const ofTask = Map.groupBy(rows, (row) => row.taskId);
  return new Map(taskIds.map((taskId) => [taskId, groundsOfRows(ofTask.get(taskId) ?? [])]));
}

/** All grounds of many persons and tasks, in rows. */
export function groundsOfWantedQuery<Columns>(
  paths: ReadonlyArray<AccessPath>,
  wanted: WantedGrounds,
): RawBuilder<GroundRow & Columns> {
  const rows = paths.map((path) => rowsOfWanted<Columns>(path, wanted));
  return sql`${sql.join(rows, sql` union all `)}`;
}

/** The values of a page's query; a filter that is not asked for has no member. */
export interface PageParams {
  readonly userId: string;
  readonly openedUntil: number;
  readonly closesFrom: number;
  readonly after: string;
  /** Of the rows, on PostgreSQL. */
  readonly limit: number;
  readonly groupId?: string;
  readonly taskIds?: Texts;
  /** A pattern of LIKE. */
  readonly titleLike?: string;
  readonly language?: string;
  readonly grants?: GrantsParam;
}

export function pageParams(dialect: Dialect, page: OpenTaskPage): PageParams {
  const { reader, openedUntil, closesFrom, after = afterEveryId, limit } = page;
  const { groupId, taskIds, foldedText, language } = page;
  const { id: userId, grants = [] } = reader;
  return {
    ...{ userId, openedUntil, closesFrom, after, limit },
    ...(grants.length === 0 ? {} : { grants: grantsParam(grants) }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(taskIds === undefined ? {} : { taskIds: textsParam(dialect, taskIds) }),
    ...(foldedText === undefined ? {} : { titleLike: likeContaining(foldedText) }),
    ...(language === undefined ? {} : { language }),
  };
}

/** Collaborators may read at any time, so their own path finds all their tasks, and no other has to be followed. */
const accessPathsOf = (
  dialect: Dialect,
  mine: TaskFilter['mine'],
  grants?: GrantsParam,
): ReadonlyArray<AccessPath> => (mine ? [accessPaths.collaborator] : pathsFor(dialect, grants));

/** The newest rows of all paths, with the open grounds that these hold, on PostgreSQL. */
export const newestRowsQuery: PageQuery<TaskGroundRow> = (dialect, params, mine) => {
  const newest = openByPath(dialect, params, mine).map(
    ({ open }) => sql`select * from (${open} limit ${params.limit}) as page`,
  );
  return sql`${sql.join(newest, sql` union all `)} order by "taskId" desc limit ${params.limit}`;
};

/**
 * The newest ids of each path, `depth` at most, as a JSON array a path, on SQLite: a row for each would cost a third more.
 * It leaves out what is beyond a limit only where it knows that limit when it prepares the query.
 */
export const newestTasksQuery =
  (depth: number): PageQuery<{ path: number; taskIds: string }> =>
  (dialect, params, mine) => {
    const newest = openByPath(dialect, params, mine).map(
      ({ path, open }) => sql`select ${sql.lit(path)} as path, json_group_array("taskId") as "taskIds"
        from (${open} limit ${sql.lit(depth)}) as page`,
    );
    return sql`${sql.join(newest, sql` union all `)}`;
  };

/** What is open by each path, with its place among them. No more is read of it than a limit says. */
function openByPath(dialect: Dialect, params: PageParams, mine: TaskFilter['mine']) {
  const { userId, openedUntil, closesFrom, after } = params;
  const where = allOf([sql`true`, ...conditions(params)]);
  const listed = { userId, openedUntil, closesFrom, after, among: idsToLookAmong(dialect, params), where };
  return accessPathsOf(dialect, mine, params.grants).flatMap((path, at) =>
    openTasksOf(dialect, path, listed).map((open) => ({ path: at, open })),
  );
}

/** A group and a contest have few tasks, so a list of theirs begins with these and not with the reader's. */
function idsToLookAmong(dialect: Dialect, { groupId, taskIds, openedUntil }: PageParams): Sql | undefined {
  const ofGroup = sql`select given."taskId" from "groupTasks" as given
    where given."groupId" = ${groupId} and given."opensAt" <= ${openedUntil}`;
  if (taskIds === undefined) return groupId === undefined ? undefined : ofGroup;
  const ids = sql`select value from ${textsOf(dialect, taskIds, 'wanted')}`;
  return groupId === undefined ? ids : sql`${ofGroup} and given."taskId" in (${ids})`;
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
