import type { Kysely } from 'kysely';
import { changeRows } from '../../core/revoke/access-rows.ts';
import type { Revocations } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { foldText } from '../../database/fold-text.ts';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { checkVisibility, type Task, type TaskChanges, taskColumns, taskTag, toCanonical } from './task.ts';

/** Tasks as they are stored. Who may call what is decided before, in `core/decide/`. */
export interface Tasks {
  /** The creator becomes its owner. */
  create(task: Omit<Task, 'id' | 'externalId' | 'createdAt' | 'updatedAt'>, createdBy: string): Promise<Task>;
  /** @throws LecternError `not-found`, also for a deleted task */
  find(taskId: string): Promise<Task>;
  /**
   * Revokes the URLs of the task where fewer may read it, or later.
   * @throws LecternError `request-invalid` when the changed task would break an invariant, `precondition-failed`;
   *   nothing changes then
   */
  change(taskId: string, changes: TaskChanges, ifMatch?: string): Promise<Task>;
  /**
   * Soft: the rows stay for the records, but nobody finds the task any more. Its URLs are revoked.
   * @throws LecternError `precondition-failed`
   */
  remove(taskId: string, ifMatch?: string): Promise<void>;
}

export function createTasks(parts: {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly clock: Clock;
}): Tasks {
  const { database, revocations, clock } = parts;
  const { kysely } = database;

  return {
    async create(draft, createdBy) {
      checkVisibility(draft);
      const nowMs = clock.nowMs();
      const task: Task = {
        ...toCanonical(draft),
        id: newId(),
        externalId: null,
        createdAt: nowMs,
        updatedAt: nowMs,
      };
      await kysely.transaction().execute(async (trx) => {
        await trx
          .insertInto('tasks')
          .values({ ...task, foldedTitle: foldText(task.title), createdBy, deletedAt: null })
          .execute();
        await trx
          .insertInto('taskCollaborators')
          .values({ taskId: task.id, userId: createdBy, role: 'owner', createdAt: nowMs })
          .execute();
      });
      return task;
    },
    find: (taskId) => find(kysely, taskId),
    async change(taskId, changes, ifMatch) {
      return revocations.change(async (trx, revoke) => {
        const task = await find(trx, taskId);
        assertMatch(ifMatch, taskTag(task));
        checkVisibility({ ...task, ...changes });
        const canonical = toCanonical(changes);
        const { title } = canonical;
        const folded = title === undefined ? {} : { foldedTitle: foldText(title) };
        const values = { ...canonical, ...folded, updatedAt: clock.nowMs() };
        await changeRows(trx, revoke, 'tasks', { id: taskId }, values);
        return find(trx, taskId);
      });
    },
    remove: (taskId, ifMatch) =>
      revocations.change(async (trx, revoke) => {
        assertMatch(ifMatch, taskTag(await find(trx, taskId)));
        await changeRows(trx, revoke, 'tasks', { id: taskId }, { deletedAt: clock.nowMs() });
      }),
  };
}

/** @throws LecternError `not-found` */
async function find(db: Kysely<Schema>, taskId: string): Promise<Task> {
  const task = await db
    .selectFrom('tasks')
    .select(taskColumns)
    .where('id', '=', taskId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!task) throw taskNotFound();
  return task;
}

/** The one answer for a task that does not exist and for one that the reader has no ground to see. */
export function taskNotFound(): LecternError {
  return new LecternError('not-found', 'There is no such task, or you have no access to it.');
}
