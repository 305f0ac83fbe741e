import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.ts';
import { learnServerTime } from '../api/server-clock.ts';

/** What opens for the reader. */

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

/** Reads again all that changes when something opens or ends. */
export async function refreshWhatIsOpen(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    ['openings', 'contests', 'tasks'].map((resource) =>
      queryClient.invalidateQueries({ queryKey: [resource] }),
    ),
  );
}
