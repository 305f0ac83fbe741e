import { sql } from 'kysely';
import type { Database, Dialect } from '../../database/database.ts';
import type { Page } from '../../database/paging.ts';
import { allOf, noText, type Sql, textsOf, textsParam } from '../../database/sql.ts';
import type { ContestPhase } from '../../domain/contests/contest.ts';
import { sharedWindow } from '../../domain/contests/contest-window.ts';
import { type Container, containerKinds } from './containers.ts';

/** A group or contest that has a task, and its window there, without embargoes and individual times. */
export interface TaskUsage extends Container {
  /** Unix milliseconds. */
  readonly opensAt: number;
  /** Unix milliseconds; null: never. If it is not after `opensAt`, the task never opens there. */
  readonly closesAt: number | null;
  /** In a contest; null in a group. */
  readonly label: string | null;
}

/** The first usages of a task, and how many it has. */
export interface TaskUsageSummary {
  readonly usages: ReadonlyArray<TaskUsage>;
  readonly usageCount: number;
}

export interface TaskUsages {
  /** Ordered by the id of the group or contest; `after` is such an id. */
  ofTask(taskId: string, page: Page): Promise<ReadonlyArray<TaskUsage>>;
  /**
   * Usages by task id, of tasks that have any, in one query: up to `limit` each. Those open at `atMs` come first, then upcoming ones,
   * then the rest; each nearest in time first.
   */
  ofTasks(
    taskIds: ReadonlyArray<string>,
    options: SummaryOptions,
  ): Promise<ReadonlyMap<string, TaskUsageSummary>>;
}

interface SummaryOptions {
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly limit: number;
}

/** How usages of one kind are stored. */
interface UsageRows {
  readonly from: Sql;
  readonly taskId: Sql;
  readonly containerId: Sql;
  readonly isLive: Sql;
  /** The columns of `TaskUsage`. */
  readonly columns: Sql;
}

const rowsOf: Readonly<Record<TaskUsage['kind'], UsageRows>> = {
  group: {
    from: sql`"groupTasks" join groups on groups.id = "groupTasks"."groupId"`,
    taskId: sql`"groupTasks"."taskId"`,
    containerId: sql`"groupTasks"."groupId"`,
    isLive: sql`groups."deletedAt" is null`,
    columns: sql`cast('group' as text) as kind, groups.id, groups."externalId", groups.name, ${noText} as label,
      "groupTasks"."opensAt" as "opensAt", "groupTasks"."closesAt" as "closesAt"`,
  },
  contest: {
    from: sql`"contestTasks" join contests on contests.id = "contestTasks"."contestId"`,
    taskId: sql`"contestTasks"."taskId"`,
    containerId: sql`"contestTasks"."contestId"`,
    isLive: sql`contests."deletedAt" is null`,
    columns: sql`cast('contest' as text) as kind, contests.id, contests."externalId", contests.name, "contestTasks".label as label,
      ${sharedWindow.opensAt} as "opensAt", ${sharedWindow.closesAt} as "closesAt"`,
  },
};

export function createTaskUsages({ kysely, dialect }: Database): TaskUsages {
  return {
    async ofTask(taskId, { after = '', limit }) {
      const usages = usagesWhere((row) => sql`${row.taskId} = ${taskId}`);
      const { rows } = await sql<TaskUsage>`
        select * from (${usages}) as usage where id > ${after} order by id limit ${limit}`.execute(kysely);
      return rows;
    },
    async ofTasks(taskIds, options) {
      if (taskIds.length === 0) return new Map();
      const { rows } = await usageSummaryQuery(dialect, taskIds, options).execute(kysely);
      return new Map(
        Array.from(
          Map.groupBy(rows, ({ taskId }) => taskId),
          ([taskId, ofTask]) => [
            taskId,
            {
              usages: ofTask.map(({ taskId: _task, total: _total, ...usage }) => usage),
              usageCount: Number(ofTask[0]?.total),
            },
          ],
        ),
      );
    },
  };
}

/** The query of `ofTasks`; exported to test its plan. */
export function usageSummaryQuery(
  dialect: Dialect,
  taskIds: ReadonlyArray<string>,
  { atMs, limit }: SummaryOptions,
) {
  const wanted = sql`(select value from ${textsOf(dialect, textsParam(dialect, taskIds), 'wanted')})`;
  return sql<TaskUsage & { readonly taskId: string; readonly total: number }>`
    select kind, id, "externalId", name, label, "opensAt", "closesAt", "taskId", total from (
      select usage.*, count(*) over (partition by "taskId") as total, row_number() over (
        partition by "taskId" order by
          case when ${inPhase.running(atMs)} then 0 when ${inPhase.upcoming(atMs)} then 1 else 2 end,
          abs("opensAt" - ${atMs}), id
      ) as rank from (${usagesWhere((row) => sql`${row.taskId} in ${wanted}`)}) as usage
    ) as ranked where rank <= ${limit} order by "taskId", rank`;
}

/** Whether the window in the columns `opensAt` and `closesAt` is in a phase. A window that never opens can only be past. */
export const inPhase: Readonly<Record<ContestPhase, (atMs: number) => Sql>> = {
  upcoming: (atMs) => sql`("opensAt" > ${atMs} and ("closesAt" is null or "closesAt" > "opensAt"))`,
  running: (atMs) => sql`("opensAt" <= ${atMs} and ("closesAt" is null or "closesAt" > ${atMs}))`,
  past: (atMs) => sql`"closesAt" <= ${atMs}`,
};

/** The usages of these kinds that meet a condition. */
export const usagesWhere = (
  condition: (row: Pick<UsageRows, 'taskId' | 'containerId'>) => Sql,
  kinds: ReadonlyArray<TaskUsage['kind']> = containerKinds,
): Sql =>
  sql.join(
    kinds.map((kind) => {
      const { from, columns, isLive, ...ids } = rowsOf[kind];
      return sql`select ${ids.taskId} as "taskId", ${columns} from ${from} where ${allOf([condition(ids), isLive])}`;
    }),
    sql` union all `,
  );
