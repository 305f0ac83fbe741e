import { Autocomplete, Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Contest, Participant } from 'lectern-client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { DateTimeField } from '../ui/date-time-field.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { scrollingOptions } from '../ui/scrolling-options.ts';
import { Section } from '../ui/section.tsx';
import { PreviewResult } from './preview-result.tsx';

/** The contest as one of its participants would see it at a time. */
export function Preview({ contest }: { contest: Contest }) {
  const { t } = useTranslation('contests');
  const { contestId, phase, startsAt } = contest;
  const path = { contestId };
  const [email, setEmail] = useState('');
  const [at, setAt] = useState<string | null>(
    phase === 'upcoming' ? startsAt : new Date(serverNowMs()).toISOString(),
  );
  const [asked, setAsked] = useState<{ email: string; at: string }>();
  const participants = usePages<Participant>(['contests', contestId, 'participants'], (query, signal) =>
    client.get('/api/v1/contests/{contestId}/participants', { path, query, signal }),
  );
  const preview = useQuery({
    queryKey: ['contests', contestId, 'preview', asked],
    queryFn: ({ signal }) =>
      client.get('/api/v1/contests/{contestId}/preview', { path, query: asked ?? {}, signal }),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (at === null) return;
    const now = { email: email.trim(), at };
    if (asked?.email === now.email && asked.at === now.at) void preview.refetch();
    else setAsked(now);
  }

  return (
    <Section title={t('preview.title')} hint={t('preview.hint')}>
      <form onSubmit={submit}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Autocomplete
              {...scrollingOptions}
              label={t('preview.email')}
              description={t('preview.emailHint')}
              type="email"
              required
              data={[...new Set(participants.data?.flatMap((person) => person.email ?? []))]}
              limit={20}
              value={email}
              onChange={setEmail}
            />
            <DateTimeField label={t('preview.at')} required value={at} onChange={setAt} />
          </SimpleGrid>
          <Group justify="flex-end">
            <Button type="submit" loading={preview.isFetching}>
              {t('preview.show')}
            </Button>
          </Group>
        </Stack>
      </form>
      {preview.isError && <ErrorNotice error={preview.error} />}
      {preview.data && !preview.isError && (
        <PreviewResult preview={preview.data} email={asked?.email ?? ''} />
      )}
    </Section>
  );
}
