import { changeRows, putRow } from '../../core/revoke/access-rows.ts';
import type { Edit, Transaction } from '../../core/revoke/dry-run.ts';
import type { Revoke } from '../../core/revoke/revocations.ts';
import { parseExternalId, parseReference } from '../../database/external-ids.ts';
import { foldText } from '../../database/fold-text.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import { assertOwner } from '../../domain/tasks/collaborators.ts';
import {
  type CollaboratorRole,
  checkVisibility,
  type Task,
  type TaskChanges,
  taskColumns,
  taskTag,
  toCanonical,
} from '../../domain/tasks/task.ts';
import { taskNotFound } from '../../domain/tasks/tasks.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { newId } from '../../lib/ids.ts';
import { outcomeOf, type Put, type PutOptions } from './put.ts';

export type TaskToPut = TaskChanges & { readonly title: string };
export type NamedCollaborator = NamedPerson & { readonly role?: CollaboratorRole | undefined };

const newTask = {
  primaryLanguage: 'en',
  visibility: 'restricted',
  visibleFrom: null,
  embargoUntil: null,
} as const;

/** Creates a task or changes what is given, and adds collaborators, as owners unless a role is given. */
export const putTask =
  (
    changes: TaskToPut,
    collaborators: ReadonlyArray<NamedCollaborator>,
    { reference, by, ifMatch, nowMs }: PutOptions,
  ): Edit<Put<Task>> =>
  async (trx, revoke) => {
    const { column, value } = parseReference(reference);
    const before = await trx
      .selectFrom('tasks')
      .select(taskColumns)
      .where(column, '=', value)
      .where('deletedAt', 'is', null)
      .executeTakeFirst();
    assertMatch(ifMatch, before && taskTag(before));
    if (!before && column === 'id') throw taskNotFound();
    const canonical = toCanonical(changes);
    const wanted = { ...newTask, ...before, ...canonical };
    checkVisibility(wanted);
    const people = await findOrMakePeople(trx, collaborators, nowMs);
    const id = before?.id ?? newId();
    const isSame = before !== undefined && taskTag({ ...before, ...canonical }) === taskTag(before);
    if (!before) {
      const times = { createdAt: nowMs, updatedAt: nowMs };
      await trx
        .insertInto('tasks')
        .values({
          ...wanted,
          ...times,
          id,
          externalId: parseExternalId(value),
          foldedTitle: foldText(wanted.title),
          createdBy: by,
          deletedAt: null,
        })
        .execute();
    } else if (!isSame) {
      const values = { ...canonical, foldedTitle: foldText(wanted.title), updatedAt: nowMs };
      await changeRows(trx, revoke, 'tasks', { id }, values);
    }
    const named = new Map<string, CollaboratorRole>(before ? [] : [[by, 'owner']]);
    for (const [at, { role = 'owner' }] of collaborators.entries()) named.set(people[at] as string, role);
    const hasNewRoles = await putCollaborators(trx, revoke, { taskId: id, named, nowMs });
    await assertOwner(trx, id);
    const entity = await trx
      .selectFrom('tasks')
      .select(taskColumns)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const outcome = outcomeOf(before, isSame && !hasNewRoles);
    return { outcome, entity, tag: taskTag(entity) };
  };

/** Adds collaborators and changes roles. @returns whether that changed anything */
async function putCollaborators(
  trx: Transaction,
  revoke: Revoke,
  { taskId, named, nowMs }: { taskId: string; named: ReadonlyMap<string, CollaboratorRole>; nowMs: number },
): Promise<boolean> {
  const known = await trx
    .selectFrom('taskCollaborators')
    .select(['userId', 'role'])
    .where('taskId', '=', taskId)
    .execute();
  const roles = new Map(known.map(({ userId, role }) => [userId, role]));
  const put = [...named].filter(([userId, role]) => roles.get(userId) !== role);
  for (const [userId, role] of put) {
    await putRow(trx, revoke, 'taskCollaborators', { taskId, userId, role, createdAt: nowMs });
  }
  return put.length > 0;
}
