import {
  type InfiniteData,
  infiniteQueryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useEffect, useState } from 'react';
import { client } from '../../../lib/server/client.ts';
import { pages } from '../../../lib/server/resource.ts';

type People = InfiniteData<Schemas.ContestPersonPage, string | undefined>;

const resource = '/api/v1/contests/{contestId}/people';
/** Between two questions for changes. */
const askedAgainMs = { least: 5000, spread: 5000 };

/**
 * Everyone who takes part, page by page until all are there, then kept up to date by reading only who has changed.
 * @param isLive whether to ask for changes, while the page is visible
 */
export function useContestPeople(contestId: string, isLive: boolean) {
  const path = { contestId };
  const queryClient = useQueryClient();
  const options = infiniteQueryOptions({
    ...pages(resource, { path }, { limit: 200 }),
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    // Asking for changes is enough.
    refetchOnWindowFocus: false,
  });
  const query = useInfiniteQuery(options);
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const { queryKey } = options;
  const [intervalMs] = useState(() => askedAgainMs.least + Math.random() * askedAgainMs.spread);
  const isComplete = query.isSuccess && !hasNextPage;
  useQuery({
    queryKey: [...queryKey, 'changes'],
    enabled: isLive && isComplete,
    refetchInterval: intervalMs,
    async queryFn({ signal }) {
      const [first] = queryClient.getQueryData<People>(queryKey)?.pages ?? [];
      if (!first) return null;
      const read = (cursor?: string) => {
        const query = { changedSince: first.serverTime, limit: 200, ...(cursor && { cursor }) };
        return client.get(resource, { path, query, signal });
      };
      const begun = await read();
      const changed = [...begun.items];
      for (let { nextCursor } = begun; nextCursor !== null; ) {
        const next = await read(nextCursor);
        changed.push(...next.items);
        ({ nextCursor } = next);
      }
      // Others were added or removed.
      if (begun.total !== first.total) await queryClient.invalidateQueries({ queryKey, exact: true });
      else
        queryClient.setQueryData<People>(queryKey, (people) => people && withChanges(people, begun, changed));
      return null;
    },
  });
  return { ...query, isComplete };
}

/** The latest of these times; null if there is none. */
export const latestOf = (times: ReadonlyArray<string | null>): string | null =>
  times.reduce<string | null>(
    (last, time) => (last === null || Date.parse(time ?? '') > Date.parse(last) ? time : last),
    null,
  );

function withChanges(
  people: People,
  { serverTime }: Schemas.ContestPersonPage,
  changed: ReadonlyArray<Schemas.ContestPerson>,
): People {
  const byId = new Map(changed.map((person) => [person.userId, person]));
  const pages = people.pages.map((page) => {
    // An unchanged page stays the same object.
    if (!page.items.some(({ userId }) => byId.has(userId))) return page;
    return { ...page, items: page.items.map((person) => byId.get(person.userId) ?? person) };
  });
  return { ...people, pages: pages.map((page, at) => (at === 0 ? { ...page, serverTime } : page)) };
}
