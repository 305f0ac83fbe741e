import type { ContestDraft } from '../../src/domain/contests/contest.ts';
import type { ContestTasks } from '../../src/domain/contests/contest-tasks.ts';

/** A contest that began long ago and has no end, for `contests.create`, with what a test changes of it. */
export const contestDraft = (changes: Partial<ContestDraft> = {}): ContestDraft => ({
  name: 'Finals',
  startsAt: 0,
  ...changes,
});

type ContestTaskDraft = Parameters<ContestTasks['put']>[1];

/** Open as long as the contest, and last in it, for `contestTasks.put`. */
export const contestTaskDraft = (
  changes: Pick<ContestTaskDraft, 'taskId'> & Partial<ContestTaskDraft>,
): ContestTaskDraft => ({ label: 'A', opensAt: null, closesAt: null, ...changes });
