import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query';
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

type AccountState = Pick<Account, 'disabled'>;

export function useSetDisabled(userId: string): Sending<Account, AccountState> {
  const queryClient = useQueryClient();
  return useSending({
    mutationFn: (changes: AccountState) =>
      client.patch('/api/v1/accounts/{userId}', { path: { userId }, body: changes }),
    onSuccess: (account) => keepAccount(queryClient, account),
  });
}

/** For what shows an account that was changed. */
export async function keepAccount(queryClient: QueryClient, account: Account): Promise<void> {
  queryClient.setQueryData(accountQuery(account.userId).queryKey, account);
  await queryClient.invalidateQueries({ queryKey: ['accounts', 'list'] });
}
