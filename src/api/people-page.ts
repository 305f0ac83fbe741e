import { type Static, type TSchema, Type } from 'typebox';
import { type PeopleFound, type PeoplePage, type Person, personSorts } from '../database/people-list.ts';
import { type ListPage, type PageQuery, pageOf, pageQuery, readPage } from './page.ts';
import { SearchText } from './schemas.ts';
import { object, oneOf } from './shapes.ts';

/**
 * The query of a list of people.
 * @param title of its orders, in the API document
 * @param ownSorts orders that only this list has
 */
export const peopleQuery = <const OwnSort extends string = never>(
  title: string,
  ownSorts: ReadonlyArray<OwnSort> = [],
  description = 'Order of the list.',
) =>
  object({
    ...pageQuery,
    text: Type.Optional(SearchText('the name or the address')),
    sort: Type.Optional(oneOf(title, [...personSorts, ...ownSorts], `${description} Default: by name.`)),
  });

export type PeopleQuery<OwnSort extends string> = ReturnType<typeof peopleQuery<OwnSort>>;

/** A page of people, and how many there are on all pages. */
export const peoplePageOf = <T extends TSchema>(person: T) =>
  pageOf(person, {
    total: Type.Integer({ minimum: 0, description: 'Number of people on all pages.' }),
  });

/** @param list reads a page of people, and counts them all */
export async function readPeople<Found extends Person, OwnSort extends string = never>(
  { text, sort, ...query }: Static<typeof PageQuery> & Pick<PeoplePage<OwnSort>, 'text' | 'sort'>,
  list: (page: PeoplePage<OwnSort>) => Promise<PeopleFound<Found>>,
): Promise<ListPage<Found> & { total: number }> {
  let total = 0;
  const { items, nextCursor } = await readPage(
    query,
    async (page) => {
      const found = await list({ ...page, text, sort });
      total = found.total;
      return found.people;
    },
    'position',
  );
  return { items: items.map(({ person }) => person), nextCursor, total };
}
