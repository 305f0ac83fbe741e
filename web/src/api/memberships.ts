import { queryOptions } from '@tanstack/react-query';
import type { Contest, ContestTask } from 'lectern-client';
import { client } from './client.ts';
import { type PagesQuery, usePages } from './pages.ts';

/** What the reader belongs to, and the tasks in it. */

/** Without those that admins see and do not belong to. */
export const ownContestsQuery = queryOptions({
  queryKey: ['contests', 'own'],
  async queryFn({ signal }) {
    const { items } = await client.get('/api/v1/contests', { signal, query: { limit: 200, mine: true } });
    return items;
  },
});

export const ownGroupsQuery = queryOptions({
  queryKey: ['groups', 'own'],
  async queryFn({ signal }) {
    const { items } = await client.get('/api/v1/groups', { signal, query: { limit: 200, mine: true } });
    return items;
  },
});

/** In the contest's order; to participants those that have opened, and nothing of the others. */
export function useContestTasks(contestId: string, { enabled = true } = {}): PagesQuery<ContestTask> {
  return usePages(
    ['contests', contestId, 'opened-tasks'],
    (page, signal) => readTasks(contestId, page, signal),
    { limit: 200, enabled },
  );
}

const readTasks = (contestId: string, query: { limit: number; cursor?: string }, signal: AbortSignal) =>
  client.get('/api/v1/contests/{contestId}/tasks', { path: { contestId }, query, signal });

/** The tasks of a contest that are open to the reader; it has at most 100. */
export const openInContestQuery = (contestId: string) =>
  queryOptions({
    queryKey: ['tasks', 'open-in', contestId],
    queryFn: ({ signal }) => client.get('/api/v1/tasks', { query: { contestId, limit: 200 }, signal }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });

/** Of a delay and extra time. Of contests that ended earlier nobody's home page asks whether they still run for them. */
const longestOwnMs = 24 * 60 * 60 * 1000;

/** Whether a contest may end for the reader after the common end. What `openInContestQuery` gives tells when. */
export const mayRunLonger = ({ yourRole, phase, endsAt }: Contest, nowMs: number): boolean =>
  yourRole === 'participant' &&
  phase !== 'upcoming' &&
  endsAt !== null &&
  Date.parse(endsAt) + longestOwnMs > nowMs;

/** The tasks of a group that are open to the reader, in the order of the home page; the first 200. */
export const openInGroupQuery = (groupId: string) =>
  queryOptions({
    queryKey: ['tasks', 'open-in-group', groupId],
    queryFn: ({ signal }) => client.get('/api/v1/tasks', { query: { groupId, limit: 200 }, signal }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });
