import { type RawBuilder, sql } from 'kysely';
import type { Database, Dialect, PreparedRead } from '../database/database.ts';
import { likeContaining } from '../database/fold-text.ts';
import type { Page } from '../database/paging.ts';
import { allOf, type Sql } from '../database/sql.ts';
import { type Texts, textsOf, textsParam } from '../database/texts-of.ts';
import {
  type GroundRow,
  groundsOfRows,
  openTasksOf,
  rowsOfTask,
  rowsOfTasks,
} from './access-path-queries.ts';
import { type AccessPath, accessPaths, type Ground } from './access-paths.ts';

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

export interface OpenTaskPage extends TaskFilter, Page {
  readonly userId: string;
  /** Unix milliseconds. */
  readonly openedUntil: number;
  readonly closesFrom: number;
}

/** The single query behind every read: detail, list, batch, explanation and signing all ask it. */
export interface Grounds {
  /** Every ground of a person for a task, open or not. */
  of(userId: string, taskId: string): Promise<ReadonlyArray<Ground>>;
  /** The same for many tasks in one query, by task id; a task without any has an empty list. */
  ofMany(userId: string, taskIds: ReadonlyArray<string>): Promise<ReadonlyMap<string, ReadonlyArray<Ground>>>;
  /** Ids of tasks with a ground that opened until `openedUntil` and closes at `closesFrom` or later, newest first. */
  openTaskIds(page: OpenTaskPage): Promise<ReadonlyArray<string>>;
}

/** Sorts after every UUID. */
const afterEveryId = '~';

export function createGrounds(database: Database): Grounds {
  const groundsOfTask = database.prepareRead<{ userId: string; taskId: string }, GroundRow>((kysely, param) =>
    groundsQuery(sql`${param('userId')}`, sql`${param('taskId')}`).compile(kysely),
  );
  const groundsOfTasks = database.prepareRead<{ userId: string; taskIds: Texts }, TaskGroundRow>(
    (kysely, param) =>
      groundsOfManyQuery(database.dialect, sql`${param('userId')}`, param('taskIds')).compile(kysely),
  );

  // The text of a query depends on which filters a list has; each is compiled once.
  const openTasks = new Map<string, PreparedRead<PageParams, { taskId: string }>>();

  return {
    of: async (userId, taskId) => groundsOfRows(await groundsOfTask({ userId, taskId })),
    async ofMany(userId, taskIds) {
      if (taskIds.length === 0) return new Map();
      const rows = await groundsOfTasks({ userId, taskIds: textsParam(database.dialect, new Set(taskIds)) });
      const ofTask = Map.groupBy(rows, (row) => row.taskId);
      return new Map(taskIds.map((taskId) => [taskId, groundsOfRows(ofTask.get(taskId) ?? [])]));
    },
    async openTaskIds(page) {
      const params = pageParams(database.dialect, page);
      const through = accessPathsOf(page);
      const shape = `${through.length} ${Object.keys(params).join()}`;
      const read =
        openTasks.get(shape) ??
        database.prepareRead<PageParams, { taskId: string }>((kysely, param) => {
          const names = Object.keys(params) as ReadonlyArray<keyof PageParams>;
          const placeholders = Object.fromEntries(names.map((name) => [name, param(name)]));
          return openTasksQuery(database.dialect, placeholders as unknown as PageParams, through).compile(
            kysely,
          );
        });
      openTasks.set(shape, read);
      return (await read(params)).map((row) => row.taskId);
    },
  };
}

/** All grounds of a person for a task, in rows; the ids may be expressions. */
export function groundsQuery(userId: Sql, taskId: Sql): RawBuilder<GroundRow> {
  const rows = Object.values(accessPaths).map((path) => rowsOfTask(path, userId, taskId));
  return sql<GroundRow>`${sql.join(rows, sql` union all `)}`;
}

type TaskGroundRow = GroundRow & { readonly taskId: string };

/** All grounds of a person for the tasks with the given ids, in rows. */
export function groundsOfManyQuery(dialect: Dialect, userId: Sql, taskIds: Texts): RawBuilder<TaskGroundRow> {
  const wanted = textsOf(dialect, taskIds, 'wanted');
  const rows = Object.values(accessPaths).map((path) => rowsOfTasks(path, userId, wanted));
  return sql<TaskGroundRow>`${sql.join(rows, sql` union all `)}`;
}

/** The values of a page's query; a filter that is not asked for has no member. */
export interface PageParams {
  readonly userId: string;
  readonly openedUntil: number;
  readonly closesFrom: number;
  readonly after: string;
  readonly limit: number;
  readonly groupId?: string;
  readonly taskIds?: Texts;
  /** A pattern of LIKE. */
  readonly titleLike?: string;
  readonly language?: string;
}

export function pageParams(dialect: Dialect, page: OpenTaskPage): PageParams {
  const { userId, openedUntil, closesFrom, after = afterEveryId, limit } = page;
  const { groupId, taskIds, foldedText, language } = page;
  return {
    ...{ userId, openedUntil, closesFrom, after, limit },
    ...(groupId === undefined ? {} : { groupId }),
    ...(taskIds === undefined ? {} : { taskIds: textsParam(dialect, taskIds) }),
    ...(foldedText === undefined ? {} : { titleLike: likeContaining(foldedText) }),
    ...(language === undefined ? {} : { language }),
  };
}

/** Collaborators may read at any time, so their own path finds all their tasks, and no other has to be followed. */
export const accessPathsOf = ({ mine }: Pick<TaskFilter, 'mine'>): ReadonlyArray<AccessPath> =>
  mine ? [accessPaths.collaborator] : Object.values(accessPaths);

/** The ids of a page that some access paths lead to; exported for the test of its plans. */
export function openTasksQuery(
  dialect: Dialect,
  params: PageParams,
  through: ReadonlyArray<AccessPath>,
): RawBuilder<{ taskId: string }> {
  const { userId, openedUntil, closesFrom, after, limit } = params;
  const where = allOf([sql`true`, ...conditions(params)]);
  const listed = { userId, openedUntil, closesFrom, after, among: idsToLookAmong(dialect, params), where };
  // Each path has a first page of its own, so none of them is read further than the page needs.
  const firstPages = through
    .flatMap((path) => openTasksOf(path, listed))
    .map((open) => sql`select "taskId" from (${open} limit ${limit}) as page`);
  return sql`${sql.join(firstPages, sql` union `)} order by "taskId" desc limit ${limit}`;
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
