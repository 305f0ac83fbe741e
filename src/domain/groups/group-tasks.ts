import { onPage, type Page } from '../../database/paging.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { LecternError } from '../../lib/errors.ts';
import {
  type ColumnsOf,
  type DraftOf,
  fieldsOf,
  type GivingAccess,
  type ValuesOf,
} from '../../lib/fields.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import { addRows, putRow, rowRemoval } from '../access/access-rows.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import type { Task } from '../tasks/task.ts';

/** The fields of a task of a group. */
export const assignmentFields = fieldsOf({
  opensAt: { kind: 'time', givesAccess: true },
  closesAt: { kind: 'time', orNull: true, fallback: null, givesAccess: true },
});
export type AssignmentTable = typeof assignmentFields.table;

declare module '../../database/schema.ts' {
  interface Tables {
    groupTasks: { groupId: string; taskId: string; createdAt: number } & ColumnsOf<AssignmentTable>;
  }
}

declare module '../../database/access-columns.ts' {
  interface AccessColumns {
    groupTasks: GivingAccess<AssignmentTable> | 'groupId' | 'taskId';
  }
}

/** A task assigned to a group for a time. */
export type Assignment = ValuesOf<AssignmentTable> &
  Pick<Task, 'externalId' | 'title'> & { readonly taskId: string; readonly createdAt: number };

export type AssignmentDraft = DraftOf<AssignmentTable>;

export type GroupTasks = ReturnType<typeof createGroupTasks>;

/** The tasks of groups, each with its window. */
export function createGroupTasks({ database: { kysely }, revocations }: RepositoryParts) {
  const assignmentsOf = (groupId: string) =>
    kysely
      .selectFrom('groupTasks')
      .innerJoin('tasks', 'tasks.id', 'groupTasks.taskId')
      .select(['taskId', 'externalId', 'title', ...assignmentFields.names, 'groupTasks.createdAt'])
      .where('groupId', '=', groupId)
      .where('tasks.deletedAt', 'is', null);
  return {
    async assignments(groupId: string, page: Page): Promise<ReadonlyArray<Assignment>> {
      return onPage(assignmentsOf(groupId), page, 'taskId').execute();
    },
    /** @throws LecternError `not-found` */
    assignment: (groupId: string, taskId: string) =>
      assignmentsOf(groupId).where('taskId', '=', taskId).executeTakeFirstOrThrow(notAssigned),
    assign: async (groupId: string, taskId: string, draft: AssignmentDraft) =>
      (await revocations.change(groupTaskPut(groupId, taskId, draft))).assignment,
    /** Revokes the URLs of the task. @throws LecternError `not-found` */
    unassign: (groupId: string, taskId: string) => revocations.change(groupTaskRemoval(groupId, taskId)),
  };
}

/**
 * Adds the tasks that the group does not have yet; the others keep their windows. Returns the ids of the added tasks.
 * @throws LecternError `request-invalid`
 */
export const groupTasksAddition =
  (groupId: string, taskIds: ReadonlyArray<string>, draft: AssignmentDraft): Edit<ReadonlyArray<string>> =>
  async (trx, revoke) => {
    const values = assignmentFields.complete(draft);
    checkWindow(values);
    const rows = taskIds.map((taskId) => ({ groupId, taskId, ...values, createdAt: revoke.nowMs() }));
    const added = await addRows(trx, revoke, 'groupTasks', rows, { ifThere: 'keep' });
    return added.map(({ taskId }) => taskId);
  };

/** Revokes the URLs of the task. @throws LecternError `not-found` */
export const groupTaskRemoval = (groupId: string, taskId: string) =>
  rowRemoval('groupTasks', { groupId, taskId }, notAssigned);

/**
 * Adds a task to a group, or moves its window and revokes the URLs that outlive it.
 * @throws LecternError `request-invalid`, `precondition-failed`
 */
export const groupTaskPut =
  (
    groupId: string,
    taskId: string,
    draft: AssignmentDraft,
    ifMatch?: string,
  ): Edit<{ assignment: ValuesOf<AssignmentTable>; isNew: boolean }> =>
  async (trx, revoke) => {
    const values = assignmentFields.complete(draft);
    checkWindow(values);
    const before = await trx
      .selectFrom('groupTasks')
      .select(assignmentFields.names)
      .where('groupId', '=', groupId)
      .where('taskId', '=', taskId)
      .executeTakeFirst();
    assertMatch(ifMatch, before && assignmentFields.tagOf(before));
    await putRow(trx, revoke, 'groupTasks', { groupId, taskId, ...values, createdAt: revoke.nowMs() });
    return { assignment: values, isNew: before === undefined };
  };

const notAssigned = () => new LecternError('not-found', 'The task is not in the group.');

/** @throws LecternError `request-invalid` for a window that ends before it begins */
export function checkWindow({ opensAt, closesAt }: ValuesOf<AssignmentTable>): void {
  if (closesAt !== null && closesAt <= opensAt) {
    throw new LecternError('request-invalid', '"closesAt" must be later than "opensAt".', {
      facts: { reason: 'window-empty' },
    });
  }
}
