import { type InputWrapperProps, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '../../shell/account-select.tsx';
import { DateTimeField } from '../../shell/date-time-field.tsx';
import { TaskSelect } from '../../shell/task-select.tsx';
import type { IssuedSearch } from './issued-search.ts';

interface IssuedFiltersProps {
  readonly search: IssuedSearch;
  readonly onChange: (changes: { [Name in keyof IssuedSearch]?: IssuedSearch[Name] | undefined }) => void;
}

/** So that the fields of a row stand on one line. */
const zoneBelow: NonNullable<InputWrapperProps['inputWrapperOrder']> = [
  'label',
  'input',
  'description',
  'error',
];

export function IssuedFilters({ search, onChange }: IssuedFiltersProps) {
  const { t } = useTranslation('admin');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
      <AccountSelect
        label={t('issued.reader')}
        placeholder={t('issued.anyReader')}
        value={search.userId}
        onChange={(userId) => onChange({ userId })}
      />
      <TaskSelect
        label={t('issued.task')}
        placeholder={t('issued.anyTask')}
        value={search.taskId}
        onChange={(taskId) => onChange({ taskId })}
      />
      <DateTimeField
        inputWrapperOrder={zoneBelow}
        label={t('issued.from')}
        value={search.from ?? null}
        onChange={(time) => onChange({ from: time ?? undefined })}
      />
      <DateTimeField
        inputWrapperOrder={zoneBelow}
        label={t('issued.until')}
        value={search.until ?? null}
        onChange={(time) => onChange({ until: time ?? undefined })}
      />
    </SimpleGrid>
  );
}
