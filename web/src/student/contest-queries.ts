import type { ContestTask } from 'lectern-client';
import { client } from '../api/client.ts';
import { type PagesQuery, pagesOptions, usePages } from '../api/pages.ts';

/** In the contest's order; to participants those that have opened, and nothing of the others. */
export function useContestTasks(contestId: string): PagesQuery<ContestTask> {
  return usePages(...listOf(contestId));
}

/** Their first page, for a loader. */
export const contestTasksOptions = (contestId: string) => pagesOptions(...listOf(contestId));

type Read = (page: { limit: number; cursor?: string }, signal: AbortSignal) => ReturnType<typeof readTasks>;

function listOf(contestId: string) {
  const read: Read = (page, signal) => readTasks(contestId, page, signal);
  return [['contests', contestId, 'opened-tasks'], read, { limit: 200 }] as const;
}

const readTasks = (contestId: string, query: { limit: number; cursor?: string }, signal: AbortSignal) =>
  client.get('/api/v1/contests/{contestId}/tasks', { path: { contestId }, query, signal });
