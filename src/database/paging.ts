import { type SelectQueryBuilder, type StringReference, sql } from 'kysely';
import { LecternError } from '../lib/errors.ts';

/** Part of a list: up to `limit` items after the key `after`, or from the beginning. */
export interface Page {
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page, and the key after which the list continues; undefined: it is the last page. */
export interface FoundPage<Item> {
  readonly items: ReadonlyArray<Item>;
  readonly next: string | undefined;
}

/** Maximum number of reads of candidates per page. */
export const maxReads = 10;

/**
 * Reads a page of a list whose candidates come from a query and are filtered by a rule in code. Reads one candidate more than the page
 * needs, and repeats while candidates were dropped, at most `maxReads` times. After that the page may be short or empty although the list
 * continues.
 * @param read returns up to `limit` candidates after the key `after`
 * @param itemOf undefined: not in the list
 */
export async function fillPage<Candidate, Item>(
  { after, limit }: Page,
  read: (page: Page) => Promise<ReadonlyArray<Candidate>>,
  keyOf: (candidate: Candidate) => string,
  itemOf: (candidate: Candidate) => Item | undefined,
): Promise<FoundPage<Item>> {
  const items: Array<Item> = [];
  let [seen, end] = [after, after];
  for (let reads = 0; reads < maxReads; reads += 1) {
    const candidates = await read({ after: seen, limit: limit + 1 });
    for (const candidate of candidates) {
      seen = keyOf(candidate);
      const item = itemOf(candidate);
      if (item === undefined) continue;
      if (items.length === limit) return { items, next: end };
      items.push(item);
      end = seen;
    }
    if (candidates.length <= limit) return { items, next: undefined };
  }
  return { items, next: seen };
}

/** A page of a list that a query returns. @param read returns up to `limit` items after the key `after` */
export const findPage = <Item>(
  page: Page,
  read: (page: Page) => Promise<ReadonlyArray<Item>>,
  keyOf: (item: Item) => string,
): Promise<FoundPage<Item>> => fillPage(page, read, keyOf, (item) => item);

/** A page of a list that is already there. */
export function pageOfList<Item>(
  items: ReadonlyArray<Item>,
  { after, limit }: Page,
  keyOf: (item: Item) => string,
): ReadonlyArray<Item> {
  const begin = after === undefined ? 0 : items.findIndex((item) => keyOf(item) === after) + 1;
  return items.slice(begin, begin + limit);
}

/** Limits a query to one page, ordered by one column; with ids, `desc` lists the newest first. */
export function onPage<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { after, limit }: Page,
  key: StringReference<DB, TB>,
  order: 'asc' | 'desc' = 'asc',
): SelectQueryBuilder<DB, TB, Row> {
  const column = sql.ref(key);
  const page = query.orderBy(column, order).limit(limit);
  if (after === undefined) return page;
  return page.where(
    order === 'asc' ? sql<boolean>`${column} > ${after}` : sql<boolean>`${column} < ${after}`,
  );
}

/** The key of an item in a list by time and id; the id orders items of the same millisecond. */
export interface Position {
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly id: string;
}

export function formatPosition({ atMs, id }: Position): string {
  return `${atMs}.${id}`;
}

/** @throws LecternError `request-invalid` */
export function parsePosition(text: string): Position {
  const [, atMs, id] = /^(\d{1,15})\.(.+)$/s.exec(text) ?? [];
  if (atMs === undefined || id === undefined) throw otherList();
  return { atMs: Number(atMs), id };
}

/** The key of an item in a list of several orders; the id orders items of the same sort key. */
export const formatSortedKey = (sort: string, key: string | number, id: string): string =>
  JSON.stringify([sort, key, id]);

/** @throws LecternError `request-invalid` for a key of another order */
export function parseSortedKey(text: string, sort: string, type: 'string' | 'number') {
  const [of, key, id] = parseList(text);
  const isKey = type === 'string' ? typeof key === 'string' : Number.isSafeInteger(key);
  if (of === sort && isKey && typeof id === 'string') return { key, id };
  throw otherList();
}

function parseList(json: string): ReadonlyArray<unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** For a cursor of another list, or of another order. */
export const otherList = () =>
  new LecternError(
    'request-invalid',
    '"cursor" is not valid. Send the nextCursor of a page of this list, with the same "sort".',
  );
