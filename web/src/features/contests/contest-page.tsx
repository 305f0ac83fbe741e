import { Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useLoaded } from '../../lib/server/use-loaded.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { NotFoundPage } from '../../ui/error-page.tsx';
import { Page } from '../../ui/page.tsx';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { PhaseBadge } from '../../ui/phase-badge.tsx';
import { WindowText } from '../../ui/window-text.tsx';
import { contestQuery } from '../schedule/contest.ts';
import { useLiveContests } from '../schedule/live-contests.ts';
import { useRuns } from '../schedule/own-groups.ts';
import { Booklets } from './booklets/booklets.tsx';
import { Preflight } from './preflight/preflight.tsx';
import { Preview } from './preflight/preview.tsx';
import { ContestReads } from './reads/contest-reads.tsx';
import { ContestOverview } from './teach/contest-overview.tsx';
import { ContestPeople } from './teach/contest-people.tsx';
import { ContestTasks } from './teach/contest-tasks.tsx';
import { CopyContest } from './teach/copy-contest.tsx';

const route = getRouteApi('/shell/manage/contests/$contestId');

/** A contest for the people who run it. */
export function ContestPage() {
  const { t } = useTranslation('contests');
  const { contestId } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const runs = useRuns();
  const contest = useLoaded(contestQuery(contestId));
  useLiveContests([contest]);
  if (!runs(contest)) return <NotFoundPage />;

  const panels = {
    overview: <ContestOverview key={contestId} contest={contest} />,
    tasks: <ContestTasks contest={contest} />,
    people: <ContestPeople contestId={contestId} />,
    booklets: <Booklets owner={{ kind: 'contest', id: contestId, name: contest.name }} />,
    preflight: <Preflight contestId={contestId} />,
    preview: <Preview contest={contest} />,
    reads: <ContestReads contest={contest} />,
  } as const;
  const names = Object.keys(panels) as ReadonlyArray<keyof typeof panels>;
  return (
    <Page
      manual="contest-day"
      title={contest.name}
      back={<BackLink to="/manage/contests">{t('contests.title')}</BackLink>}
      actions={<CopyContest contest={contest} />}
    >
      <ContestStatus contest={contest} />
      <PageTabs
        label={t('contest.parts')}
        value={tab}
        onChange={(name) => void navigate({ search: { tab: name }, resetScroll: false })}
        tabs={names.map((name) => ({
          name,
          label: t(`contest.tab.${name}`),
          panel: <Stack gap="lg">{panels[name]}</Stack>,
        }))}
      />
    </Page>
  );
}

/** The phase of a contest, and the time until the next one. */
function ContestStatus({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation('contests');
  const queryClient = useQueryClient();
  const { contestId, phase, startsAt, endsAt } = contest;
  const { queryKey } = contestQuery(contestId);
  const next = phase === 'upcoming' ? startsAt : phase === 'running' ? endsAt : null;
  return (
    <Group gap="sm">
      <PhaseBadge phase={phase} />
      {next !== null && (
        <Text component="div" size="sm" fw={600}>
          {t(phase === 'upcoming' ? 'contest.startsIn' : 'contest.endsIn')}{' '}
          <Countdown to={next} onOpen={() => void queryClient.invalidateQueries({ queryKey })} />
        </Text>
      )}
      <Text size="sm" c="dimmed">
        <WindowText opensAt={startsAt} closesAt={endsAt} />
      </Text>
    </Group>
  );
}
