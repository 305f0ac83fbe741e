import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { addRows, deleteRows, putRow, rowRemoval } from '../access/access-rows.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import {
  type Contest,
  type ContestTask,
  type ContestTaskDraft,
  type ContestTaskLink,
  checkContestTask,
  contestTaskColumns,
  contestTaskFields,
} from './contest.ts';
import { findContest } from './contests.ts';

/** Several places read all tasks of a contest, so their number is limited. */
export const maxContestTasks = 100;

/** The tasks of a contest, without deleted ones, in order; the caller selects the columns. */
export const tasksInOrder = (kysely: Kysely<Schema>, contestId: string) =>
  kysely
    .selectFrom('contestTasks')
    .innerJoin('tasks', 'tasks.id', 'contestTasks.taskId')
    .where('contestId', '=', contestId)
    .where('tasks.deletedAt', 'is', null)
    .orderBy('position')
    .orderBy('label')
    .limit(maxContestTasks);

export type ContestTasks = ReturnType<typeof createContestTasks>;

export function createContestTasks({ database: { kysely }, revocations }: RepositoryParts) {
  return {
    /** All tasks of a contest, in order. */
    list: (contestId: string) =>
      tasksInOrder(kysely, contestId)
        .select(['externalId', 'title', 'titles', 'primaryLanguage', ...contestTaskColumns])
        .execute(),
    put: async ({ id }: Pick<Contest, 'id'>, task: ContestTaskDraft) =>
      (await revocations.change(contestTaskPut(id, task))).link,
    add: ({ id }: Pick<Contest, 'id'>, taskIds: ReadonlyArray<string>) =>
      revocations.change(contestTasksAddition(id, taskIds)),
    /**
     * Sets the order and the labels of all tasks of a contest in one change.
     * @throws LecternError `conflict` if these are not its tasks, each once, or a label occurs twice
     */
    async arrange(
      contestId: string,
      tasks: ReadonlyArray<Pick<ContestTask, 'taskId' | 'label'>>,
    ): Promise<void> {
      const places = new Map(tasks.map(({ taskId, label }, position) => [taskId, { label, position }]));
      if (new Set([...places.values()].map(({ label }) => label)).size < tasks.length) {
        throw conflict(
          'labels-repeated',
          'A task or a label occurs twice. List each task once, with its own label.',
        );
      }
      await revocations.change(async (trx, revoke) => {
        const rows = await readToChange(trx, revoke, contestId);
        if (rows.length !== tasks.length || !rows.every(({ taskId }) => places.has(taskId))) {
          throw conflict(
            'tasks-changed',
            'The tasks of the contest have changed. Read them again, then repeat your change.',
          );
        }
        const moved = rows
          .map((row) => ({ ...row, ...places.get(row.taskId) }))
          .filter((row, at) => !contestTaskFields.isSame(row, rows[at] ?? row));
        await putTasks(trx, revoke, contestId, moved);
      });
    },
    remove: (contestId: string, taskId: string) => revocations.change(contestTaskRemoval(contestId, taskId)),
  };
}

/**
 * Adds the tasks that the contest does not have yet, at its end and in the given order. They open with the contest, and get the labels
 * after the last of A to Z, A2 to Z2 and so on. The other tasks stay as they are. Returns the ids of the added tasks.
 * @throws LecternError `conflict` if the contest has no room for all of them
 */
export const contestTasksAddition =
  (contestId: string, taskIds: ReadonlyArray<string>): Edit<ReadonlyArray<string>> =>
  async (trx, revoke) => {
    const before = await readToChange(trx, revoke, contestId);
    const known = new Set(before.map(({ taskId }) => taskId));
    const added = taskIds.filter((taskId) => !known.has(taskId));
    if (before.length + added.length > maxContestTasks) throw fullContest();
    const place = placeAfter(before);
    const end = endOf(before);
    const rows = added.map((taskId, at) => ({
      contestId,
      taskId,
      ...contestTaskFields.complete({ label: labelAt(place + at), position: end + at }),
      createdAt: revoke.nowMs(),
    }));
    await addRows(trx, revoke, 'contestTasks', rows);
    return added;
  };

/** Revokes the URLs of the task. @throws LecternError `not-found` */
export const contestTaskRemoval = (contestId: string, taskId: string) =>
  rowRemoval('contestTasks', { contestId, taskId }, notInContest);

/**
 * Adds a task to a contest, or changes its label, position and window, and revokes the URLs that outlive it.
 * @throws LecternError `request-invalid` for a window that ends before it begins, `conflict` for a label that is taken
 *   or if the contest is full, `precondition-failed`
 */
export const contestTaskPut =
  (
    contestId: string,
    { taskId, ...draft }: ContestTaskDraft,
    ifMatch?: string,
  ): Edit<{ link: ContestTaskLink; isNew: boolean }> =>
  async (trx, revoke) => {
    const values = contestTaskFields.parse(draft);
    const tasks = await readToChange(trx, revoke, contestId);
    const before = tasks.find((task) => task.taskId === taskId);
    assertMatch(ifMatch, before && contestTaskFields.tagOf(before));
    const others = tasks.filter((task) => task.taskId !== taskId);
    const link = {
      taskId,
      ...contestTaskFields.complete({ position: before?.position ?? endOf(others), ...values }),
    };
    checkContestTask(link);
    const { label } = link;
    if (others.some((other) => other.label === label)) {
      throw conflict(
        'label-taken',
        `Another task in the contest has the label ${label}. Use a different label.`,
        { facts: { label } },
      );
    }
    if (others.length >= maxContestTasks) throw fullContest();
    await putTasks(trx, revoke, contestId, [link]);
    return { link, isNew: before === undefined };
  };

export const notInContest = () => new LecternError('not-found', 'The task is not in the contest.');

/** The error for more tasks than a contest can have. */
const fullContest = () =>
  conflict('contest-full', `A contest can have at most ${maxContestTasks} tasks. Remove some first.`, {
    facts: { max: maxContestTasks },
  });

/** Adds or changes tasks of a contest. Several may exchange their labels; the label of a single one must be free. */
export async function putTasks(
  trx: Transaction<Schema>,
  revoke: Revoke,
  contestId: string,
  tasks: ReadonlyArray<ContestTaskLink>,
): Promise<void> {
  if (tasks.length > 1) {
    const taskIds = tasks.map(({ taskId }) => taskId);
    // Labels must stay unique during the exchange. Ids are longer than any label, so they serve as temporary ones.
    await trx
      .updateTable('contestTasks')
      .set((eb) => ({ label: eb.ref('taskId') }))
      .where('contestId', '=', contestId)
      .where('taskId', 'in', taskIds)
      .execute();
  }
  for (const task of tasks) {
    await putRow(trx, revoke, 'contestTasks', { contestId, ...task, createdAt: revoke.nowMs() });
  }
}

/** `A` to `Z` for the places from 0, then `A2` to `Z2` and so on. The web app proposes the same (`labels.ts`). */
function labelAt(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${letter}${Math.floor(place / 26) + 1}`;
}

/** The place after the last such label, so that labels follow the order of the tasks. */
const placeAfter = (tasks: ReadonlyArray<Pick<ContestTask, 'label'>>): number =>
  Math.max(
    -1,
    ...tasks.map(({ label }) => {
      const [, letter, round = '1'] = label.match(/^([A-Z])([2-9]|[1-9]\d{1,3})?$/) ?? [];
      return letter === undefined ? -1 : (Number(round) - 1) * 26 + letter.charCodeAt(0) - 65;
    }),
  ) + 1;

/** Reads the tasks of a contest, to change them in the same transaction. @throws LecternError `not-found` */
async function readToChange(trx: Transaction<Schema>, revoke: Revoke, contestId: string) {
  await findContest(trx, contestId);
  await forgetDeleted(trx, revoke, contestId);
  return trx
    .selectFrom('contestTasks')
    .select(contestTaskColumns)
    .where('contestId', '=', contestId)
    .execute();
}

/** The position after all tasks. */
const endOf = (tasks: ReadonlyArray<Pick<ContestTask, 'position'>>): number =>
  Math.max(-1, ...tasks.map(({ position }) => position)) + 1;

/** A deleted task no longer belongs to a contest, but its row still occupies a label and a place. */
async function forgetDeleted(trx: Transaction<Schema>, revoke: Revoke, contestId: string): Promise<void> {
  const deleted = await trx
    .selectFrom('contestTasks')
    .innerJoin('tasks', 'tasks.id', 'contestTasks.taskId')
    .select('taskId')
    .where('contestId', '=', contestId)
    .where('deletedAt', 'is not', null)
    .execute();
  await deleteRows(trx, revoke, 'contestTasks', { contestId, taskId: deleted.map(({ taskId }) => taskId) });
}
