import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { LecternError } from '../errors.ts';
import { type Contest, type ContestTask, checkSlot } from './contest.ts';
import { readTimes } from './contests.ts';

/** A contest is read as a whole in several places, so it cannot grow without bound. */
export const maxContestTasks = 100;

/** The tasks of contests. */
export interface ContestTasks {
  /** All of a contest, in their order. */
  list(contestId: string): Promise<ReadonlyArray<ContestTask>>;
  /**
   * Adds a task, or changes its label, position and window.
   * @throws LecternError `request-invalid` for a window that does not fit, `conflict` for a label that is taken
   *   or when the contest is full
   */
  put(contest: Contest, task: Omit<ContestTask, 'title'>): Promise<void>;
  /** @throws LecternError `not-found` */
  remove(contestId: string, taskId: string): Promise<void>;
}

export function createContestTasks({ database, clock }: { database: Database; clock: Clock }): ContestTasks {
  const { kysely } = database;

  return {
    async list(contestId) {
      return kysely
        .selectFrom('contestTasks')
        .innerJoin('tasks', 'tasks.id', 'contestTasks.taskId')
        .select(['taskId', 'title', 'label', 'position', 'opensAt', 'closesAt'])
        .where('contestId', '=', contestId)
        .where('tasks.deletedAt', 'is', null)
        .orderBy('position')
        .orderBy('label')
        .limit(maxContestTasks)
        .execute();
    },
    async put(contest, { taskId, label, position, opensAt, closesAt }) {
      const slot = { label, position, opensAt, closesAt };
      await kysely.transaction().execute(async (trx) => {
        checkSlot(await readTimes(trx, contest.id), { label, opensAt, closesAt });
        // A deleted task is in no contest any more; only its row was still in the way.
        await trx
          .deleteFrom('contestTasks')
          .where('contestId', '=', contest.id)
          .where('taskId', 'in', (eb) =>
            eb.selectFrom('tasks').select('id').where('deletedAt', 'is not', null),
          )
          .execute();
        const others = await trx
          .selectFrom('contestTasks')
          .select('label')
          .where('contestId', '=', contest.id)
          .where('taskId', '!=', taskId)
          .execute();
        if (others.some((other) => other.label === label)) {
          throw new LecternError('conflict', `Another task of the contest has the label ${label}.`);
        }
        if (others.length >= maxContestTasks) {
          throw new LecternError('conflict', `A contest has at most ${maxContestTasks} tasks.`);
        }
        await trx
          .insertInto('contestTasks')
          .values({ contestId: contest.id, taskId, ...slot, createdAt: clock.nowMs() })
          .onConflict((conflict) => conflict.columns(['taskId', 'contestId']).doUpdateSet(slot))
          .execute();
      });
    },
    async remove(contestId, taskId) {
      const { numDeletedRows } = await kysely
        .deleteFrom('contestTasks')
        .where('contestId', '=', contestId)
        .where('taskId', '=', taskId)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw new LecternError('not-found', 'The task is not in the contest.');
    },
  };
}
