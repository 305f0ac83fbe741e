import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { read } from './resource.ts';
import { learnServerTime } from './server-clock.ts';

/** A contest; its reply tells the server's time as well. All that is read of it has a key that begins with this one. */
export const contestQuery = (contestId: string) => {
  const path = { contestId };
  return queryOptions({
    ...read('/api/v1/contests/{contestId}', { path }),
    async queryFn({ signal }) {
      const sentAtMs = Date.now();
      const contest = await client.get('/api/v1/contests/{contestId}', { path, signal });
      learnServerTime(contest.serverTime, sentAtMs);
      return contest;
    },
  });
};

/**
 * The tasks of a contest in their order; it has at most 100. To participants those that have opened, and nothing of the
 * others.
 */
export const contestTasksQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/contests/{contestId}/tasks', { path: { contestId }, query: { limit: 200 } }),
    select: ({ items }) => items,
  });
