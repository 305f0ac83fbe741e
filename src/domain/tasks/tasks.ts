import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { foldText } from '../../lib/fold-text.ts';
import { readTexts } from '../../lib/languages.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { changeRows } from '../access/access-rows.ts';
import { type Creation, columnsOf, newEntity } from '../entity.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import {
  checkVisibility,
  type Task,
  type TaskChanges,
  type TaskDraft,
  taskFields,
  taskNotFound,
} from './task.ts';

export type Tasks = ReturnType<typeof createTasks>;

/** The repository of tasks. `core/decide/` decides who may call what. */
export function createTasks({ database: { kysely }, revocations, clock }: RepositoryParts) {
  return {
    /** The creator becomes its owner. */
    async create(draft: TaskDraft, createdBy: string): Promise<Task> {
      const nowMs = clock.nowMs();
      return kysely.transaction().execute(async (trx) => {
        const task = await insertTask(trx, draft, { createdBy, nowMs });
        await trx
          .insertInto('taskStaff')
          .values({ taskId: task.id, userId: createdBy, role: 'owner', createdAt: nowMs })
          .execute();
        return task;
      });
    },
    /** @throws LecternError `not-found`, also for a deleted task */
    find: (taskId: string) => findTask(kysely, taskId),
    change: (taskId: string, changes: TaskChanges) => revocations.change(taskChange(taskId, changes)),
    remove: (taskId: string, ifMatch?: string) => revocations.change(taskRemoval(taskId, ifMatch)),
  };
}

/**
 * Revokes the URLs of the task if fewer people may read it, or only later.
 * @throws LecternError `request-invalid` if the changed task would break an invariant, `precondition-failed`;
 *   nothing changes then
 */
export const taskChange =
  (taskId: string, changes: TaskChanges, ifMatch?: string): Edit<Task> =>
  async (trx, revoke) => {
    const task = await findTask(trx, taskId);
    assertMatch(ifMatch, taskFields.tagOf(task));
    return changeTask(trx, revoke, task, changes);
  };

/**
 * Soft-deletes it: the rows stay for the records, but the task is no longer found. Its URLs are revoked.
 * @throws LecternError `not-found`, `precondition-failed`
 */
export const taskRemoval =
  (taskId: string, ifMatch?: string): Edit<void> =>
  async (trx, revoke) => {
    assertMatch(ifMatch, taskFields.tagOf(await findTask(trx, taskId)));
    await changeRows(trx, revoke, 'tasks', { id: taskId }, { deletedAt: revoke.nowMs() });
  };

/** Inserts a task without staff. @throws LecternError `request-invalid` */
export async function insertTask(
  trx: Transaction<Schema>,
  draft: TaskDraft,
  creation: Creation,
): Promise<Task> {
  const wanted = taskFields.parse(taskFields.complete(draft));
  checkVisibility(wanted);
  const task: Task = { ...wanted, ...newEntity(creation) };
  await trx
    .insertInto('tasks')
    .values({ ...task, foldedTitle: foldTitles(task), createdBy: creation.createdBy, deletedAt: null })
    .execute();
  return task;
}

/**
 * Changes the given fields, and revokes the URLs of the task if fewer people may read it, or only later.
 * @throws LecternError `request-invalid`
 */
export async function changeTask(
  trx: Transaction<Schema>,
  revoke: Revoke,
  before: Task,
  changes: TaskChanges,
): Promise<Task> {
  checkVisibility({ ...before, ...changes });
  const canonical = taskFields.parse(changes);
  const foldedTitle = foldTitles({ ...before, ...canonical });
  const values = { ...canonical, foldedTitle, updatedAt: revoke.nowMs() };
  await changeRows(trx, revoke, 'tasks', { id: before.id }, values);
  return findTask(trx, before.id);
}

const foldTitles = ({ title, titles }: Pick<Task, 'title' | 'titles'>): string =>
  foldText([title, ...Object.values(readTexts(titles) ?? {})].join('\n'));

export const liveTasks = (db: Kysely<Schema>) =>
  db.selectFrom('tasks').select(columnsOf(taskFields)).where('deletedAt', 'is', null);

/** @throws LecternError `not-found` */
const findTask = (db: Kysely<Schema>, taskId: string): Promise<Task> =>
  liveTasks(db).where('id', '=', taskId).executeTakeFirstOrThrow(taskNotFound);
