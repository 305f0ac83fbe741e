import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Contest } from 'lectern-client';
import { client } from '../api/client.ts';
import { learnServerTime } from '../shell/server-clock.ts';

/** What the reader belongs to, and what opens for them. */

export const openingsQuery = queryOptions({
  queryKey: ['openings'],
  async queryFn({ signal }) {
    const sentAtMs = Date.now();
    const openings = await client.get('/api/v1/openings', { signal, query: { limit: 20 } });
    learnServerTime(openings.serverTime, sentAtMs);
    return openings.items;
  },
  // Teachers move openings, and devices' clocks drift.
  refetchInterval: 300_000,
});

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

/** Reads again all that changes when something opens or ends. */
export async function refreshWhatIsOpen(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    ['openings', 'contests', 'tasks'].map((resource) =>
      queryClient.invalidateQueries({ queryKey: [resource] }),
    ),
  );
}
