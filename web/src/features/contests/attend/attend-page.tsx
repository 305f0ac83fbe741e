import { Alert, Button, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLoaded } from '../../../lib/server/use-loaded.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconWifiOff } from '../../../ui/icons.ts';
import { Page } from '../../../ui/page.tsx';
import { NoticeBar } from '../../notices/notice-bar.tsx';
import { NoticeList } from '../../notices/notice-list.tsx';
import { useIsEnvelopeKept, usePrefetching } from '../../reader/envelopes/envelopes.ts';
import { contestQuery, contestTaskDetailsQuery } from '../../schedule/contest.ts';
import { useLive } from '../../schedule/live.ts';
import { openingsQuery, refreshWhatIsOpen } from '../../schedule/openings.ts';
import { ownTimes } from '../../schedule/own-times.ts';
import { BookletButton } from '../booklets/booklet-button.tsx';
import { ContestClock } from './contest-clock.tsx';
import { ContestTaskCards } from './contest-task-cards.tsx';

const route = getRouteApi('/shell/contests/$contestId');

/** A contest as participants see it: its times, and the tasks that are open for them. */
export function AttendPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { contestId } = route.useParams();
  const contest = useLoaded(contestQuery(contestId));
  const { name, afterEnd, yourRole, yourPlace } = contest;
  const openings = useQuery(openingsQuery).data;
  const opensAt = openings?.find(({ through }) => through.id === contestId)?.opensAt;
  const tasks = useQuery(contestTaskDetailsQuery(contestId));
  const own = ownTimes(contest, serverNowMs());
  usePrefetching([contest]);
  useLive([contest]);
  const isSealedHere = useIsEnvelopeKept(contestId, own.phase === 'upcoming');
  const isOver = own.phase === 'past';
  const isOutside = yourPlace?.isInside === false;
  const refresh = () => void refreshWhatIsOpen(queryClient);

  const hasTasks = (tasks.data?.length ?? 0) > 0;
  const isWaiting = !hasTasks && (own.phase === 'upcoming' || opensAt !== undefined);
  // Announced only to readers who waited on this page.
  const [hasWaited, setHasWaited] = useState(false);
  if (isWaiting && !hasWaited) setHasWaited(true);
  const hasOpened = hasWaited && hasTasks;
  return (
    <Page
      title={name}
      manual="reading"
      back={<BackLink to="/">{t('home.title')}</BackLink>}
      actions={
        <>
          {hasTasks && <BookletButton owner={{ kind: 'contest', id: contestId, name }} />}
          {yourRole === 'staff' && (
            <Button
              component={Link}
              to="/manage/contests/$contestId"
              params={{ contestId } as never}
              variant="default"
            >
              {t('contest.run')}
            </Button>
          )}
        </>
      }
    >
      {isOutside && !isOver && (
        <Alert color="yellow" icon={<IconWifiOff />} title={t('contest.outside')}>
          {t('contest.outsideText', yourPlace)}
        </Alert>
      )}
      <NoticeBar contestId={contestId} />
      <ContestClock contest={contest} own={own} opensAt={opensAt} onOpen={refresh} />
      {isSealedHere && (
        <Text size="sm" c="dimmed">
          {t('contest.sealedHere')}
        </Text>
      )}
      <VisuallyHidden role="status">{hasOpened && t('contest.opened')}</VisuallyHidden>
      <Stack component="section" gap="sm">
        {isOver && <Text>{t(`contest.afterEnd.${afterEnd}`)}</Text>}
        {isWaiting ? (
          <EmptyState>{t('contest.waiting')}</EmptyState>
        ) : (
          <ContestTaskCards
            contestId={contestId}
            query={tasks}
            startsAt={own.startsAt}
            isOver={isOver || isOutside}
          />
        )}
      </Stack>
      <NoticeList contestId={contestId} />
    </Page>
  );
}
