import { type InputWrapperProps, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../lib/format/rules.ts';
import { DateTimeField } from '../../ui/date-time-field.tsx';
import type { IssuedFilter } from './issued-urls.ts';

type Span = Pick<IssuedFilter, 'from' | 'until'>;

interface IssuedFiltersProps {
  readonly span: Span;
  readonly onChange: (changes: Span) => void;
  /** More filter fields. */
  readonly children: ReactNode;
}

/** Keeps the inputs of a row aligned. */
const zoneBelow: NonNullable<InputWrapperProps['inputWrapperOrder']> = [
  'label',
  'input',
  'description',
  'error',
];

/** Filters the records; each choice takes effect immediately. */
export function IssuedFilters({ span: { from, until }, onChange, children }: IssuedFiltersProps) {
  const { t } = useTranslation('issued');
  const rules = useRules();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
      {children}
      <DateTimeField
        inputWrapperOrder={zoneBelow}
        label={t('filter.from')}
        value={from ?? null}
        onChange={(time) => onChange({ from: time ?? undefined })}
      />
      <DateTimeField
        inputWrapperOrder={zoneBelow}
        label={t('filter.until')}
        value={until ?? null}
        onChange={(time) => onChange({ until: time ?? undefined })}
        error={rules.end(until ?? null, from ?? null)}
      />
    </SimpleGrid>
  );
}
