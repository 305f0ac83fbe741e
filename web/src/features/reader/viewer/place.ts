import type { Schemas } from 'lectern-client';

/** A task beside the one that is read. */
export interface Neighbour {
  readonly taskId: string;
  readonly title: string;
}

/** The contest in which a statement is read. */
export interface ContestPlace {
  readonly kind: 'contest';
  readonly id: string;
  readonly name: string;
  /** In their order, the one that is read among them. */
  readonly tasks: ReadonlyArray<Neighbour & { readonly label: string }>;
  /** ISO 8601, with the reader's own delay and extra time; null when it has no end. */
  readonly endsAt: string | null;
}

/** The group in which a statement is read. */
export interface GroupPlace {
  readonly kind: 'group';
  readonly id: string;
  readonly name: string;
  readonly tasks: ReadonlyArray<Neighbour>;
}

export type Place = ContestPlace | GroupPlace;

/** Which of the tasks is read, and those before and after it; undefined when it is none of them. */
export function neighboursOf<Task extends Neighbour>(
  tasks: ReadonlyArray<Task>,
  taskId: string,
): { at: number; previous: Task | undefined; next: Task | undefined } | undefined {
  const at = tasks.findIndex((task) => task.taskId === taskId);
  return at < 0 ? undefined : { at, previous: tasks[at - 1], next: tasks[at + 1] };
}

/** A contest that runs for the reader, and its tasks that are open to them. */
export interface OpenContest {
  readonly contestId: string;
  readonly open: ReadonlyArray<Pick<Schemas.TaskSummary, 'taskId'>>;
}

/** The only one of these contests that has the task; undefined when none or several have it. */
export function soleContest(taskId: string, contests: ReadonlyArray<OpenContest>): string | undefined {
  const found = contests.filter(({ open }) => open.some((task) => task.taskId === taskId));
  return found.length === 1 ? found[0]?.contestId : undefined;
}

/**
 * What a place was when the task was last found in it: after the end of a contest its tasks are no longer told, and whoever
 * still reads one keeps the way back.
 */
export function keptPlace(
  now: Place | undefined,
  before: Place | undefined,
  taskId: string,
): Place | undefined {
  if (now) return now;
  return before && neighboursOf(before.tasks, taskId) ? before : undefined;
}
