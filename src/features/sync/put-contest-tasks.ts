import { deleteRows } from '../../core/revoke/access-rows.ts';
import type { Edit, Transaction } from '../../core/revoke/dry-run.ts';
import {
  checkContestTask,
  contestTaskFields,
  type Placement,
  type PlacementDraft,
  placementColumns,
} from '../../domain/contests/contest.ts';
import { fullContest, maxContestTasks, putTasks } from '../../domain/contests/contest-tasks.ts';
import { findContest } from '../../domain/contests/contests.ts';
import { assertMatch, entityTagOf } from '../../lib/entity-tag.ts';
import { checkRows, type FieldProblem, problemIn } from '../../lib/row-problems.ts';
import { countsOf, listChanges, type PutList, shownOf } from './list-changes.ts';
import type { PutOptions } from './put-entity.ts';

/** The tasks of a contest, in their order. */
export const putContestTasks =
  (
    contestId: string,
    tasks: ReadonlyArray<Omit<PlacementDraft, 'position'>>,
    { ifMatch }: Pick<PutOptions, 'ifMatch'>,
  ): Edit<PutList<Placement>> =>
  async (trx, revoke) => {
    await findContest(trx, contestId);
    const current = await trx
      .selectFrom('contestTasks')
      .select(placementColumns)
      .where('contestId', '=', contestId)
      .orderBy('position')
      .orderBy('label')
      .execute();
    assertMatch(ifMatch, tagOf(current));
    const wanted = await checkContestTasks(trx, tasks);
    const changes = listChanges(current, wanted, {
      keyOf: ({ taskId }) => taskId,
      isSame: contestTaskFields.isSame,
    });
    const removed = changes.removed.map(({ taskId }) => taskId);
    await deleteRows(trx, revoke, 'contestTasks', { contestId, taskId: removed });
    await putTasks(trx, revoke, contestId, [...changes.changed, ...changes.added]);
    return { ...countsOf(changes), tag: tagOf(wanted), shown: shownOf(changes) };
  };

const tagOf = (tasks: ReadonlyArray<Placement>) =>
  entityTagOf(tasks.map((task) => [task.taskId, contestTaskFields.tagOf(task)]));

/** @returns the tasks with their positions. @throws LecternError `request-invalid` with the rows that are wrong */
async function checkContestTasks(
  trx: Transaction,
  tasks: ReadonlyArray<Omit<PlacementDraft, 'position'>>,
): Promise<ReadonlyArray<Placement>> {
  if (tasks.length > maxContestTasks) {
    throw fullContest();
  }
  const ids = tasks.map(({ taskId }) => taskId);
  const rows =
    ids.length === 0
      ? []
      : await trx
          .selectFrom('tasks')
          .select('id')
          .where('id', 'in', ids)
          .where('deletedAt', 'is', null)
          .execute();
  const known = new Set(rows.map(({ id }) => id));
  const seen = new Map<string, number>();
  const placed: Array<Placement> = [];

  function repeated(field: string, value: string, at: number): FieldProblem | undefined {
    const key = `${field} ${value}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, at);
    return first === undefined
      ? undefined
      : { field, code: 'repeated', message: `Row ${first + 1} has the same. Use each once.` };
  }

  function problemWith({ taskId, ...task }: Omit<PlacementDraft, 'position'>, at: number) {
    if (!known.has(taskId)) {
      return { field: 'taskId', code: 'not-found', message: 'There is no such task.' } as const;
    }
    const unreadable = problemIn('label', () => {
      const values = contestTaskFields.complete({ ...contestTaskFields.parse(task), position: at });
      placed.push({ taskId, ...values });
    });
    const own = placed.at(-1);
    if (unreadable !== undefined || own === undefined) return unreadable;
    return (
      repeated('taskId', taskId, at) ??
      repeated('label', own.label, at) ??
      problemIn('closesAt', () => checkContestTask(own))
    );
  }

  checkRows(tasks, problemWith);
  return placed;
}
