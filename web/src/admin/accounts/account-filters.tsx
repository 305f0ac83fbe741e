import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountFilter, readAccountFilter, roles } from './account-filter.ts';

interface AccountFiltersProps {
  readonly filter: AccountFilter;
  readonly onChange: (filter: AccountFilter) => void;
}

const debounceMs = 200;

export function AccountFilters({ filter, onChange }: AccountFiltersProps) {
  const { t } = useTranslation('admin');
  const [text, setText] = useState(filter.text ?? '');
  const change = (changes: Record<string, unknown>) => onChange(readAccountFilter({ ...filter, ...changes }));
  const search = useDebouncedCallback((words: string) => change({ text: words.trim() }), debounceMs);
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <TextInput
        type="search"
        label={t('accounts.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={100}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          search(currentTarget.value);
        }}
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
