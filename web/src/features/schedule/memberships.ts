import { queryOptions } from '@tanstack/react-query';
import { all, read } from '../../lib/server/resource.ts';

/** Excludes those that admins see without belonging to them. */
export const ownContestsQuery = all('/api/v1/contests', { query: { mine: true } });

export const ownGroupsQuery = all('/api/v1/groups', { query: { mine: true } });

/** Tasks of a contest that are open to the reader; at most 100. */
export const openInContestQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/tasks', { query: { contestId, limit: 200 } }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });

/** Tasks of a group that are open to the reader, in the order of the home page; the first 200. */
export const openInGroupQuery = (groupId: string) =>
  queryOptions({
    ...read('/api/v1/tasks', { query: { groupId, limit: 200 } }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });
