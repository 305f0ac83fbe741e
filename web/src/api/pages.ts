import {
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';

interface PageOf<Item> {
  readonly items: ReadonlyArray<Item>;
  readonly nextCursor: string | null;
}

/** A list of the API, page after page, as one list. */
export type PagesQuery<Item> = UseInfiniteQueryResult<ReadonlyArray<Item>>;

/**
 * Reads a list of the API: `usePages(['groups'], (page, signal) => client.get('/api/v1/groups', {query: page, signal}))`.
 * While another filter is on its way, what was there stays.
 */
export function usePages<Item>(
  key: QueryKey,
  read: (page: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<PageOf<Item>>,
  { limit = 50, enabled = true }: { limit?: number; enabled?: boolean } = {},
): PagesQuery<Item> {
  return useInfiniteQuery({
    queryKey: [...key, { limit }],
    queryFn: ({ pageParam, signal }) =>
      read(pageParam === undefined ? { limit } : { limit, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: (data) => data.pages.flatMap((page) => page.items),
    placeholderData: keepPreviousData,
    enabled,
  });
}
