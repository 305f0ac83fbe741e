import { client } from '../api/client.ts';
import { personLabel } from '../shell/person-label.ts';
import { AsyncSelect } from './async-select.tsx';

interface AccountSelectProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (userId: string | undefined) => void;
}

export function AccountSelect(props: AccountSelectProps) {
  return (
    <AsyncSelect
      {...props}
      queryKey={['accounts']}
      search={async (text, signal) => {
        const query = { limit: 20, ...(text === '' ? {} : { text }) };
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
