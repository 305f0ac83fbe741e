import { deleteRows } from '../../domain/access/access-rows.ts';
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
import { checkRows, problemIn } from '../../lib/row-problems.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import { countsOf, listChanges, type PutList, shownOf } from './list-changes.ts';
import type { PutOptions } from './put-entity.ts';
import { checkLinks } from './put-links.ts';

/** Replaces the tasks of a contest, in the given order. */
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
    if (tasks.length > maxContestTasks) throw fullContest();
    const wanted: Array<Placement> = [];
    checkRows(tasks, ({ taskId, ...task }, position) =>
      problemIn('label', () => {
        wanted.push({
          taskId,
          ...contestTaskFields.complete({ ...contestTaskFields.parse(task), position }),
        });
      }),
    );
    await checkLinks<Placement>(trx, 'task', wanted, {
      ...{ id: 'taskId', unique: ['taskId', 'label'], check: checkContestTask },
    });
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
