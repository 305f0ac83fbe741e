import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import {
  type FoundPage,
  findPage,
  formatPosition,
  otherList,
  type Page,
  parsePosition,
} from '../../database/paging.ts';
import { allOf, contains, type Sql } from '../../database/sql.ts';
import { contestPhases } from '../../domain/contests/contest.ts';
import type { TaskRole } from '../../domain/tasks/task.ts';
import type { Clock } from '../../lib/clock.ts';
import { inPhase, type TaskUsage, usagesWhere } from './task-usages.ts';

/** Newest first, or last changed first. */
export const managedTaskSorts = ['created', 'updated'] as const;

export const usageStates = [...contestPhases, 'none'] as const;

/** Which tasks a list of managed tasks shows. */
export interface ManagedTaskFilter {
  /** Who asks. */
  readonly readerId: string;
  /** Only tasks that this person is staff of; undefined: all tasks. */
  readonly userId?: string | undefined;
  /** Part of the title, ignoring case and accents. */
  readonly text?: string | undefined;
  readonly externalId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly contestId?: string | undefined;
  /** The phase of the task's window in the given group or contest, or in any of them; `none`: it is in none. */
  readonly usage?: (typeof usageStates)[number] | undefined;
  /** Default: `created`. */
  readonly sort?: (typeof managedTaskSorts)[number] | undefined;
}

export interface ManagedTask {
  readonly taskId: string;
  /** The role of the person who asks; null for an admin without one. */
  readonly yourRole: TaskRole | null;
}

/**
 * Tasks, listed for those who work on them. Needs no decision, because a role on a task shows it at any time.
 * @throws LecternError `request-invalid` for an `after` of another order
 */
export type ManagedTasks = (page: ManagedTaskFilter & Page) => Promise<FoundPage<ManagedTask>>;

export function createManagedTasks({ database, clock }: { database: Database; clock: Clock }): ManagedTasks {
  return ({ after, limit, ...filter }) =>
    findPage(
      { after, limit },
      async (page) => {
        const query = managedTasksQuery({ ...filter, ...page, nowMs: clock.nowMs() });
        return (await query.execute(database.kysely)).rows;
      },
      ({ taskId: id, updatedAt: atMs }) => (filter.sort === 'updated' ? formatPosition({ atMs, id }) : id),
    );
}

interface Row extends ManagedTask {
  readonly updatedAt: number;
}

/** The only query; exported to test its plan. */
export function managedTasksQuery({
  readerId,
  userId,
  sort,
  after,
  limit,
  ...filter
}: ManagedTaskFilter & Page & { nowMs: number }): RawBuilder<Row> {
  // SQLite starts a cross join at its first table; a person has few tasks there.
  const from = userId === undefined ? sql`tasks as task` : sql`"taskStaff" cross join tasks as task`;
  const isOwn =
    userId === undefined ? [] : [sql`"taskStaff"."userId" = ${userId}`, sql`task.id = "taskStaff"."taskId"`];
  const where = [...isOwn, sql`task."deletedAt" is null`, ...conditions(filter)];
  const yourRole = sql`
    (select role from "taskStaff" as own where own."taskId" = task.id and own."userId" = ${readerId})`;
  const listed = (isAfter: Sql | undefined, order: Sql) => sql<Row>`
    select task.id as "taskId", task."updatedAt", ${yourRole} as "yourRole" from ${from}
    where ${allOf(isAfter ? [...where, isAfter] : where)} order by ${order} limit ${limit}`;
  if (sort !== 'updated') {
    if (after?.includes('.')) throw otherList();
    return listed(after === undefined ? undefined : sql`task.id < ${after}`, sql`task.id desc`);
  }
  const last = after === undefined ? undefined : parsePosition(after);
  return listed(
    last && sql`(task."updatedAt", task.id) < (${last.atMs}, ${last.id})`,
    sql`task."updatedAt" desc, task.id desc`,
  );
}

function conditions({
  text,
  externalId,
  groupId,
  contestId,
  usage,
  nowMs,
}: Omit<ManagedTaskFilter, 'readerId'> & { nowMs: number }): ReadonlyArray<Sql> {
  const found: Array<Sql> = [];
  if (text !== undefined) {
    found.push(contains(sql`task."foldedTitle"`, text));
  }
  if (externalId !== undefined) found.push(sql`task."externalId" = ${externalId}`);

  const phase = usage === undefined || usage === 'none' ? sql`true` : inPhase[usage](nowMs);
  // A group or contest has few tasks, so the query starts there.
  const isIn = (kind: TaskUsage['kind'], id: string) => {
    const there = usagesWhere(({ containerId }) => sql`${containerId} = ${id}`, [kind]);
    return sql`task.id in (select "taskId" from (${there}) as usage where ${phase})`;
  };
  if (groupId !== undefined) found.push(isIn('group', groupId));
  if (contestId !== undefined) found.push(isIn('contest', contestId));

  const anywhere = usagesWhere(({ taskId }) => sql`${taskId} = task.id`);
  const isAnywhere = sql`exists (select 1 from (${anywhere}) as usage where ${phase})`;
  if (usage === 'none') found.push(sql`not ${isAnywhere}`);
  else if (usage && groupId === undefined && contestId === undefined) found.push(isAnywhere);
  return found;
}
