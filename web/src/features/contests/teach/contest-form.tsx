import { Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useRules } from '../../../lib/format/rules.ts';
import type { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';

export type ContestSettings = Readonly<Required<Schemas.NewContest>>;

/** The same while it is typed. */
export type TypedContest = Omit<ContestSettings, 'startsAt'> & { readonly startsAt: string | null };

export const emptyContest: TypedContest = {
  name: '',
  startsAt: null,
  endsAt: null,
  afterEnd: 'closed',
  prefetchFrom: null,
};

/** What of a contest is in the form. */
export const settingsOf = (contest: Schemas.Contest): TypedContest => {
  const names = Object.keys(emptyContest) as unknown as ReadonlyArray<keyof TypedContest>;
  return Object.fromEntries(names.map((name) => [name, contest[name]])) as unknown as TypedContest;
};

interface ContestFormProps {
  readonly form: ReturnType<typeof useContestForm>;
  readonly submitLabel: string;
  /** What becomes of what was typed, which stays there. */
  readonly sending: ComponentProps<typeof FormEnd>['sending'];
  readonly onSubmit: (settings: ContestSettings) => void;
  readonly onCancel?: () => void;
  /** Fields below the others, and what there is to say before it is sent. */
  readonly children?: ReactNode;
}

/** What is typed of a contest. */
export function useContestForm(initialValues: TypedContest) {
  const rules = useRules();
  return useForm({
    initialValues,
    validate: {
      name: rules.text,
      startsAt: rules.time,
      endsAt: (time, { startsAt }) => rules.end(time, startsAt),
      prefetchFrom: (time, { startsAt }) => rules.before(time, startsAt),
    },
    transformValues: (values): ContestSettings => ({ ...values, startsAt: values.startsAt as string }),
  });
}

/** What the fields are called, and the words for their values. */
export function useContestFields(): ComponentProps<typeof ConflictNotice<TypedContest>>['fields'] {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  return {
    name: { label: t('contestForm.name') },
    startsAt: { label: t('contestForm.startsAt'), text: dateTime },
    endsAt: { label: t('contestForm.endsAt'), text: dateTime },
    prefetchFrom: { label: t('contestForm.prefetchFrom'), text: dateTime },
    afterEnd: {
      label: t('contestForm.afterEnd'),
      text: (afterEnd) => t(`contestForm.after.${afterEnd}.label`),
    },
  };
}

const afterEnds = ['closed', 'participants', 'signed-in'] as const;

/** Name and times of a contest, what happens after its end, and what is fetched before it. */
export function ContestForm(props: ContestFormProps) {
  const { form, submitLabel, sending, onSubmit, onCancel, children } = props;
  const { t } = useTranslation(['contests', 'shell']);
  const rules = useRules();
  const { startsAt, endsAt, prefetchFrom } = form.values;
  const prefetchError = rules.before(prefetchFrom, startsAt);
  return (
    <Form form={form} onSubmit={onSubmit}>
      <TextInput
        label={t('contestForm.name')}
        required
        maxLength={300}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <DateTimeField label={t('contestForm.startsAt')} required {...form.getInputProps('startsAt')} />
        <DateTimeField
          label={t('contestForm.endsAt')}
          since={startsAt}
          {...form.getInputProps('endsAt')}
          error={rules.end(endsAt, startsAt)}
        />
      </SimpleGrid>
      <Radio.Group label={t('contestForm.afterEnd')} {...form.getInputProps('afterEnd')}>
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
      <Advanced isInUse={prefetchFrom !== null} hasError={prefetchError !== null}>
        <DateTimeField
          label={t('contestForm.prefetchFrom')}
          hint={t('contestForm.prefetchHint')}
          {...form.getInputProps('prefetchFrom')}
          error={prefetchError}
        />
      </Advanced>
      {children}
      <FormEnd sending={sending} submitLabel={submitLabel} onCancel={onCancel} />
    </Form>
  );
}

interface AdvancedProps {
  /** Then it begins open. */
  readonly isInUse: boolean;
  /** Then it opens. */
  readonly hasError: boolean;
  readonly children: ReactNode;
}

/** What few contests need. */
function Advanced({ isInUse, hasError, children }: AdvancedProps) {
  const { t } = useTranslation('contests');
  const [isOpen, setOpen] = useState(isInUse);
  return (
    <details
      open={isOpen || hasError}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      // A time that is typed in part is found only when the form is sent, and then takes the focus at once.
      onInvalidCapture={({ currentTarget }) => {
        currentTarget.open = true;
      }}
    >
      <summary className="disclosure">{t('contestForm.advanced')}</summary>
      {children}
    </details>
  );
}
