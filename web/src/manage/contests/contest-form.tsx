import { Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { Contest } from 'lectern-client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../api/use-sending.ts';
import { DateTimeField } from '../../shell/date-time-field.tsx';
import { FormEnd } from '../../shell/form-end.tsx';

export interface ContestSettings {
  readonly name: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly afterEnd: Contest['afterEnd'];
}

interface ContestFormProps {
  readonly initial: Omit<ContestSettings, 'startsAt'> & { readonly startsAt: string | null };
  readonly submitLabel: string;
  /** What it throws is shown, and nothing that was typed is lost. */
  readonly save: (settings: ContestSettings) => Promise<unknown>;
  readonly onCancel?: () => void;
  /** Fields below the others. */
  readonly children?: ReactNode;
}

const afterEnds = ['closed', 'participants', 'signed-in'] as const;

/** Name and times of a contest, and what happens after its end. */
export function ContestForm({ initial, submitLabel, save, onCancel, children }: ContestFormProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const [values, setValues] = useState(initial);
  const saving = useSending({ mutationFn: save });
  const { name, startsAt, endsAt, afterEnd } = values;
  const change = (changes: Partial<typeof values>) => setValues((before) => ({ ...before, ...changes }));
  const endsTooEarly = startsAt !== null && endsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (startsAt !== null && !endsTooEarly) saving.mutate({ name, startsAt, endsAt, afterEnd });
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
        <FormEnd sending={saving} submitLabel={submitLabel} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
