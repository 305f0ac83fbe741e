import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, Schemas } from 'lectern-client';
import type { PagesOf } from '../../lib/server/resource.ts';

/** What a list of people is asked for. */
export interface PeopleSearch<Sort extends string> {
  /** A part of a name or an address; undefined for everybody. */
  readonly text: string | undefined;
  readonly sort: Sort;
}

interface PeoplePage<Listed extends Schemas.Person> extends Page<Listed> {
  readonly total: number;
}

/** How those are read who fit a search. */
export type PeopleList<Listed extends Schemas.Person, Sort extends string> = (
  search: PeopleSearch<Sort>,
) => PagesOf<PeoplePage<Listed>>;

export interface People<Listed extends Schemas.Person> {
  readonly people: ReadonlyArray<Listed>;
  /** How many there are, of whom `people` are those that were read. */
  readonly total: number;
}

/** Page after page. While another search is on its way, what was there stays. */
export function usePeople<Listed extends Schemas.Person>(
  pages: PagesOf<PeoplePage<Listed>>,
): UseInfiniteQueryResult<People<Listed>> {
  return useInfiniteQuery({
    ...pages,
    select: (data) => ({
      people: data.pages.flatMap(({ items }) => items),
      total: data.pages.at(-1)?.total ?? 0,
    }),
    placeholderData: keepPreviousData,
  });
}

/** As many as the API gives at once: most lists are shown as a whole. */
export const wholePages = { limit: 200 } as const;
