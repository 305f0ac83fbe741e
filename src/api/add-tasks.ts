import { type Static, Type } from 'typebox';
import type { Access } from '../core/decide/access.ts';
import type { RunChange } from '../core/decide/lost-access.ts';
import type { Principal } from '../domain/accounts/principal.ts';
import { maxContestTasks } from '../domain/contests/contest-tasks.ts';
import { inRow, problemOf, type RowProblem, rowsInvalid } from '../lib/row-problems.ts';
import type { Edit } from '../revocation/dry-run.ts';
import { accessTold } from './dry-run.ts';
import { externalIdReply, Id } from './schemas.ts';
import { shape } from './shapes.ts';

/** The tasks that a body names. */
export const TasksToAdd = Type.Array(Id, { minItems: 1, maxItems: maxContestTasks, uniqueItems: true });

const TaskName = shape('TaskName', { taskId: Id, ...externalIdReply });

export const AddedTasks = shape('AddedTasks', {
  added: Type.Array(TaskName, { description: 'The tasks that were added.' }),
  alreadyThere: Type.Array(TaskName, {
    description: 'The tasks that were there already; they are unchanged.',
  }),
  ...accessTold,
});

/**
 * Adds tasks to a group or a contest, all or none.
 * @param addition returns the ids of those that were not there
 * @throws LecternError with the rows of tasks that the principal does not manage; `forbidden` if they may see all of these, else `not-found`
 */
export async function addTasks(
  { access, runChange }: { readonly access: Access; readonly runChange: RunChange },
  options: Parameters<RunChange>[1] & { readonly asker: Principal },
  taskReferences: ReadonlyArray<string>,
  addition: (taskIds: ReadonlyArray<string>) => Edit<ReadonlyArray<string>>,
): Promise<Static<typeof AddedTasks>> {
  // An external id and ours may name the same task.
  const taskIds = [...new Set(taskReferences)];
  const wrong: Array<RowProblem> = [];
  for (const taskId of taskIds) {
    try {
      await access.authorizeChange(options.asker, taskId, 'manager');
    } catch (error) {
      wrong.push(inRow(taskReferences.indexOf(taskId), problemOf(null, error)));
    }
  }
  if (wrong.length > 0) {
    throw rowsInvalid(wrong, wrong.some(({ code }) => code === 'not-found') ? 'not-found' : 'forbidden');
  }
  const { result, ...told } = await runChange(addition(taskIds), options);
  const added = new Set(result);
  const named = taskIds.map((taskId) => ({ taskId }));
  return {
    added: named.filter(({ taskId }) => added.has(taskId)),
    alreadyThere: named.filter(({ taskId }) => !added.has(taskId)),
    ...told,
  };
}
