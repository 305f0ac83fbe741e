import { Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { earliestToCome, useMoment } from '../../lib/format/use-moment.ts';
import { lazyPage } from '../../lib/load-part.ts';
import { usePages } from '../../lib/server/resource.ts';
import { addressOf, meQuery } from '../../lib/server/session.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Page } from '../../ui/page.tsx';
import { Pending } from '../../ui/pending.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { Section } from '../../ui/section.tsx';
import { StatePage } from '../../ui/state-page.tsx';
import { usePrefetching } from '../reader/envelopes/envelopes.ts';
import { ContestRow } from '../schedule/contest-row.tsx';
import { useLive } from '../schedule/live.ts';
import { ownContestsQuery, ownGroupsQuery } from '../schedule/memberships.ts';
import { openingsQuery, refetchOpenings } from '../schedule/openings.ts';
import { byOwnPhase, ownTimes } from '../schedule/own-times.ts';
import classes from './home-page.module.css';
import { NextOpening } from './next-opening.tsx';
import { openTasksQuery } from './open-tasks.ts';
import { leadingCount, RunningContests } from './running-contests.tsx';
import { TaskBrowser } from './task-browser.tsx';

/** Not for students, so their first page is smaller. */
const RunContests = lazyPage(() => import('./run-contests.tsx'), 'RunContests');

/** Start page: running contests, the next openings, and all other contests and tasks of the user. */
export function HomePage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery).data;
  const openings = useQuery(openingsQuery).data;
  const contests = useQuery(ownContestsQuery).data;
  const groups = useQuery(ownGroupsQuery).data;
  usePrefetching(contests ?? []);
  useLive(contests, { isList: true });
  const isInNothing = [openings, contests, groups].every((list) => list?.length === 0);
  const tasks = usePages({ ...openTasksQuery({}), enabled: isInNothing });
  const nowMs = serverNowMs();
  const opening = new Set(openings?.map(({ through }) => through.id));
  useMoment(
    earliestToCome(
      (contests ?? []).flatMap((contest) => {
        const { startsAt, endsAt } = ownTimes(contest, nowMs);
        // The countdown on this page already refetches at that time.
        return [opening.has(contest.contestId) ? null : startsAt, endsAt];
      }),
    ),
    () => void refetchOpenings(queryClient),
  );
  if (isInNothing && tasks.data?.length === 0) {
    return <NothingYet me={me} />;
  }
  const isStaff = ({ yourRole }: Schemas.Contest) => yourRole === 'staff';
  const run = (contests ?? []).filter(isStaff);
  const toRun = byOwnPhase(run, nowMs);
  const { running, upcoming, past } = byOwnPhase(
    (contests ?? []).filter((contest) => !isStaff(contest)),
    nowMs,
  );
  const leading = running.slice(0, leadingCount);
  const current = [
    ...running.slice(leadingCount),
    ...upcoming.filter(({ contestId }) => !opening.has(contestId)),
  ];
  return (
    <Page title={t('home.title')} manual="reading">
      <RunningContests contests={leading} />
      <div className={classes.overview}>
        {toRun.running.length + toRun.upcoming.length > 0 && (
          <Suspense fallback={<Pending rows={2} height={76} />}>
            <RunContests contests={[...toRun.running, ...toRun.upcoming]} />
          </Suspense>
        )}
        <NextOpening openings={openings ?? []} leads={leading.length === 0} />
        {current.length + past.length > 0 && <OwnContests current={current} past={past} />}
      </div>
      <TaskBrowser contests={contests ?? []} groups={groups ?? []} />
    </Page>
  );
}

/** Without any content: teachers and admins can create some, students have to wait. */
function NothingYet({ me }: { me: Schemas.Me | null | undefined }) {
  const { t } = useTranslation();
  if (me?.role !== 'teacher' && me?.role !== 'admin') {
    return <StatePage title={t('home.noneTitle')} text={t('home.noneText', { email: addressOf(me) })} />;
  }
  return (
    <StatePage title={t('home.noneTitleStaff')} text={t('home.noneTextStaff')}>
      <Group justify="center">
        <ButtonLink to="/manage/tasks">{t('navigation.tasks')}</ButtonLink>
        {me.role === 'admin' && (
          <ButtonLink to="/admin/start" variant="default">
            {t('navigation.start')}
          </ButtonLink>
        )}
      </Group>
    </StatePage>
  );
}

interface OwnContestsProps {
  /** Running or upcoming. */
  readonly current: ReadonlyArray<Schemas.Contest>;
  readonly past: ReadonlyArray<Schemas.Contest>;
}

/** The reader's contests; past ones are collapsed. */
function OwnContests({ current, past }: OwnContestsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('home.contests')}>
      <RowList label={t('home.contests')} empty="">
        {current.map((contest) => (
          <ContestRow key={contest.contestId} contest={contest} />
        ))}
      </RowList>
      {past.length > 0 && (
        <details>
          <summary className="disclosure">{t('home.pastContests', { count: past.length })}</summary>
          <RowList label={t('home.pastContests', { count: past.length })} empty="">
            {past.map((contest) => (
              <ContestRow key={contest.contestId} contest={contest} hidesPhase />
            ))}
          </RowList>
        </details>
      )}
    </Section>
  );
}
