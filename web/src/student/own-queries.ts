import { type QueryClient, queryOptions } from '@tanstack/react-query';
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

/** Reads again all that changes when something opens or ends. */
export async function refreshWhatIsOpen(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    ['openings', 'contests', 'tasks'].map((resource) =>
      queryClient.invalidateQueries({ queryKey: [resource] }),
    ),
  );
}
