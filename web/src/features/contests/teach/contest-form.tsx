import { Radio, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { type ComponentProps, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { isNetwork, readNetworks, writeNetworks } from '../../../lib/format/networks.ts';
import { useRules } from '../../../lib/format/rules.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import type { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';

export type ContestSettings = Readonly<Required<Schemas.NewContest>>;

/** The settings while they are typed. */
export type TypedContest = Omit<ContestSettings, 'startsAt' | 'networks'> & {
  readonly startsAt: string | null;
  /** One per line, followed by the name of its room. */
  readonly networks: string;
};

export const emptyContest: TypedContest = {
  name: '',
  startsAt: null,
  endsAt: null,
  afterEnd: 'closed',
  prefetchFrom: null,
  networks: '',
  mailNotices: false,
};

export const settingsOf = (contest: Schemas.Contest): TypedContest => {
  const names = Object.keys(emptyContest) as unknown as ReadonlyArray<keyof TypedContest>;
  const settings = Object.fromEntries(names.map((name) => [name, contest[name]]));
  return { ...settings, networks: writeNetworks(contest.networks) } as unknown as TypedContest;
};

/** Typed settings as the server accepts them. */
export const toSettings = <Typed extends Partial<TypedContest>>({ networks, ...settings }: Typed) => ({
  ...settings,
  ...(networks === undefined ? {} : { networks: readNetworks(networks) }),
});

interface ContestFormProps {
  readonly form: ReturnType<typeof useContestForm>;
  readonly submitLabel: string;
  /** State of the request. */
  readonly sending: ComponentProps<typeof FormEnd>['sending'];
  readonly onSubmit: (settings: ContestSettings) => void;
  readonly onCancel?: () => void;
  /** What of it a page shows, where links lead to its fields; absent: all, in a dialog. */
  readonly part?: 'all' | 'afterEnd';
  /** More fields below the others, and notes before the end of the form. */
  readonly children?: ReactNode;
}

export function useContestForm(initialValues: TypedContest) {
  const { t } = useTranslation('contests');
  const rules = useRules();
  return useForm({
    initialValues,
    validate: {
      name: rules.text,
      startsAt: rules.time,
      endsAt: (time, { startsAt }) => rules.end(time, startsAt),
      prefetchFrom: (time, { startsAt }) => rules.before(time, startsAt),
      networks: (text) => {
        const wrong = readNetworks(text)?.find(({ network }) => !isNetwork(network));
        return wrong === undefined ? null : t('contestForm.networkWrong', wrong);
      },
    },
    transformValues: (values) => toSettings(values) as ContestSettings,
  });
}

/** Labels of the fields, and formats of their values. */
export function useContestFields(): ComponentProps<typeof ConflictNotice<TypedContest>>['fields'] {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  return {
    name: { label: t('contestForm.name') },
    startsAt: { label: t('contestForm.startsAt'), text: dateTime },
    endsAt: { label: t('contestForm.endsAt'), text: dateTime },
    prefetchFrom: { label: t('contestForm.prefetchFrom'), text: dateTime },
    networks: { label: t('contestForm.networks') },
    mailNotices: {
      label: t('contestForm.mailNotices'),
      text: (isOn) => t(isOn ? 'contestForm.mail.on' : 'contestForm.mail.off'),
    },
    afterEnd: {
      label: t('contestForm.afterEnd'),
      text: (afterEnd) => t(`contestForm.after.${afterEnd}.label`),
    },
  };
}

const afterEnds = ['closed', 'participants', 'signed-in'] as const;

/** Name and times of a contest, what happens after its end, prefetching, and networks. */
export function ContestForm(props: ContestFormProps) {
  const { form, submitLabel, sending, onSubmit, onCancel, part, children } = props;
  const { t } = useTranslation(['contests', 'shell']);
  const rules = useRules();
  const { urlBinding, mail } = useQuery(settingsQuery).data ?? {};
  const { startsAt, endsAt, prefetchFrom, networks } = form.values;
  const prefetchError = rules.before(prefetchFrom, startsAt);
  return (
    <Form form={form} onSubmit={onSubmit}>
      {part !== 'afterEnd' && (
        <>
          <TextInput
            label={t('contestForm.name')}
            required
            maxLength={300}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <SimpleGrid type="container" cols={{ base: 1, '26rem': 2 }}>
            <DateTimeField label={t('contestForm.startsAt')} required {...form.getInputProps('startsAt')} />
            <DateTimeField
              label={t('contestForm.endsAt')}
              since={startsAt}
              {...form.getInputProps('endsAt')}
              error={rules.end(endsAt, startsAt)}
            />
          </SimpleGrid>
        </>
      )}
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
      {part !== 'afterEnd' && mail === 'on' && (
        <Switch
          label={t('contestForm.mailNotices')}
          description={t('contestForm.mailNoticesHint')}
          {...form.getInputProps('mailNotices', { type: 'checkbox' })}
        />
      )}
      {part !== 'afterEnd' && (
        <Advanced
          isInUse={prefetchFrom !== null || networks !== ''}
          hasError={prefetchError !== null || form.errors['networks'] !== undefined}
        >
          <DateTimeField
            id={part && 'prefetch'}
            label={t('contestForm.prefetchFrom')}
            hint={t('contestForm.prefetchHint')}
            {...form.getInputProps('prefetchFrom')}
            error={prefetchError}
          />
          <Textarea
            mt="md"
            id={part && 'networks'}
            label={t('contestForm.networks')}
            description={[
              t('contestForm.networksHint'),
              ...(urlBinding === undefined ? [] : [t(`contestForm.urlBinding.${urlBinding}`)]),
            ].join(' ')}
            placeholder={t('contestForm.networksExample')}
            autosize
            minRows={2}
            maxRows={8}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('networks')}
          />
        </Advanced>
      )}
      {children}
      <FormEnd sending={sending} submitLabel={submitLabel} onCancel={onCancel} />
    </Form>
  );
}

interface AdvancedProps {
  /** Then it is initially open. */
  readonly isInUse: boolean;
  /** Then it opens. */
  readonly hasError: boolean;
  readonly children: ReactNode;
}

/** Settings that few contests need. */
function Advanced({ isInUse, hasError, children }: AdvancedProps) {
  const { t } = useTranslation('contests');
  const [isInUseAtFirst] = useState(isInUse);
  const details = useRef<HTMLDetailsElement>(null);
  // Not by a property: the browser may just have closed it, which React does not know yet.
  useLayoutEffect(() => {
    if (hasError && details.current) details.current.open = true;
  }, [hasError]);
  return (
    <details
      ref={details}
      open={isInUseAtFirst}
      // A partly typed time is found only on submit, and then gets the focus immediately.
      onInvalidCapture={({ currentTarget }) => {
        currentTarget.open = true;
      }}
    >
      <summary className="disclosure">{t('contestForm.advanced')}</summary>
      {children}
    </details>
  );
}
