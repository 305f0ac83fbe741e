import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { letOthersRun } from '../lib/in-chunks.ts';
import { anyEmailOf, emailOf, unverifiedEmailOf } from './email-column.ts';
import { formatSortedKey, type Page, parseSortedKey } from './paging.ts';
import type { Schema } from './schema.ts';
import { contains } from './sql.ts';

/** A person in a list. Only a verified address identifies them; an unverified one is labeled. */
export type Person = Readonly<{
  userId: string;
  email: string | null;
  unverifiedEmail: string | null;
  name: string;
}>;

/** Both addresses of `user`. */
export const addressesOf = () => [emailOf().as('email'), unverifiedEmailOf().as('unverifiedEmail')] as const;

/** The result of adding people: their current state, and how many were added or changed. */
export interface Addition<Added extends Person = Person> {
  readonly people: ReadonlyArray<Added>;
  readonly added: number;
}

/** Orders of every list of people; a list may have others. */
export const personSorts = ['name', 'email'] as const;
type PersonSort = (typeof personSorts)[number];

/** Part of a list of people. */
export interface PeoplePage<OwnSort extends string = never> extends Page {
  /** Part of the name or address, ignoring case and accents. */
  readonly text?: string | undefined;
  /** Default: by name. */
  readonly sort?: PersonSort | OwnSort | undefined;
}

/** People, each with their position: the `after` of the next page. */
export interface PeopleFound<Found extends Person = Person> {
  readonly people: ReadonlyArray<{ readonly person: Found; readonly position: string }>;
  /** On all pages. */
  readonly total: number;
}

const defaultSort: PersonSort = 'name';
type Keys<Sort extends string> = Readonly<Record<Sort, RawBuilder<unknown>>>;

/** Only this many characters of a name or address are compared, to bound the length of cursors. Ties are ordered by id. */
const comparedLength = 64;
const start = (text: RawBuilder<unknown>) => sql`substr(${text}, 1, ${sql.lit(comparedLength)})`;
const textKeys: Keys<PersonSort> = {
  name: start(sql`"user"."foldedName"`),
  email: start(sql`coalesce(${anyEmailOf()}, '')`),
};

/**
 * Reads a page of people from a query that joins `user`. It reads and sorts the whole list, which an index on its group, contest or task
 * finds.
 * @param ownKeys integers by which the list's additional orders ascend
 * @param listed a further condition on the people that are listed, but not on those that are counted
 * @throws LecternError `request-invalid` for an `after` of another order
 */
export async function listPeople<Tables extends keyof Schema, Found extends Person, OwnSort extends string>(
  everybody: SelectQueryBuilder<Schema, Tables, Found>,
  page: PeoplePage<OwnSort>,
  ownKeys: Keys<OwnSort>,
  listed: RawBuilder<boolean> = sql`true`,
): Promise<PeopleFound<Found>> {
  const { rows, count } = peopleQueries(everybody, page, ownKeys);
  const sort = page.sort ?? defaultSort;
  const people = (await rows.where(listed).execute()).map(({ sortKey, ...row }) => {
    const person = row as unknown as Found;
    return { person, position: formatSortedKey(sort, sortKey as string | number, person.userId) };
  });
  await letOthersRun();
  return { people, total: Number((await count.executeTakeFirstOrThrow()).total) };
}

/** The people of a list with these ids, ordered by id. */
export async function findPeople<Tables extends keyof Schema, Found extends Person>(
  everybody: SelectQueryBuilder<Schema, Tables, Found>,
  userIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<Found>> {
  if (userIds.length === 0) return [];
  return everybody.where(sql<string>`"user".id`, 'in', userIds).orderBy(sql`"user".id`).execute();
}

/** The two queries of `listPeople`. */
export function peopleQueries<Tables extends keyof Schema, Found, OwnSort extends string>(
  everybody: SelectQueryBuilder<Schema, Tables, Found>,
  { text, sort = defaultSort, after, limit }: PeoplePage<OwnSort>,
  ownKeys: Keys<OwnSort>,
) {
  const keys: Keys<PersonSort | OwnSort> = { ...textKeys, ...ownKeys };
  const key = keys[sort];
  const id = sql`"user".id`;
  const found = text === undefined ? everybody : everybody.where(hasText(text));
  const type = sort in textKeys ? 'string' : 'number';
  const last = after === undefined ? undefined : parseSortedKey(after, sort, type);
  const page = last ? found.where(sql<boolean>`(${key}, ${id}) > (${last.key}, ${last.id})`) : found;
  return {
    rows: page.select(key.as('sortKey')).orderBy(key).orderBy(id).limit(limit),
    count: found.clearSelect().select((eb) => eb.fn.countAll<number>().as('total')),
  };
}

/** A condition on `user`. Addresses are stored in lower case and contain no accents. */
export function hasText(text: string): RawBuilder<boolean> {
  return sql<boolean>`(${contains(sql`"user"."foldedName"`, text)} or ${contains(anyEmailOf(), text)})`;
}
