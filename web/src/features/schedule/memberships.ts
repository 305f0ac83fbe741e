import { queryOptions } from '@tanstack/react-query';
import { all, read } from '../../lib/server/resource.ts';

/** What the reader belongs to, and the tasks in it. */

/** Without those that admins see and do not belong to. */
export const ownContestsQuery = all('/api/v1/contests', { query: { mine: true } });

export const ownGroupsQuery = all('/api/v1/groups', { query: { mine: true } });

/** The tasks of a contest that are open to the reader; it has at most 100. */
export const openInContestQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/tasks', { query: { contestId, limit: 200 } }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });

/** The tasks of a group that are open to the reader, in the order of the home page; the first 200. */
export const openInGroupQuery = (groupId: string) =>
  queryOptions({
    ...read('/api/v1/tasks', { query: { groupId, limit: 200 } }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });
