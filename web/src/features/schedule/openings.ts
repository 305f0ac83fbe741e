import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { read } from '../../lib/server/resource.ts';
import { keyOf } from '../../lib/server/resource-keys.ts';

export const openingsQuery = queryOptions({
  ...read('/api/v1/openings', { query: { limit: 20 } }),
  select: ({ items }) => items,
});

/** Refetches everything that changes when something opens or ends. */
export async function refetchOpenings(queryClient: QueryClient): Promise<void> {
  await untilSent(queryClient);
  await Promise.all(
    ['/api/v1/openings', '/api/v1/contests', '/api/v1/tasks'].map((path) =>
      queryClient.invalidateQueries({ queryKey: keyOf(path) }),
    ),
  );
}

/**
 * Waits for changes that are sent one after another and shown at once: before the last one, the server has an order that the page no longer
 * shows, and rows that jump lose the focus.
 */
async function untilSent(queryClient: QueryClient): Promise<void> {
  const areSent = () =>
    queryClient.isMutating({ predicate: ({ options: { scope } }) => scope !== undefined }) === 0;
  if (areSent()) return;
  await new Promise<void>((resolve) => {
    const stop = queryClient.getMutationCache().subscribe(() => {
      if (!areSent()) return;
      stop();
      resolve();
    });
  });
}
