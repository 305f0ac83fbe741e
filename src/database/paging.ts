import { type SelectQueryBuilder, type StringReference, sql } from 'kysely';
import { LecternError } from '../lib/errors.ts';

/** A part of a list: up to `limit` items after the one whose key is `after`, or from the beginning. */
export interface Page {
  readonly after: string | undefined;
  readonly limit: number;
}

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
  if (atMs === undefined || id === undefined) {
    throw new LecternError(
      'request-invalid',
      '"cursor" must be the nextCursor of another page of this list.',
    );
  }
  return { atMs: Number(atMs), id };
}
