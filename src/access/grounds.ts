import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { type Ground, openTasksOf, rowsOfTask, type Sql, ways } from './ground-rules.ts';

/** Which of the open tasks a list asks for; undefined: no matter. */
export interface TaskFilter {
  /** Assigned to this group, where the assignment has opened. */
  readonly groupId: string | undefined;
  readonly taskIds: ReadonlyArray<string> | undefined;
  /** A part of the title, folded as `foldText` does. */
  readonly foldedText: string | undefined;
  /** With a current document in this language. */
  readonly language: string | undefined;
}

export interface OpenTaskPage extends TaskFilter {
  readonly userId: string;
  /** Unix milliseconds. */
  readonly openedUntil: number;
  readonly closesFrom: number;
  /** Id of the last task of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The single query behind every read: detail, list, batch, explanation and signing all ask it. */
export interface Grounds {
  /** Every ground of a person for a task, open or not. */
  of(userId: string, taskId: string): Promise<ReadonlyArray<Ground>>;
  /** Ids of tasks with a ground that opened until `openedUntil` and closes at `closesFrom` or later, newest first. */
  openTaskIds(page: OpenTaskPage): Promise<ReadonlyArray<string>>;
}

/** Sorts after every UUID. */
const afterEveryId = '~';

export function createGrounds(database: Database): Grounds {
  const groundsOfTask = database.prepareRead<{ userId: string; taskId: string }, Ground>((kysely, param) =>
    sql<Ground>`${sql.join(
      ways.map((way) => rowsOfTask(way, param('userId'), param('taskId'))),
      sql` union all `,
    )}`.compile(kysely),
  );

  return {
    of: (userId, taskId) => groundsOfTask({ userId, taskId }),
    async openTaskIds(page) {
      const { rows } = await openTasksQuery(page).execute(database.kysely);
      return rows.map((row) => row.taskId);
    },
  };
}

/** The ids of a page; exported for the test of its plans. */
export function openTasksQuery(page: OpenTaskPage): RawBuilder<{ taskId: string }> {
  const { userId, openedUntil, closesFrom, after = afterEveryId, limit } = page;
  const where = sql.join([sql`true`, ...conditions(page)], sql` and `);
  const listed = { userId, openedUntil, closesFrom, after, among: idsToLookAmong(page), where };
  // Each way gives its own first page, so none of them is read further than the page needs.
  const firstPages = ways
    .flatMap((way) => openTasksOf(way, listed))
    .map((open) => sql`select "taskId" from (${open} limit ${limit}) as page`);
  return sql`${sql.join(firstPages, sql` union `)} order by "taskId" desc limit ${limit}`;
}

/** A group and a contest have few tasks, so a list of theirs begins with these and not with the reader's. */
function idsToLookAmong({ groupId, taskIds, openedUntil }: OpenTaskPage): Sql | undefined {
  const ofGroup = sql`select given."taskId" from "groupTasks" as given
    where given."groupId" = ${groupId} and given."opensAt" <= ${openedUntil}`;
  if (!taskIds) return groupId === undefined ? undefined : ofGroup;
  const ids = taskIds.length === 0 ? sql`null` : sql.join(taskIds);
  return groupId === undefined ? ids : sql`${ofGroup} and given."taskId" in (${ids})`;
}

function conditions({ foldedText, language }: OpenTaskPage): Array<Sql> {
  const found: Array<Sql> = [];
  if (foldedText !== undefined) {
    found.push(sql`task."foldedTitle" like ${`%${foldedText.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
  }
  if (language !== undefined) {
    found.push(sql`exists (select 1 from "documentVersions" as version
      where version."taskId" = task.id and version.language = ${language}
        and version."completedAt" is not null and version."replacedAt" is null)`);
  }
  return found;
}
