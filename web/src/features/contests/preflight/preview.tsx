import { Button, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { read } from '../../../lib/server/resource.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { PreviewResult } from './preview-result.tsx';

interface PreviewProps {
  readonly contest: Schemas.Contest;
  readonly person: Pick<Schemas.Person, 'userId' | 'name'>;
}

/** The contest as a participant would see it at a given time. */
export function Preview({ contest, person: { userId, name } }: PreviewProps) {
  const { t } = useTranslation('contests');
  const { contestId, phase, startsAt } = contest;
  const rules = useRules();
  const form = useForm({
    initialValues: {
      address: '',
      at: (phase === 'upcoming' ? startsAt : new Date(serverNowMs()).toISOString()) as string | null,
    },
    validate: { at: rules.time },
    transformValues: ({ at, address }) => ({
      at: at as string,
      // Absent: wherever the participant is.
      ...(address.trim() === '' ? {} : { address: address.trim() }),
    }),
  });
  const [asked, setAsked] = useState(form.getTransformedValues);
  const preview = useQuery({
    ...read('/api/v1/contests/{contestId}/preview', { path: { contestId }, query: { userId, ...asked } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack gap="sm">
      <Title order={3} fz="md">
        {t('preview.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('preview.hint')}
      </Text>
      <Form form={form} onSubmit={setAsked}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
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
          <Button type="submit" variant="default" loading={preview.isFetching}>
            {t('preview.show')}
          </Button>
        </Group>
      </Form>
      {preview.isError && <ErrorNotice error={preview.error} />}
      {preview.data && !preview.isError && <PreviewResult preview={preview.data} name={name} />}
    </Stack>
  );
}
