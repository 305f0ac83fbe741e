import { queryOptions } from '@tanstack/react-query';
import type { Account } from 'lectern-client';
import { client } from '../../api/client.ts';
import { type PagesQuery, usePages } from '../../api/pages.ts';
import type { AccountFilter } from './account-filter.ts';

/** By e-mail address. */
export function useAccounts(filter: AccountFilter): PagesQuery<Account> {
  return usePages(['accounts', 'list', filter], (page, signal) =>
    client.get('/api/v1/accounts', { query: { ...filter, ...page }, signal }),
  );
}

export const accountQuery = (userId: string) =>
  queryOptions({
    queryKey: ['accounts', 'one', userId],
    queryFn: ({ signal }) => client.get('/api/v1/accounts/{userId}', { path: { userId }, signal }),
  });

/** For what changes an account. */
export const changedByAccount = (userId: string) => [accountQuery(userId).queryKey, ['accounts', 'list']];
