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
import { problemOf, refuseRows } from '../../lib/row-problems.ts';
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
    const wanted = tasks.map(({ taskId, ...task }, position) => ({
      taskId,
      ...contestTaskFields.complete({ ...contestTaskFields.parse(task), position }),
    }));
    await checkContestTasks(trx, wanted);
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

/** @throws LecternError `request-invalid` with the rows that are wrong */
async function checkContestTasks(trx: Transaction, tasks: ReadonlyArray<Placement>): Promise<void> {
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
  const seen = new Set<string>();
  refuseRows(
    tasks.flatMap((task, row) => {
      const { taskId, label } = task;
      const isTwice = seen.has(taskId) || seen.has(`label ${label}`);
      seen.add(taskId).add(`label ${label}`);
      const detail = !known.has(taskId)
        ? 'there is no such task.'
        : isTwice
          ? 'a task and a label stand once.'
          : problemOf(() => checkContestTask(task));
      return detail === undefined ? [] : [{ row, detail }];
    }),
  );
}
