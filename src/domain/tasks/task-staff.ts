import { type Kysely, sql } from 'kysely';
import {
  type Addition,
  addressesOf,
  findPeople,
  listPeople,
  type PeoplePage,
  type Person,
} from '../../database/people-list.ts';
import type { Schema, TaskStaffTable } from '../../database/schema.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { addRows, putRow, rowRemoval } from '../access/access-rows.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import { type TaskRole, taskRoles } from './task.ts';

export type TaskStaffMember = Person & Readonly<Pick<TaskStaffTable, 'role' | 'createdAt'>>;

export type TaskStaff = ReturnType<typeof createTaskStaff>;

/** People who work on a task. A task always has an owner. */
export function createTaskStaff({ database: { kysely }, revocations }: RepositoryParts) {
  return {
    async roleOf(taskId: string, userId: string): Promise<TaskRole | undefined> {
      const row = await kysely
        .selectFrom('taskStaff')
        .select('role')
        .where('taskId', '=', taskId)
        .where('userId', '=', userId)
        .executeTakeFirst();
      return row?.role;
    },
    /** By role: owners first. */
    list: (taskId: string, page: PeoplePage<'role'>) =>
      listPeople(taskStaffOf(kysely, taskId), page, taskStaffKeys),
    /** @throws LecternError `not-found` */
    find: (taskId: string, userId: string) =>
      taskStaffOf(kysely, taskId).where('userId', '=', userId).executeTakeFirstOrThrow(notTaskStaff),
    add: (taskId: string, userIds: ReadonlyArray<string>, role: TaskRole) =>
      revocations.change(taskStaffAddition(taskId, userIds, role)),
    put: (taskId: string, userId: string, role: TaskRole) =>
      revocations.change(taskStaffPut(taskId, userId, role)),
  };
}

/** Adds people, all or none; those already on the task keep their role. */
export const taskStaffAddition =
  (taskId: string, userIds: ReadonlyArray<string>, role: TaskRole): Edit<Addition<TaskStaffMember>> =>
  async (trx, revoke) => {
    const rows = userIds.map((userId) => ({ taskId, userId, role, createdAt: revoke.nowMs() }));
    const added = await addRows(trx, revoke, 'taskStaff', rows, { ifThere: 'keep' });
    return { people: await findPeople(taskStaffOf(trx, taskId), userIds), added: added.length };
  };

/** Adds the person or changes their role. Revokes the upload URLs of someone who may only read now. @throws LecternError `last-owner` */
export const taskStaffPut =
  (taskId: string, userId: string, role: TaskRole): Edit<TaskStaffMember> =>
  async (trx, revoke) => {
    await putTaskStaff(trx, revoke, taskId, new Map([[userId, role]]));
    return taskStaffOf(trx, taskId).where('userId', '=', userId).executeTakeFirstOrThrow();
  };

/** Revokes the person's URLs. @throws LecternError `last-owner`, `not-found` */
export const taskStaffRemoval =
  (taskId: string, userId: string): Edit<void> =>
  async (trx, revoke) => {
    await rowRemoval('taskStaff', { taskId, userId }, notTaskStaff)(trx, revoke);
    await assertOwner(trx, taskId);
  };

const notTaskStaff = () => new LecternError('not-found', 'This account is not staff of the task.');

const rank = taskRoles.map((role, at) => sql`when ${sql.lit(role)} then ${sql.lit(-at)}`);
export const taskStaffKeys = { role: sql`case "taskStaff".role ${sql.join(rank, sql` `)} end` };

export function taskStaffOf(db: Kysely<Schema>, taskId: string) {
  return db
    .selectFrom('taskStaff')
    .innerJoin('user', 'user.id', 'taskStaff.userId')
    .select(['userId', ...addressesOf(), 'name', 'taskStaff.role', 'taskStaff.createdAt'])
    .where('taskId', '=', taskId);
}

/** Adds staff and changes roles. @throws LecternError `last-owner` */
export async function putTaskStaff(
  trx: Kysely<Schema>,
  revoke: Revoke,
  taskId: string,
  wanted: ReadonlyMap<string, TaskRole>,
): Promise<void> {
  const known = await trx
    .selectFrom('taskStaff')
    .select(['userId', 'role'])
    .where('taskId', '=', taskId)
    .execute();
  const roles = new Map(known.map(({ userId, role }) => [userId, role]));
  const changed = [...wanted].filter(([userId, role]) => roles.get(userId) !== role);
  for (const [userId, role] of changed) {
    const row = { taskId, userId, role, createdAt: revoke.nowMs() };
    await putRow(trx, revoke, 'taskStaff', row);
  }
  await assertOwner(trx, taskId);
}

/** Call it at the end of a change. @throws LecternError `last-owner` if the task has no owner */
async function assertOwner(trx: Kysely<Schema>, taskId: string): Promise<void> {
  const owner = await trx
    .selectFrom('taskStaff')
    .select('userId')
    .where('taskId', '=', taskId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  if (!owner) throw new LecternError('last-owner', 'Make someone else an owner of the task first.');
}
