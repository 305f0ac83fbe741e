import type { TaskSummary } from 'lectern-client';

/** When the last of the open tasks of a contest ends for the reader; null for never, undefined when none is open. */
export function lastEnd(tasks: ReadonlyArray<Pick<TaskSummary, 'access'>>): string | null | undefined {
  const ends = tasks
    .filter(({ access }) => access.ground === 'contest')
    .map(({ access }) => access.validUntil);
  return ends.includes(null) ? null : ends.toSorted().at(-1);
}
