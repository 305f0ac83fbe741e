import type { Schemas } from 'lectern-client';
import { type PagesQuery, pages, read, usePages } from '../../../lib/server/resource.ts';
import type { AccountFilter } from './account-filter.ts';

/** Sorted by e-mail address. */
export function useAccounts(filter: AccountFilter): PagesQuery<Schemas.Account> {
  return usePages(pages('/api/v1/accounts', { query: filter }));
}

export const accountQuery = (userId: string) => read('/api/v1/accounts/{userId}', { path: { userId } });
