import { client } from '../api/client.ts';
import { AsyncSelect, type AsyncSelectProps } from '../ui/async-select.tsx';
import { personLabel } from './person-label.ts';

/** Somebody with an account, for admins. */
export function AccountSelect(props: AsyncSelectProps) {
  return (
    <AsyncSelect
      {...props}
      queryKey={['accounts']}
      search={async (text, signal) => {
        const query = { limit: 50, ...(text === '' ? {} : { text }) };
        const { items } = await client.get('/api/v1/accounts', { query, signal });
        return items.map((account) => ({ value: account.userId, label: personLabel(account) }));
      }}
      find={async (userId, signal) => {
        const account = await client.get('/api/v1/accounts/{userId}', { path: { userId }, signal });
        return { value: userId, label: personLabel(account) };
      }}
    />
  );
}
