import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** In the order in which a decision names them when several hold equally long. */
export const groundKinds = ['admin', 'collaborator', 'group-staff', 'group', 'signed-in'] as const;
export type GroundKind = (typeof groundKinds)[number];

/** Grounds that an embargo does not hold back; their holders also see replaced versions. */
export const staffKinds: ReadonlySet<GroundKind> = new Set(['admin', 'collaborator', 'group-staff']);

/** One reason why a principal may read a task, with the window in which it holds (Unix ms; null: never closes). */
export interface Ground {
  readonly kind: GroundKind;
  readonly opensAt: number;
  readonly closesAt: number | null;
}

/** How a ground follows from the rows: `reader` is the account that asks, `task` a task that is not deleted. */
interface GroundRule {
  readonly join?: RawBuilder<unknown>;
  readonly where?: RawBuilder<unknown>;
  readonly opensAt: RawBuilder<unknown>;
  readonly closesAt: RawBuilder<unknown>;
}

const always = { opensAt: sql`0`, closesAt: sql`cast(null as integer)` };

/** An embargo moves the opening; it never opens anything earlier. */
const embargoed = (opensAt: RawBuilder<unknown>) =>
  sql`case when task."embargoUntil" > ${opensAt} then task."embargoUntil" else ${opensAt} end`;

const inGroupAs = (role: 'member' | 'staff') => sql`
  join "groupTasks" as assignment on assignment."taskId" = task.id
  join "groups" as course on course.id = assignment."groupId" and course."deletedAt" is null
  join "groupMembers" as membership on membership."groupId" = course.id
    and membership."userId" = reader.id and membership.role = ${sql.lit(role)}`;

/** The access model: every reason there is, one row each. */
const groundRules: Readonly<Record<GroundKind, GroundRule>> = {
  admin: { where: sql`reader.role = 'admin'`, ...always },
  collaborator: {
    join: sql`join "taskCollaborators" as collaborator
      on collaborator."taskId" = task.id and collaborator."userId" = reader.id`,
    ...always,
  },
  'group-staff': { join: inGroupAs('staff'), ...always },
  group: {
    join: inGroupAs('member'),
    opensAt: embargoed(sql`assignment."opensAt"`),
    closesAt: sql`assignment."closesAt"`,
  },
  'signed-in': {
    where: sql`task.visibility = 'signed-in'`,
    opensAt: embargoed(sql`task."visibleFrom"`),
    closesAt: always.closesAt,
  },
};

/** The rows of one kind of ground. A disabled account has none, and a deleted task has none. */
const rowsOf = (kind: GroundKind, userId: string, tasks: RawBuilder<unknown>) => {
  const { join = sql``, where = sql`true`, opensAt, closesAt } = groundRules[kind];
  return sql`
    select task.id as "taskId", ${sql.lit(kind)} as kind, ${opensAt} as "opensAt", ${closesAt} as "closesAt"
    from "user" as reader
    join tasks as task on task."deletedAt" is null and ${tasks}
    ${join}
    where reader.id = ${userId} and reader.banned is not true and ${where}`;
};

/** The single query behind every read: detail, list, batch, explanation and signing all ask it. */
export interface Grounds {
  /** Every ground of a person for a task, open or not. */
  of(userId: string, taskId: string): Promise<ReadonlyArray<Ground>>;
  /**
   * Ids of tasks with a ground that opened until `openedUntil` and closes at `closesFrom` or later (Unix ms),
   * newest first, after the task `after`.
   */
  openTaskIds(page: {
    userId: string;
    openedUntil: number;
    closesFrom: number;
    after: string | undefined;
    limit: number;
  }): Promise<ReadonlyArray<string>>;
}

export function createGrounds(database: Database): Grounds {
  const groundsOfTask = database.prepareRead<{ userId: string; taskId: string }, Ground>((kysely, param) =>
    sql<Ground>`${sql.join(
      groundKinds.map((kind) => rowsOf(kind, param('userId'), sql`task.id = ${param('taskId')}`)),
      sql` union all `,
    )}`.compile(kysely),
  );

  // Each kind gives its own first page, so none of them is read further than the page needs.
  const openTasks = database.prepareRead<
    { userId: string; openedUntil: number; closesFrom: number; after: string; limit: number },
    { taskId: string }
  >((kysely, param) => {
    const firstPageOf = (kind: GroundKind) => sql`
      select "taskId" from (
        select distinct "taskId" from (${rowsOf(kind, param('userId'), sql`task.id < ${param('after')}`)}) as ground
        where "opensAt" <= ${param('openedUntil')} and ("closesAt" is null or "closesAt" >= ${param('closesFrom')})
        order by "taskId" desc limit ${param('limit')}
      ) as page`;
    return sql<{ taskId: string }>`
      ${sql.join(groundKinds.map(firstPageOf), sql` union `)}
      order by "taskId" desc limit ${param('limit')}`.compile(kysely);
  });

  return {
    of: (userId, taskId) => groundsOfTask({ userId, taskId }),
    async openTaskIds({ after = afterEveryId, ...page }) {
      const rows = await openTasks({ after, ...page });
      return rows.map((row) => row.taskId);
    },
  };
}

/** Sorts after every UUID. */
const afterEveryId = '~';
