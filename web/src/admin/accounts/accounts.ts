import { queryOptions, useQueryClient } from '@tanstack/react-query';
import type { Account } from 'lectern-client';
import { client } from '../../api/client.ts';
import { type PagesQuery, usePages } from '../../api/pages.ts';
import { type Sending, useSending } from '../../api/use-sending.ts';
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

export type AccountChanges = Partial<Pick<Account, 'name' | 'role' | 'disabled'>>;

export function useChangeAccount(userId: string): Sending<Account, AccountChanges> {
  const queryClient = useQueryClient();
  return useSending({
    mutationFn: (changes: AccountChanges) =>
      client.patch('/api/v1/accounts/{userId}', { path: { userId }, body: changes }),
    async onSuccess(account) {
      queryClient.setQueryData(accountQuery(userId).queryKey, account);
      await queryClient.invalidateQueries({ queryKey: ['accounts', 'list'] });
    },
  });
}
