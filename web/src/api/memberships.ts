import { queryOptions } from '@tanstack/react-query';
import type { ContestTask } from 'lectern-client';
import { client } from './client.ts';
import { type PagesQuery, pagesOptions, usePages } from './pages.ts';

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
  const { key, read, options } = contestTaskPages(contestId);
  return usePages(key, read, { ...options, enabled });
}

/** Their first page, for a loader. */
export function contestTasksOptions(contestId: string) {
  const { key, read, options } = contestTaskPages(contestId);
  return pagesOptions(key, read, options);
}

const contestTaskPages = (contestId: string) => ({
  key: ['contests', contestId, 'opened-tasks'],
  read: (query: { limit: number; cursor?: string }, signal: AbortSignal) =>
    client.get('/api/v1/contests/{contestId}/tasks', { path: { contestId }, query, signal }),
  options: { limit: 200 },
});

/** The tasks of a contest that are open to the reader; it has at most 100. */
export const openInContestQuery = (contestId: string) =>
  queryOptions({
    queryKey: ['tasks', 'open-in', contestId],
    queryFn: ({ signal }) => client.get('/api/v1/tasks', { query: { contestId, limit: 200 }, signal }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });

/** The tasks of a group that are open to the reader, in the order of the home page; the first 200. */
export const openInGroupQuery = (groupId: string) =>
  queryOptions({
    queryKey: ['tasks', 'open-in-group', groupId],
    queryFn: ({ signal }) => client.get('/api/v1/tasks', { query: { groupId, limit: 200 }, signal }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });
