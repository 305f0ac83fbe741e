import { Select, SimpleGrid } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { useFromHere } from '../../../ui/back-link.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Address } from '../../people/address.tsx';
import { type AccountFilter, readAccountFilter, roles } from './account-filter.ts';
import { AccountState, useSignInText } from './account-state.tsx';
import { useAccounts } from './accounts.ts';
import { CreateAccount } from './create-account.tsx';

const route = getRouteApi('/shell/admin/accounts');

/** All accounts, including disabled ones. */
export function AccountsPage() {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const query = useAccounts(filter);
  const signInText = useSignInText();
  const columns = [
    {
      key: 'name',
      title: t('accounts.name'),
      cell: (account: Schemas.Account) => <AccountLink {...account} />,
    },
    {
      key: 'email',
      title: t('accounts.email'),
      cell: (account: Schemas.Account) => <Address {...account} />,
    },
    { key: 'role', title: t('accounts.role'), cell: ({ role }: Schemas.Account) => t(`role.${role}`) },
    {
      key: 'state',
      title: t('accounts.state'),
      cell: ({ disabled }: Schemas.Account) => <AccountState disabled={disabled} />,
    },
    {
      key: 'signIn',
      title: t('accounts.signIn.title'),
      cell: ({ signIn }: Schemas.Account) => signInText(signIn),
    },
    {
      key: 'createdAt',
      title: t('accounts.createdAt'),
      cell: ({ createdAt }: Schemas.Account) => dateTime(createdAt),
    },
  ];
  return (
    <Page title={t('accounts.title')} actions={<CreateAccount />}>
      <AccountFilters
        filter={filter}
        onChange={(search) => void navigate({ search, replace: true, resetScroll: false })}
      />
      <QueryView query={query} pending={<Pending rows={8} height={44} />}>
        {(accounts) => (
          <DataTable
            label={t('accounts.title')}
            columns={columns}
            rows={accounts}
            rowKey={({ userId }) => userId}
            empty={t('accounts.none')}
            minWidth={880}
          />
        )}
      </QueryView>
      <NextPage query={query} />
    </Page>
  );
}

function AccountLink({ userId, name }: Schemas.Account) {
  return (
    <AnchorLink to="/admin/accounts/$userId" params={{ userId }} state={useFromHere()} size="sm">
      {name}
    </AnchorLink>
  );
}

interface AccountFiltersProps {
  readonly filter: AccountFilter;
  readonly onChange: (filter: AccountFilter) => void;
}

function AccountFilters({ filter, onChange }: AccountFiltersProps) {
  const { t } = useTranslation('admin');
  const change = (changes: Record<string, unknown>) => onChange(readAccountFilter({ ...filter, ...changes }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <SearchField
        label={t('accounts.search')}
        text={filter.text ?? ''}
        onSearch={(text) => change({ text })}
      />
      <Select
        label={t('accounts.role')}
        allowDeselect={false}
        value={filter.role ?? 'any'}
        onChange={(role) => change({ role })}
        data={[
          { value: 'any', label: t('accounts.anyRole') },
          ...roles.map((value) => ({ value, label: t(`role.${value}`) })),
        ]}
      />
      <Select
        label={t('accounts.state')}
        allowDeselect={false}
        value={filter.disabled === undefined ? 'any' : String(filter.disabled)}
        onChange={(state) => change({ disabled: state === 'any' ? undefined : state === 'true' })}
        data={[
          { value: 'any', label: t('accounts.anyState') },
          { value: 'false', label: t('accounts.enabled') },
          { value: 'true', label: t('accounts.disabled') },
        ]}
      />
    </SimpleGrid>
  );
}
