import { type Kysely, type Selectable, sql } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';

export type TaskLinks = Awaited<ReturnType<typeof readTaskLinks>>;

/**
 * The rows that link tasks with groups, contests and staff, with the columns of the access paths. A change that has a dry run changes only
 * these, and who takes part in a contest or group.
 */
export async function readTaskLinks(db: Kysely<Schema>, taskIds: ReadonlySet<string>) {
  async function read<Table extends keyof Schema, Column extends keyof Selectable<Schema[Table]> & string>(
    table: Table,
    columns: ReadonlyArray<Column>,
    key: Column,
    ids: ReadonlySet<string>,
  ) {
    const { rows } = await sql<Pick<Selectable<Schema[Table]>, Column>>`
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}
      where ${isAnyOf(db, key, ids)}`.execute(db);
    return rows;
  }
  const window = ['opensAt', 'closesAt'] as const;
  const contestTasks = await read('contestTasks', ['contestId', 'taskId', ...window], 'taskId', taskIds);
  const contestIds = new Set(contestTasks.map(({ contestId }) => contestId));
  const ofTask = ['id', 'visibility', 'visibleFrom', 'embargoUntil', 'deletedAt'] as const;
  const ofContest = ['id', 'startsAt', 'endsAt', 'afterEnd', 'deletedAt'] as const;
  const contestGroups = await read('contestGroups', ['contestId', 'groupId'], 'contestId', contestIds);
  const groupTasks = await read('groupTasks', ['groupId', 'taskId', ...window], 'taskId', taskIds);
  const groupIds = new Set([...groupTasks, ...contestGroups].map(({ groupId }) => groupId));
  return {
    contestTasks,
    contestGroups,
    groupTasks,
    tasks: await read('tasks', ofTask, 'id', taskIds),
    taskStaff: await read('taskStaff', ['taskId', 'userId'], 'taskId', taskIds),
    contests: await read('contests', ofContest, 'id', contestIds),
    groups: await read('groups', ['id', 'deletedAt'], 'id', groupIds),
    contestStaff: await read('contestStaff', ['contestId', 'userId'], 'contestId', contestIds),
  };
}

/**
 * Pairs of each task and those whose readers stand for its own, in two states. The tasks have the same links, and no more staff in common
 * than all tasks with these links: of these, only who is staff of all keeps all.
 */
export function alikeTasks(
  before: TaskLinks,
  after: TaskLinks,
): ReadonlyArray<readonly [taskId: string, likeId: string]> {
  const staffOf = Map.groupBy(before.taskStaff, ({ taskId }) => taskId);
  const linksOf = new Map<string, Array<string>>(before.tasks.map(({ id }) => [id, []]));
  for (const [state, { tasks, groupTasks, contestTasks }] of [before, after].entries()) {
    const own = tasks.map(({ id, ...times }) => ({ taskId: id, ...times }));
    for (const { taskId, ...link } of [...own, ...groupTasks, ...contestTasks]) {
      linksOf.get(taskId)?.push(JSON.stringify([state, link]));
    }
  }
  return [...Map.groupBy(linksOf.keys(), (id) => linksOf.get(id)?.sort().join()).values()].flatMap((ids) => {
    let common: ReadonlySet<string> | undefined;
    const likeIds = ids.filter((id) => {
      const staff = new Set(staffOf.get(id)?.map(({ userId }) => userId));
      const fewer = common?.intersection(staff) ?? staff;
      const isNeeded = fewer.size !== common?.size;
      common = fewer;
      return isNeeded;
    });
    return ids.flatMap((id) => likeIds.map((likeId) => [id, likeId] as const));
  });
}
