import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { type Ground, rowsOf, type Sql, ways } from './ground-rules.ts';

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
      ways.map((way) => rowsOf(way, param('userId'), sql`task.id = ${param('taskId')}`)),
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

function openTasksQuery(page: OpenTaskPage): RawBuilder<{ taskId: string }> {
  const { userId, openedUntil, closesFrom, after = afterEveryId, limit } = page;
  const tasks = sql.join([sql`task.id < ${after}`, ...conditions(page)], sql` and `);
  // Each way gives its own first page, so none of them is read further than the page needs.
  const firstPages = ways.map(
    (way) => sql`
      select "taskId" from (
        select distinct "taskId" from (${rowsOf(way, userId, tasks)}) as ground
        where "opensAt" <= ${openedUntil} and ("closesAt" is null or "closesAt" >= ${closesFrom})
        order by "taskId" desc limit ${limit}
      ) as page`,
  );
  return sql`${sql.join(firstPages, sql` union `)} order by "taskId" desc limit ${limit}`;
}

function conditions({ groupId, taskIds, foldedText, language, openedUntil }: OpenTaskPage): Array<Sql> {
  const found: Array<Sql> = [];
  if (taskIds) found.push(taskIds.length === 0 ? sql`false` : sql`task.id in (${sql.join(taskIds)})`);
  if (foldedText !== undefined) {
    found.push(sql`task."foldedTitle" like ${`%${foldedText.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
  }
  if (groupId !== undefined) {
    found.push(sql`exists (select 1 from "groupTasks" as given
      where given."taskId" = task.id and given."groupId" = ${groupId} and given."opensAt" <= ${openedUntil})`);
  }
  if (language !== undefined) {
    found.push(sql`exists (select 1 from "documentVersions" as version
      where version."taskId" = task.id and version.language = ${language}
        and version."completedAt" is not null and version."replacedAt" is null)`);
  }
  return found;
}
