import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { read } from '../../../lib/server/resource.ts';
import { ClockShift, serverNowMs } from '../../../lib/server-clock.ts';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { NoticeList } from '../../notices/notice-list.tsx';
import { ownTimes } from '../../schedule/own-times.ts';
import { AttendView } from '../attend/attend-view.tsx';
import { PreviewResult } from './preview-result.tsx';

interface PreviewProps {
  readonly contest: Schemas.Contest;
  readonly person: Schemas.ContestPerson;
}

/** The contest as a participant would see it at a given time. */
export function Preview({ contest, person }: PreviewProps) {
  const { t } = useTranslation('contests');
  const { userId, name } = person;
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
      {preview.isSuccess && (
        <>
          <PersonsPage
            contest={contest}
            person={person}
            preview={preview.data}
            address={asked.address ?? null}
          />
          <PreviewResult preview={preview.data} name={name} />
        </>
      )}
    </Stack>
  );
}

interface PersonsPageProps extends PreviewProps {
  readonly preview: Schemas.ContestPreview;
  readonly address: string | null;
}

/** The page of the contest as this person has it at that time. */
function PersonsPage({ contest, person: { name, startsAt, endsAt }, preview, address }: PersonsPageProps) {
  const { t } = useTranslation('contests');
  const { contestId } = contest;
  const { at, tasks, page } = preview;
  const atMs = Date.parse(at);
  const own = ownTimes({ ...contest, yourWindow: { startsAt, endsAt } }, atMs);
  const openings = tasks.flatMap(({ decision }) => decision.opensAt ?? []).toSorted();
  return (
    <ClockShift value={atMs - serverNowMs()} key={at}>
      <Paper withBorder radius="md" p="md" component="section" aria-label={t('preview.page', { name })}>
        <Stack>
          <Title order={2}>{contest.name}</Title>
          <AttendView
            contest={contest}
            own={own}
            tasks={page}
            place={{ address, isInside: tasks.every(({ decision }) => decision.reason !== 'wrong-place') }}
            opensAt={openings[0]}
            onOpen={() => {}}
            isPreview
          />
          <NoticeList
            contestId={contestId}
            isShown={({ createdAt, taskId }) =>
              own.phase !== 'upcoming' &&
              Date.parse(createdAt) <= atMs &&
              (taskId === null || page.some((task) => task.taskId === taskId))
            }
          />
        </Stack>
      </Paper>
    </ClockShift>
  );
}
