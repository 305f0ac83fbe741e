import { LecternError } from '../errors.ts';

/** Where a row stands in a list by time and id: two rows of one millisecond still have an order. */
export interface Position {
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly id: string;
}

export function showPosition({ atMs, id }: Position): string {
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
