import type { ContestTask } from 'lectern-client';
import { client } from '../api/client.ts';
import { type PagesQuery, usePages } from '../api/pages.ts';

/** In the contest's order; to participants those that have opened, and nothing of the others. */
export function useContestTasks(contestId: string): PagesQuery<ContestTask> {
  return usePages(
    ['contests', contestId, 'opened-tasks'],
    (page, signal) => readTasks(contestId, page, signal),
    { limit: 200 },
  );
}

const readTasks = (contestId: string, query: { limit: number; cursor?: string }, signal: AbortSignal) =>
  client.get('/api/v1/contests/{contestId}/tasks', { path: { contestId }, query, signal });
