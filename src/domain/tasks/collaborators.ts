import { type Kysely, sql } from 'kysely';
import { deleteRows, putRow } from '../../core/revoke/access-rows.ts';
import type { Revocations, Revoke } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { listPeople, type PeopleFound, type PeoplePage } from '../../database/people-list.ts';
import { type Addition, addressesOf, type Person } from '../../database/person.ts';
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

  /** Runs a change and takes it back if it leaves the task without an owner. */
  const keepingAnOwner = <T>(
    taskId: string,
    change: (trx: typeof kysely, revoke: Revoke) => Promise<T>,
  ): Promise<T> =>
    revocations.change(async (trx, revoke) => {
      const changed = await change(trx, revoke);
      await assertOwner(trx, taskId);
      return changed;
    });

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
    async add(taskId, userIds, role) {
      if (userIds.length === 0) return { people: [], added: 0 };
      const createdAt = clock.nowMs();
      return kysely.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('taskCollaborators')
          .values(userIds.map((userId) => ({ taskId, userId, role, createdAt })))
          .onConflict((conflict) => conflict.columns(['userId', 'taskId']).doNothing())
          .returning('userId')
          .execute();
        const people = await collaboratorsOf(trx, taskId)
          .where('userId', 'in', userIds)
          .orderBy('userId')
          .execute();
        return { people, added: added.length };
      });
    },
    put: (taskId, userId, role) =>
      keepingAnOwner(taskId, async (trx, revoke) => {
        await putRow(trx, revoke, 'taskCollaborators', { taskId, userId, role, createdAt: clock.nowMs() });
        return collaboratorsOf(trx, taskId).where('userId', '=', userId).executeTakeFirstOrThrow();
      }),
    remove: (taskId, userId) =>
      keepingAnOwner(taskId, async (trx, revoke) => {
        const removed = await deleteRows(trx, revoke, 'taskCollaborators', { taskId, userId });
        if (removed.length === 0) {
          throw new LecternError('not-found', 'This account is not a collaborator of the task.');
        }
      }),
  };
}

const rank = collaboratorRoles.map((role, at) => sql`when ${sql.lit(role)} then ${sql.lit(-at)}`);
export const collaboratorKeys = { role: sql`case "taskCollaborators".role ${sql.join(rank, sql` `)} end` };

export function collaboratorsOf(db: Kysely<Schema>, taskId: string) {
  return db
    .selectFrom('taskCollaborators')
    .innerJoin('user', 'user.id', 'taskCollaborators.userId')
    .select(['userId', ...addressesOf(), 'name', 'taskCollaborators.role', 'taskCollaborators.createdAt'])
    .where('taskId', '=', taskId);
}

/** That somebody owns a task, at the end of a change. @throws LecternError `last-owner` */
export async function assertOwner(trx: Kysely<Schema>, taskId: string): Promise<void> {
  const owner = await trx
    .selectFrom('taskCollaborators')
    .select('userId')
    .where('taskId', '=', taskId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  if (!owner) throw new LecternError('last-owner', 'Make someone else an owner of the task first.');
}
