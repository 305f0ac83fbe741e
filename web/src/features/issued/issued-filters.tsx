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
  /** Fields of what else may be chosen. */
  readonly children: ReactNode;
}

/** So that the fields of a row stand on one line. */
const zoneBelow: NonNullable<InputWrapperProps['inputWrapperOrder']> = [
  'label',
  'input',
  'description',
  'error',
];

/** Narrows the records down, as soon as something is chosen. */
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
