import { Select, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../shell/search-field.tsx';
import { type AccountFilter, readAccountFilter, roles } from './account-filter.ts';

interface AccountFiltersProps {
  readonly filter: AccountFilter;
  readonly onChange: (filter: AccountFilter) => void;
}

export function AccountFilters({ filter, onChange }: AccountFiltersProps) {
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
