import { Button, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Contest } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../api/client.ts';
import { contestQuery } from '../api/contest.ts';
import { useContestTasks } from '../api/memberships.ts';
import { ownTimes } from '../api/own-times.ts';
import { BackLink } from '../shell/back-link.tsx';
import { EmptyState } from '../shell/empty-state.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { NotFoundPage } from '../shell/error-page.tsx';
import { Page } from '../shell/page.tsx';
import { PagePending } from '../shell/pending.tsx';
import { serverNowMs } from '../shell/server-clock.ts';
import { ContestClock } from './contest-clock.tsx';
import { ContestTasks } from './contest-tasks.tsx';
import { openingsQuery, refreshWhatIsOpen } from './own-queries.ts';

/** A contest as its participants see it: its times, and the tasks that have opened for them. */
export function ContestPage() {
  const { t } = useTranslation();
  const { contestId } = useParams({ from: '/shell/contests/$contestId' });
  const contest = useQuery(contestQuery(contestId));
  if (contest.data) return <OpenedContest contest={contest.data} />;
  if (isApiError(contest.error, 'not-found')) return <NotFoundPage />;
  if (!contest.isError) return <PagePending />;
  return (
    <Page title={t('state.failed')}>
      <ErrorNotice error={contest.error} onRetry={() => void contest.refetch()} />
    </Page>
  );
}

function OpenedContest({ contest }: { contest: Contest }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { contestId, name, afterEnd, yourRole } = contest;
  const openings = useQuery(openingsQuery).data;
  const opensAt = openings?.find(({ through }) => through.id === contestId)?.opensAt;
  const tasks = useContestTasks(contestId);
  const own = ownTimes(contest, serverNowMs());
  const isOver = own.phase === 'past';
  const refresh = () => void refreshWhatIsOpen(queryClient);

  const hasTasks = (tasks.data?.length ?? 0) > 0;
  const isWaiting = !hasTasks && (own.phase === 'upcoming' || opensAt !== undefined);
  // Seen by those who waited here.
  const [hasWaited, setHasWaited] = useState(false);
  if (isWaiting && !hasWaited) setHasWaited(true);
  const hasOpened = hasWaited && hasTasks;
  return (
    <Page
      title={name}
      back={<BackLink to="/">{t('home.title')}</BackLink>}
      actions={
        yourRole === 'staff' && (
          <Button
            component={Link}
            to="/manage/contests/$contestId"
            params={{ contestId } as never}
            variant="default"
          >
            {t('contest.run')}
          </Button>
        )
      }
    >
      <ContestClock contest={contest} own={own} opensAt={opensAt} onOpen={refresh} />
      <VisuallyHidden role="status">{hasOpened && t('contest.opened')}</VisuallyHidden>
      <Stack component="section" gap="sm">
        {isOver && <Text>{t(`contest.afterEnd.${afterEnd}`)}</Text>}
        {isWaiting ? (
          <EmptyState>{t('contest.waiting')}</EmptyState>
        ) : (
          <ContestTasks contestId={contestId} query={tasks} isOver={isOver} />
        )}
      </Stack>
    </Page>
  );
}
