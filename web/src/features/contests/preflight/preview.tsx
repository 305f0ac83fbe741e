import { Autocomplete, Button, Group, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { all, read } from '../../../lib/server/resource.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { scrollingOptions } from '../../../ui/scrolling-options.ts';
import { Section } from '../../../ui/section.tsx';
import { PreviewResult } from './preview-result.tsx';

interface Asked {
  readonly email: string;
  readonly at: string;
  /** Absent: wherever the participant is. */
  readonly address?: string;
}

/** The contest as a participant would see it at a given time. */
export function Preview({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation('contests');
  const { contestId, phase, startsAt } = contest;
  const path = { contestId };
  const rules = useRules();
  const form = useForm({
    initialValues: {
      email: '',
      address: '',
      at: (phase === 'upcoming' ? startsAt : new Date(serverNowMs()).toISOString()) as string | null,
    },
    validate: { email: rules.address, at: rules.time },
    transformValues: ({ email, at, address }): Asked => ({
      email: email.trim(),
      at: at as string,
      ...(address.trim() === '' ? {} : { address: address.trim() }),
    }),
  });
  const [asked, setAsked] = useState<Asked>();
  const participants = useQuery(all('/api/v1/contests/{contestId}/participants', { path }));
  const preview = useQuery({
    ...read('/api/v1/contests/{contestId}/preview', { path, query: asked ?? {} }),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });

  function ask(now: Asked) {
    if (asked?.email === now.email && asked.at === now.at && asked.address === now.address)
      void preview.refetch();
    else setAsked(now);
  }

  return (
    <Section title={t('preview.title')} hint={t('preview.hint')}>
      <Form form={form} onSubmit={ask}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Autocomplete
            {...scrollingOptions}
            label={t('preview.email')}
            description={t('preview.emailHint')}
            type="email"
            required
            data={[...new Set(participants.data?.flatMap((person) => person.email ?? []))]}
            limit={20}
            {...form.getInputProps('email')}
          />
          <DateTimeField label={t('preview.at')} required {...form.getInputProps('at')} />
          {contest.networks && (
            <TextInput
              label={t('preview.address')}
              autoComplete="off"
              spellCheck={false}
              maxLength={45}
              {...form.getInputProps('address')}
            />
          )}
        </SimpleGrid>
        <Group justify="flex-end">
          <Button type="submit" loading={preview.isFetching}>
            {t('preview.show')}
          </Button>
        </Group>
      </Form>
      {preview.isError && <ErrorNotice error={preview.error} />}
      {preview.data && !preview.isError && (
        <PreviewResult preview={preview.data} email={asked?.email ?? ''} />
      )}
    </Section>
  );
}
