import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { emailOf } from '../database/email-column.ts';
import { onPage, type Page } from '../database/paging.ts';
import type { Person } from '../database/person.ts';
import type { Schema, TaskCollaboratorTable } from '../database/schema.ts';
import { LecternError } from '../errors.ts';
import type { Revocations, Revoke } from '../revocation/revocations.ts';
import type { CollaboratorRole } from './task.ts';

export type Collaborator = Person & Readonly<Pick<TaskCollaboratorTable, 'role' | 'createdAt'>>;

/** People who work on a task. A task keeps at least one owner. */
export interface Collaborators {
  roleOf(taskId: string, userId: string): Promise<CollaboratorRole | undefined>;
  /** In the order of user ids. */
  list(taskId: string, page: Page): Promise<ReadonlyArray<Collaborator>>;
  /** Adds the person or changes the role. @throws LecternError `last-owner` */
  put(taskId: string, userId: string, role: CollaboratorRole): Promise<void>;
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
  async function keepingAnOwner(
    taskId: string,
    change: (trx: typeof kysely, revoke: Revoke) => Promise<void>,
  ): Promise<void> {
    await revocations.change(async (trx, revoke) => {
      await change(trx, revoke);
      await assertOwner(trx, taskId);
    });
  }

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
    async list(taskId, page) {
      const collaborators = kysely
        .selectFrom('taskCollaborators')
        .innerJoin('user', 'user.id', 'taskCollaborators.userId')
        .select([
          'userId',
          emailOf().as('email'),
          'name',
          'taskCollaborators.role',
          'taskCollaborators.createdAt',
        ])
        .where('taskId', '=', taskId);
      return onPage(collaborators, page, 'userId').execute();
    },
    put: (taskId, userId, role) =>
      keepingAnOwner(taskId, async (trx) => {
        await trx
          .insertInto('taskCollaborators')
          .values({ taskId, userId, role, createdAt: clock.nowMs() })
          .onConflict((conflict) => conflict.columns(['userId', 'taskId']).doUpdateSet({ role }))
          .execute();
      }),
    remove: (taskId, userId) =>
      keepingAnOwner(taskId, async (trx, revoke) => {
        const { numDeletedRows } = await trx
          .deleteFrom('taskCollaborators')
          .where('taskId', '=', taskId)
          .where('userId', '=', userId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) {
          throw new LecternError('not-found', 'This account is not a collaborator of the task.');
        }
        await revoke.readers([userId]);
        await revoke.uploads({ taskId, uploadedBy: userId });
      }),
  };
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
  if (!owner) throw new LecternError('last-owner', 'Make somebody else an owner of the task first.');
}
