import {
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import type { Person } from 'lectern-client';
import { pagesOptions, type ReadPage } from '../api/pages.ts';

/** What a list of people is asked for. */
export interface PeopleSearch<Sort extends string> {
  /** A part of a name or an address; empty for everybody. */
  readonly text: string;
  readonly sort: Sort;
}

export interface PeoplePage<Listed extends Person> {
  readonly items: ReadonlyArray<Listed>;
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface People<Listed extends Person> {
  readonly people: ReadonlyArray<Listed>;
  /** How many there are, of whom `people` are those that were read. */
  readonly total: number;
}

/** As many as the API gives at once: most lists are shown as a whole. */
const limit = 200;

/** Reads those who fit a search, page after page. While another search is on its way, what was there stays. */
export function usePeople<Listed extends Person, Sort extends string>(
  key: QueryKey,
  { text, sort }: PeopleSearch<Sort>,
  read: (
    query: Parameters<ReadPage<PeoplePage<Listed>>>[0] & { text?: string; sort: Sort },
    signal: AbortSignal,
  ) => Promise<PeoplePage<Listed>>,
): UseInfiniteQueryResult<People<Listed>> {
  const filter = text === '' ? { sort } : { text, sort };
  const options = pagesOptions([...key, filter], (page, signal) => read({ ...page, ...filter }, signal), {
    limit,
  });
  return useInfiniteQuery({
    ...options,
    select: ({ pages }) => ({
      people: pages.flatMap(({ items }) => items),
      total: pages.at(-1)?.total ?? 0,
    }),
    placeholderData: keepPreviousData,
  });
}
