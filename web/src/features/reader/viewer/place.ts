import type { Schemas } from 'lectern-client';

/** A task next to the current one. */
export interface Neighbour {
  readonly taskId: string;
  readonly title: string;
}

/** The contest in which the statement is open. */
export interface ContestPlace {
  readonly kind: 'contest';
  readonly id: string;
  readonly name: string;
  /** In order, including the current one. */
  readonly tasks: ReadonlyArray<Neighbour & { readonly label: string }>;
  /** ISO 8601, including the reader's delay and extra time; null if it has no end. */
  readonly endsAt: string | null;
}

export interface GroupPlace {
  readonly kind: 'group';
  readonly id: string;
  readonly name: string;
  readonly tasks: ReadonlyArray<Neighbour>;
}

export type Place = ContestPlace | GroupPlace;

/** Index of the current task, and the tasks before and after it; undefined if it isn't in the list. */
export function neighboursOf<Task extends Neighbour>(
  tasks: ReadonlyArray<Task>,
  taskId: string,
): { at: number; previous: Task | undefined; next: Task | undefined } | undefined {
  const at = tasks.findIndex((task) => task.taskId === taskId);
  return at < 0 ? undefined : { at, previous: tasks[at - 1], next: tasks[at + 1] };
}

/** A contest that runs for the reader, and its open tasks. */
export interface OpenContest {
  readonly contestId: string;
  readonly open: ReadonlyArray<Pick<Schemas.TaskSummary, 'taskId'>>;
}

/** The only contest with the task; undefined if none or several have it. */
export function soleContest(taskId: string, contests: ReadonlyArray<OpenContest>): string | undefined {
  const found = contests.filter(({ open }) => open.some((task) => task.taskId === taskId));
  return found.length === 1 ? found[0]?.contestId : undefined;
}

/**
 * Keeps the last place that contained the task: a contest that has ended no longer lists its tasks, but readers still need the way back.
 */
export function keptPlace(
  now: Place | undefined,
  before: Place | undefined,
  taskId: string,
): Place | undefined {
  if (now) return now;
  return before && neighboursOf(before.tasks, taskId) ? before : undefined;
}
