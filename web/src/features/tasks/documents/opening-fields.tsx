import { Select, Stack } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { DateTimeField } from '../../../ui/date-time-field.tsx';

/** How an attachment opens, as the API has it. */
export type Opening = Pick<Schemas.Attachment, 'kind' | 'opensAt'>;

/** The same as a choice; a `timed` one still needs its time if that is null. */
export interface OpeningChoice {
  readonly way: (typeof ways)[number];
  readonly opensAt: string | null;
}

const ways = ['attachment', 'editorial', 'timed'] as const;

export const choiceOf = ({ kind, opensAt }: Opening): OpeningChoice => ({
  way: kind === 'editorial' && opensAt !== null ? 'timed' : kind,
  opensAt,
});

/** Undefined while a time is missing. */
export function openingOf({ way, opensAt }: OpeningChoice): Opening | undefined {
  if (way === 'timed') return opensAt === null ? undefined : { kind: 'editorial', opensAt };
  return { kind: way, opensAt: null };
}

interface OpeningFieldsProps {
  readonly choice: OpeningChoice;
  readonly onChange: (choice: OpeningChoice) => void;
}

export function OpeningFields({ choice, onChange }: OpeningFieldsProps) {
  const { t } = useTranslation('tasks');
  const { way, opensAt } = choice;
  return (
    <Stack gap="xs">
      <Select
        label={t('attachments.opens')}
        value={way}
        allowDeselect={false}
        data={ways.map((value) => ({ value, label: t(`attachments.opening.${value}`) }))}
        onChange={(chosen) => chosen !== null && onChange({ ...choice, way: chosen })}
      />
      {way === 'timed' && (
        <DateTimeField
          label={t('attachments.at')}
          required
          value={opensAt}
          onChange={(time) => onChange({ ...choice, opensAt: time })}
        />
      )}
    </Stack>
  );
}
