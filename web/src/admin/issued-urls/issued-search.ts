import type { IssuedFilter } from '../../issued/issued-urls.ts';

/** What the address of the page says. Ids and times alone: a pasted URL never gets there. */
export interface IssuedSearch extends Pick<IssuedFilter, 'taskId' | 'userId' | 'from' | 'until'> {
  readonly tab?: 'trace' | undefined;
}

/** What is undefined here, the router would take from the address as it is. */
export function readIssuedSearch(search: Record<string, unknown>): IssuedSearch {
  const { tab, taskId, userId, from, until } = search;
  return {
    tab: tab === 'trace' ? tab : undefined,
    taskId: typeof taskId === 'string' ? taskId : undefined,
    userId: typeof userId === 'string' ? userId : undefined,
    from: isTime(from) ? from : undefined,
    until: isTime(until) ? until : undefined,
  };
}

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));
