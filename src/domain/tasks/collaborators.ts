import { type Kysely, sql } from 'kysely';
import { deleteRows, putRow } from '../../core/revoke/access-rows.ts';
import type { Revocations, Revoke } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import {
  type Addition,
  addressesOf,
  findPeople,
  listPeople,
  type PeopleFound,
  type PeoplePage,
  type Person,
} from '../../database/people-list.ts';
import type { Schema, TaskCollaboratorTable } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { type CollaboratorRole, collaboratorRoles } from './task.ts';

export type Collaborator = Person & Readonly<Pick<TaskCollaboratorTable, 'role' | 'createdAt'>>;

/** People who work on a task. A task keeps at least one owner. */
export interface Collaborators {
  roleOf(taskId: string, userId: string): Promise<CollaboratorRole | undefined>;
  /** By role: owners first. */
  list(taskId: string, page: PeoplePage<'role'>): Promise<PeopleFound<Collaborator>>;
  /** @throws LecternError `not-found` */
  find(taskId: string, userId: string): Promise<Collaborator>;
  /** Adds people, all or none; whoever is there keeps their role. */
  add(
    taskId: string,
    userIds: ReadonlyArray<string>,
    role: CollaboratorRole,
  ): Promise<Addition<Collaborator>>;
  /** Adds the person or changes the role, and revokes the upload URLs of who may only read now. @throws LecternError `last-owner` */
  put(taskId: string, userId: string, role: CollaboratorRole): Promise<Collaborator>;
  /** Revokes the person's URLs. @throws LecternError `last-owner`, `not-found` */
  remove(taskId: string, userId: string): Promise<void>;
}

export function createCollaborators(parts: {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly clock: Clock;
}): Collaborators {
  const { database, revocations, clock } = parts;
  const { kysely } = database;

  return {
    async roleOf(taskId, userId) {
      const row = await kysely
        .selectFrom('taskCollaborators')
        .select('role')
        .where('taskId', '=', taskId)
        .where('userId', '=', userId)
        .executeTakeFirst();
      return row?.role;
    },
    list: (taskId, page) => listPeople(collaboratorsOf(kysely, taskId), page, collaboratorKeys),
    find: (taskId, userId) =>
      collaboratorsOf(kysely, taskId).where('userId', '=', userId).executeTakeFirstOrThrow(noCollaborator),
    async add(taskId, userIds, role) {
      const createdAt = clock.nowMs();
      const rows = userIds.map((userId) => ({ taskId, userId, role, createdAt }));
      return kysely.transaction().execute(async (trx) => {
        const added = await insertRows(trx, 'taskCollaborators', rows, { ifThere: 'keep' });
        return { people: await findPeople(collaboratorsOf(trx, taskId), userIds), added };
      });
    },
    put: (taskId, userId, role) =>
      revocations.change(async (trx, revoke) => {
        await putCollaborators(trx, revoke, taskId, new Map([[userId, role]]));
        return collaboratorsOf(trx, taskId).where('userId', '=', userId).executeTakeFirstOrThrow();
      }),
    remove: (taskId, userId) =>
      revocations.change(async (trx, revoke) => {
        const removed = await deleteRows(trx, revoke, 'taskCollaborators', { taskId, userId });
        if (removed.length === 0) throw noCollaborator();
        await assertOwner(trx, taskId);
      }),
  };
}

const noCollaborator = () => new LecternError('not-found', 'This account is not a collaborator of the task.');

const rank = collaboratorRoles.map((role, at) => sql`when ${sql.lit(role)} then ${sql.lit(-at)}`);
export const collaboratorKeys = { role: sql`case "taskCollaborators".role ${sql.join(rank, sql` `)} end` };

export function collaboratorsOf(db: Kysely<Schema>, taskId: string) {
  return db
    .selectFrom('taskCollaborators')
    .innerJoin('user', 'user.id', 'taskCollaborators.userId')
    .select(['userId', ...addressesOf(), 'name', 'taskCollaborators.role', 'taskCollaborators.createdAt'])
    .where('taskId', '=', taskId);
}

/** Adds collaborators and changes roles. @returns how many were not there like that @throws LecternError `last-owner` */
export async function putCollaborators(
  trx: Kysely<Schema>,
  revoke: Revoke,
  taskId: string,
  wanted: ReadonlyMap<string, CollaboratorRole>,
): Promise<number> {
  const known = await trx
    .selectFrom('taskCollaborators')
    .select(['userId', 'role'])
    .where('taskId', '=', taskId)
    .execute();
  const roles = new Map(known.map(({ userId, role }) => [userId, role]));
  const changed = [...wanted].filter(([userId, role]) => roles.get(userId) !== role);
  for (const [userId, role] of changed) {
    const row = { taskId, userId, role, createdAt: revoke.nowMs() };
    await putRow(trx, revoke, 'taskCollaborators', row);
  }
  await assertOwner(trx, taskId);
  return changed.length;
}

/** That somebody owns a task, at the end of a change. @throws LecternError `last-owner` */
async function assertOwner(trx: Kysely<Schema>, taskId: string): Promise<void> {
  const owner = await trx
    .selectFrom('taskCollaborators')
    .select('userId')
    .where('taskId', '=', taskId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  if (!owner) throw new LecternError('last-owner', 'Make someone else an owner of the task first.');
}
