import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, Schemas } from 'lectern-client';
import type { PagesOf } from '../../lib/server/resource.ts';

export interface PeopleSearch<Sort extends string> {
  /** Part of a name or address; undefined for everybody. */
  readonly text: string | undefined;
  readonly sort: Sort;
}

interface PeoplePage<Listed extends Schemas.Person> extends Page<Listed> {
  readonly total: number;
}

/** Makes the query for a search. */
export type PeopleList<Listed extends Schemas.Person, Sort extends string> = (
  search: PeopleSearch<Sort>,
) => PagesOf<PeoplePage<Listed>>;

export interface People<Listed extends Schemas.Person> {
  readonly people: ReadonlyArray<Listed>;
  /** Number of all matches; `people` are those loaded so far. */
  readonly total: number;
}

/** Page by page. The previous people stay while another search loads. */
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

/** The API's maximum: most lists fit on one page. */
export const wholePages = { limit: 200 } as const;
