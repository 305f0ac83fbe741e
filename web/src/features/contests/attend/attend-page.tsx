import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earliestToCome, useMoment } from '../../../lib/format/use-moment.ts';
import { useLoaded } from '../../../lib/server/use-loaded.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { NoticeBar } from '../../notices/notice-bar.tsx';
import { NoticeList } from '../../notices/notice-list.tsx';
import { useIsEnvelopeKept, usePrefetching } from '../../reader/envelopes/envelopes.ts';
import { contestQuery, contestTaskDetailsQuery } from '../../schedule/contest.ts';
import { useLive } from '../../schedule/live.ts';
import { openingsQuery, refetchOpenings } from '../../schedule/openings.ts';
import { ownTimes } from '../../schedule/own-times.ts';
import { BookletButton } from '../booklets/booklet-button.tsx';
import { AttendView, isWaitingFor } from './attend-view.tsx';

const route = getRouteApi('/shell/contests/$contestId');

/** A contest as participants see it: its times, and the tasks that are open for them. */
export function AttendPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { contestId } = route.useParams();
  const contest = useLoaded(contestQuery(contestId));
  const { name, yourRole, yourPlace } = contest;
  const openings = useQuery(openingsQuery).data;
  const opensAt = openings?.find(({ through }) => through.id === contestId)?.opensAt;
  const tasks = useQuery(contestTaskDetailsQuery(contestId));
  const own = ownTimes(contest, serverNowMs());
  usePrefetching([contest]);
  useLive([contest]);
  const [, render] = useReducer((count: number) => count + 1, 0);
  const refresh = () => void refetchOpenings(queryClient);
  useMoment(earliestToCome([own.endsAt]), () => {
    render(); // the phase follows the clock
    refresh();
  });
  const isSealedHere = useIsEnvelopeKept(contestId, own.phase === 'upcoming');

  const hasTasks = (tasks.data?.length ?? 0) > 0;
  const isWaiting = isWaitingFor({ own, tasks: tasks.data, opensAt });
  // Announced only to readers who waited on this page.
  const [hasWaited, setHasWaited] = useState(false);
  if (isWaiting && !hasWaited) setHasWaited(true);
  const hasOpened = hasWaited && hasTasks;
  const editorials = useOpenedEditorials(tasks.data);
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
      <AttendView
        {...{ contest, own, opensAt }}
        tasks={tasks.data}
        pending={<QueryView query={tasks}>{() => null}</QueryView>}
        place={yourPlace}
        onOpen={refresh}
        notices={<NoticeBar contestId={contestId} />}
        note={
          <>
            {isSealedHere && (
              <Text size="sm" c="dimmed">
                {t('contest.sealedHere')}
              </Text>
            )}
            <VisuallyHidden role="status">
              {editorials.length > 0
                ? t('contest.editorialOf', { list: editorials.join(', ') })
                : hasOpened && t('contest.opened')}
            </VisuallyHidden>
          </>
        }
      />
      <NoticeList contestId={contestId} />
    </Page>
  );
}

/** The tasks whose first editorial opened while the page was open. */
function useOpenedEditorials(tasks: ReadonlyArray<Schemas.ContestTask> | undefined): ReadonlyArray<string> {
  const open = tasks?.filter(({ details }) => details && details.editorials.length > 0);
  const [before, setBefore] = useState<ReadonlySet<string>>();
  if (open && !before) setBefore(new Set(open.map(({ taskId }) => taskId)));
  const opened = open?.filter(({ taskId }) => before && !before.has(taskId)) ?? [];
  return opened.map(({ label, title }) => `${label} ${title}`);
}
