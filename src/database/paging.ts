import { type SelectQueryBuilder, type StringReference, sql } from 'kysely';
import { LecternError } from '../lib/errors.ts';

/** A part of a list: up to `limit` items after the one whose key is `after`, or from the beginning. */
export interface Page {
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page that was found, and the key after which the list continues; undefined: it ends here. */
export interface FoundPage<Item> {
  readonly items: ReadonlyArray<Item>;
  readonly next: string | undefined;
}

/** How often a page reads candidates at most. */
export const maxReads = 10;

/**
 * Reads a page of a list whose candidates a query finds, and of which a rule that no query knows keeps some. Reads one
 * candidate more than the page has, and continues while candidates were dropped: at most `maxReads` times, after which
 * the page is shorter than its limit, or empty, and the list continues all the same.
 * @param read returns up to `limit` candidates after the one whose key is `after`
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

/** A page of a list that a query finds. @param read returns up to `limit` items after the one whose key is `after` */
export const findPage = <Item>(
  page: Page,
  read: (page: Page) => Promise<ReadonlyArray<Item>>,
  keyOf: (item: Item) => string,
): Promise<FoundPage<Item>> => fillPage(page, read, keyOf, (item) => item);

/** Limits a query to a page of a list that is ordered by one column; `desc` lists the newest ids first. */
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

/** The key of an item in a list by time and id: two items of one millisecond still have an order. */
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

/** For the cursor of another list, or of the same in another order. */
export const otherList = () =>
  new LecternError(
    'request-invalid',
    '"cursor" must be the nextCursor of another page of this list, in this order.',
  );
