import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { learnServerTime } from './server-clock.ts';

/** A contest; its reply tells the server's time as well. All that is read of it has a key that begins with this one. */
export const contestQuery = (contestId: string) =>
  queryOptions({
    queryKey: ['contests', contestId],
    async queryFn({ signal }) {
      const sentAtMs = Date.now();
      const contest = await client.get('/api/v1/contests/{contestId}', { path: { contestId }, signal });
      learnServerTime(contest.serverTime, sentAtMs);
      return contest;
    },
  });
