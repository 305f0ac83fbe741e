import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateTimeField } from './date-time-field.tsx';

export interface TimeWindow {
  /** ISO 8601. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

interface WindowFieldsProps {
  readonly value: TimeWindow;
  readonly onChange: (window: TimeWindow) => void;
  readonly opensAtRequired?: boolean;
  /** What an empty end means. */
  readonly withoutEnd: string;
  /** What an empty beginning means. */
  readonly withoutStart?: string | undefined;
}

/** When something opens and closes. */
export function WindowFields(props: WindowFieldsProps) {
  const { value, onChange, opensAtRequired = false, withoutEnd, withoutStart } = props;
  const { t } = useTranslation('contests');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <DateTimeField
        label={withoutStart ? `${t('window.opensAt')} (${withoutStart})` : t('window.opensAt')}
        required={opensAtRequired}
        value={value.opensAt}
        onChange={(opensAt) => onChange({ opensAt, closesAt: value.closesAt })}
      />
      <DateTimeField
        label={`${t('window.closesAt')} (${withoutEnd})`}
        value={value.closesAt}
        since={value.opensAt}
        onChange={(closesAt) => onChange({ opensAt: value.opensAt, closesAt })}
        error={endsTooEarly(value) ? t('window.endTooEarly') : undefined}
      />
    </SimpleGrid>
  );
}

export function endsTooEarly({ opensAt, closesAt }: TimeWindow): boolean {
  return opensAt !== null && closesAt !== null && Date.parse(closesAt) <= Date.parse(opensAt);
}
