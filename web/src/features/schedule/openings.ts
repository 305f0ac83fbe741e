import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { read } from '../../lib/server/resource.ts';
import { keyOf } from '../../lib/server/resource-keys.ts';

export const openingsQuery = queryOptions({
  ...read('/api/v1/openings', { query: { limit: 20 } }),
  select: ({ items }) => items,
});

/** Refetches everything that changes when something opens or ends. */
export async function refreshWhatIsOpen(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    ['/api/v1/openings', '/api/v1/contests', '/api/v1/tasks'].map((path) =>
      queryClient.invalidateQueries({ queryKey: keyOf(path) }),
    ),
  );
}
