import { SimpleGrid } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useRules } from '../lib/format/rules.ts';
import { DateTimeField } from './date-time-field.tsx';

export interface TimeWindow {
  /** ISO 8601. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

interface WindowFieldsProps {
  readonly form: UseFormReturnType<TimeWindow, unknown>;
  readonly opensAtRequired?: boolean;
  /** Hint for an empty end. */
  readonly withoutEnd: string;
  /** Hint for an empty start. */
  readonly withoutStart?: string | undefined;
}

/** Inputs for the times when something opens and closes. */
export function WindowFields(props: WindowFieldsProps) {
  const { form, opensAtRequired = false, withoutEnd, withoutStart } = props;
  const { t } = useTranslation('shell');
  const rules = useRules();
  const { opensAt, closesAt } = form.values;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <DateTimeField
        label={withoutStart ? `${t('window.opensAt')} (${withoutStart})` : t('window.opensAt')}
        required={opensAtRequired}
        {...form.getInputProps('opensAt')}
      />
      <DateTimeField
        label={`${t('window.closesAt')} (${withoutEnd})`}
        since={opensAt}
        {...form.getInputProps('closesAt')}
        error={rules.end(closesAt, opensAt)}
      />
    </SimpleGrid>
  );
}

/** Validation rules of the two fields, for their form. */
export function useWindowRules({ opensAtRequired }: { readonly opensAtRequired: boolean }) {
  const rules = useRules();
  return {
    opensAt: (time: string | null) => (opensAtRequired ? rules.time(time) : null),
    closesAt: (time: string | null, { opensAt }: TimeWindow) => rules.end(time, opensAt),
  };
}
