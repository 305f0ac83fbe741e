import { sql } from 'kysely';
import type { Database, Dialect } from '../../database/database.ts';
import { type Sql, type Texts, textsOf, textsParam } from '../../database/sql.ts';
import type { TaskLimits } from '../../domain/accounts/principal.ts';

/** The limits of a key, as query parameters. */
export interface LimitParams {
  readonly limitTaskIds: Texts;
  readonly limitGroupIds: Texts;
}

export const limitParams = (dialect: Dialect, { taskIds, groupIds }: TaskLimits): LimitParams => ({
  limitTaskIds: textsParam(dialect, taskIds),
  limitGroupIds: textsParam(dialect, groupIds),
});

/** A query for the ids of all tasks within the limits, without those of deleted groups. */
export const limitedTaskIds = (dialect: Dialect, { limitTaskIds, limitGroupIds }: LimitParams): Sql =>
  sql`select value from ${textsOf(dialect, limitTaskIds, 'named')}
    union select "groupTasks"."taskId" from "groupTasks"
      join groups on groups.id = "groupTasks"."groupId" and groups."deletedAt" is null
      where groups.id in (select value from ${textsOf(dialect, limitGroupIds, 'named')})`;

/**
 * Which of some tasks are within the limits of a key. Ask after reading the grounds: removing a task from a group increments the epoch of
 * its URLs, so a URL signed with the earlier grounds is revoked.
 */
export type FindLimited = (
  limits: TaskLimits,
  taskIds: ReadonlyArray<string>,
) => Promise<ReadonlySet<string>>;

export function createFindLimited(database: Database): FindLimited {
  const { dialect } = database;
  const read = database.prepareBatchedRead<LimitParams & { readonly taskIds: Texts }, { value: string }>(
    (_kysely, param) => {
      const limits = { limitTaskIds: param('limitTaskIds'), limitGroupIds: param('limitGroupIds') };
      return [
        sql<{ value: string }>`select value from ${textsOf(dialect, param('taskIds'), 'wanted')}
        where value in (${limitedTaskIds(dialect, limits)})`,
      ];
    },
  );
  return async (limits, taskIds) => {
    const params = { ...limitParams(dialect, limits), taskIds: textsParam(dialect, new Set(taskIds)) };
    return new Set((await read(params)).map(({ value }) => value));
  };
}
