import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import type { Schemas } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { read, send } from '../../lib/server/resource.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { IconCalendarPlus } from '../../ui/page-icons.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';

/** The link for subscribing to the reader's contests in a calendar app. */
export function Calendar() {
  const { t } = useTranslation();
  return (
    <Section title={t('calendar.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('calendar.about')}</Text>
        <QueryView query={useQuery(read('/api/v1/me/calendar-link'))}>
          {({ createdAt }) => <Link createdAt={createdAt} />}
        </QueryView>
      </Stack>
    </Section>
  );
}

function Link({ createdAt }: { createdAt: string | null }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const newLink = useRef<HTMLButtonElement>(null);
  const make = useAction({
    mutationFn: () =>
      send('put', '/api/v1/me/calendar-link', {
        body: { language: i18next.language as Schemas.CalendarLanguage },
      }),
    failure: 'corner',
    // The link must not outlive the page.
    gcTime: 0,
  });
  const end = useAction({
    mutationFn: () => send('delete', '/api/v1/me/calendar-link'),
    failure: 'corner',
    meta: { done: t('calendar.ended') },
    onSuccess: () => {
      make.reset();
      // The pressed button disappears.
      newLink.current?.focus();
    },
  });
  const button = { loading: make.isPending, leftSection: <IconCalendarPlus size={16} /> };
  if (createdAt === null) {
    return (
      <Group>
        <Button ref={newLink} {...button} onClick={() => make.mutate()}>
          {t('calendar.make')}
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="sm">
      {make.data ? (
        <div role="status">
          <CopyField label={t('calendar.link')} value={make.data.url} takesFocus />
          <Text size="sm" c="dimmed" mt={4}>
            {t('calendar.once')}
          </Text>
        </div>
      ) : (
        <Text size="sm">{t('calendar.made', { time: dateTime(createdAt) })}</Text>
      )}
      <Group>
        {!make.data && (
          <ConfirmButton
            variant="default"
            size="sm"
            color="blue"
            question={t('calendar.renewQuestion')}
            onConfirm={() => make.mutate()}
          >
            {t('calendar.renew')}
          </ConfirmButton>
        )}
        <ConfirmButton
          size="sm"
          question={t('calendar.endQuestion')}
          disabled={end.isPending}
          onConfirm={() => end.mutate()}
        >
          {t('calendar.end')}
        </ConfirmButton>
      </Group>
    </Stack>
  );
}
