import { queryOptions } from '@tanstack/react-query';
import { read } from '../../lib/server/resource.ts';
import { AsyncSelect, type AsyncSelectProps } from '../../ui/async-select.tsx';
import { personLabel } from './person-label.ts';

/** Somebody with an account, for admins. */
export function AccountSelect(props: AsyncSelectProps) {
  return (
    <AsyncSelect
      {...props}
      search={(text) =>
        queryOptions({
          ...read('/api/v1/accounts', { query: { limit: 50, text } }),
          select: ({ items }) =>
            items.map((account) => ({ value: account.userId, label: personLabel(account) })),
        })
      }
      find={(userId) =>
        queryOptions({
          ...read('/api/v1/accounts/{userId}', { path: { userId } }),
          select: (account) => ({ value: userId, label: personLabel(account) }),
        })
      }
    />
  );
}
