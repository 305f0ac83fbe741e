import type { ContestDraft, ContestTaskDraft } from '../../src/domain/contests/contest.ts';

/** A contest that began long ago and has no end, for `contests.create`, with a test's changes. */
export const contestDraft = (changes: Partial<ContestDraft> = {}): ContestDraft => ({
  name: 'Finals',
  startsAt: 0,
  ...changes,
});

/** Open as long as the contest, and last in it, for `contestTasks.put`. */
export const contestTaskDraft = (
  changes: Pick<ContestTaskDraft, 'taskId'> & Partial<ContestTaskDraft>,
): ContestTaskDraft => ({ label: 'A', ...changes });
