import { queryOptions } from '@tanstack/react-query';
import { read } from '../../lib/server/resource.ts';

/** A contest. All that is read of it has a key that begins with this one. */
export const contestQuery = (contestId: string) =>
  read('/api/v1/contests/{contestId}', { path: { contestId } });

/**
 * The tasks of a contest in their order; it has at most 100. To participants those that have opened, and nothing of the
 * others.
 */
export const contestTasksQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/contests/{contestId}/tasks', { path: { contestId }, query: { limit: 200 } }),
    select: ({ items }) => items,
  });
