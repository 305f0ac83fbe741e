import { Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { Contest } from 'lectern-client';
import type { ComponentProps, FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { FormEnd } from '../ui/form-end.tsx';

export interface ContestSettings {
  readonly name: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly afterEnd: Contest['afterEnd'];
}

/** The same while it is typed. */
export type TypedContest = Omit<ContestSettings, 'startsAt'> & { readonly startsAt: string | null };

interface ContestFormProps {
  readonly values: TypedContest;
  readonly onChange: (changes: Partial<TypedContest>) => void;
  readonly submitLabel: string;
  /** What becomes of what was typed, which stays there. */
  readonly sending: ComponentProps<typeof FormEnd>['sending'];
  readonly onSubmit: (settings: ContestSettings) => void;
  readonly onCancel?: () => void;
  /** Fields below the others, and what there is to say before it is sent. */
  readonly children?: ReactNode;
}

/** What the fields are called. */
export function useContestLabels(): { readonly [Name in keyof ContestSettings]: string } {
  const { t } = useTranslation('contests');
  return {
    name: t('contestForm.name'),
    startsAt: t('contestForm.startsAt'),
    endsAt: t('contestForm.endsAt'),
    afterEnd: t('contestForm.afterEnd'),
  };
}

const afterEnds = ['closed', 'participants', 'signed-in'] as const;

/** Name and times of a contest, and what happens after its end. */
export function ContestForm(props: ContestFormProps) {
  const { values, onChange: change, submitLabel, sending, onSubmit, onCancel, children } = props;
  const { t } = useTranslation(['contests', 'shell']);
  const { name, startsAt, endsAt, afterEnd } = values;
  const endsTooEarly = startsAt !== null && endsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (startsAt !== null && !endsTooEarly) onSubmit({ name, startsAt, endsAt, afterEnd });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('contestForm.name')}
          required
          maxLength={300}
          data-autofocus
          value={name}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DateTimeField
            label={t('contestForm.startsAt')}
            required
            value={startsAt}
            onChange={(time) => change({ startsAt: time })}
          />
          <DateTimeField
            label={t('contestForm.endsAt')}
            value={endsAt}
            since={startsAt}
            onChange={(time) => change({ endsAt: time })}
            error={endsTooEarly ? t('window.endTooEarly') : undefined}
          />
        </SimpleGrid>
        <Radio.Group
          label={t('contestForm.afterEnd')}
          value={afterEnd}
          onChange={(value) => change({ afterEnd: value as ContestSettings['afterEnd'] })}
        >
          <Stack gap="sm" mt="xs">
            {afterEnds.map((each) => (
              <Radio
                key={each}
                value={each}
                label={t(`contestForm.after.${each}.label`)}
                description={t(`contestForm.after.${each}.text`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {children}
        <FormEnd sending={sending} submitLabel={submitLabel} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
