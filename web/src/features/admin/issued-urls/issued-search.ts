import { anyText, oneOf, readSearch } from '../../../lib/read-search.ts';

const time = (value: unknown): string | undefined =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** The filter in the page's URL: only ids and times, so that a pasted signed URL never gets there. */
export const readIssuedSearch = readSearch({
  tab: oneOf('trace'),
  taskId: anyText,
  userId: anyText,
  from: time,
  until: time,
});

export type IssuedSearch = ReturnType<typeof readIssuedSearch>;
