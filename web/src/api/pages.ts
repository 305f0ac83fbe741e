import {
  infiniteQueryOptions,
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

export interface PagesOptions {
  readonly limit?: number;
  readonly enabled?: boolean;
  /** Milliseconds for which what was read counts as fresh; all pages are read again after it. */
  readonly staleTime?: number;
}

export type ReadPage<Page extends PageOf<unknown>> = (
  page: { limit: number; cursor?: string },
  signal: AbortSignal,
) => Promise<Page>;

/** For a loader that reads the first page; `usePages` with the same arguments then has it. */
export function pagesOptions<Page extends PageOf<unknown>>(
  key: QueryKey,
  read: ReadPage<Page>,
  { limit = 50, ...options }: PagesOptions = {},
) {
  return infiniteQueryOptions({
    queryKey: [...key, { limit }],
    queryFn: ({ pageParam, signal }) =>
      read(pageParam === undefined ? { limit } : { limit, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    ...options,
  });
}

/**
 * Reads a list of the API: `usePages(['groups'], (page, signal) => client.get('/api/v1/groups', {query: page, signal}))`.
 * While another filter is on its way, what was there stays.
 */
export function usePages<Item>(
  key: QueryKey,
  read: ReadPage<PageOf<Item>>,
  options: PagesOptions = {},
): PagesQuery<Item> {
  return useInfiniteQuery({
    ...pagesOptions(key, read, options),
    select: (data) => data.pages.flatMap((page) => page.items),
    placeholderData: keepPreviousData,
  });
}
