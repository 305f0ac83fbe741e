import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { contestQuery } from '../api/contest.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { Booklets } from '../contests/booklets.tsx';
import { ContestOverview } from '../contests/contest-overview.tsx';
import { ContestPeople } from '../contests/contest-people.tsx';
import { ContestStatus } from '../contests/contest-status.tsx';
import { ContestTasks } from '../contests/contest-tasks.tsx';
import { CopyContest } from '../contests/copy-contest.tsx';
import { Preflight } from '../contests/preflight.tsx';
import { Preview } from '../contests/preview.tsx';
import { useRuns } from '../groups/own-groups.ts';
import { BackLink } from '../shell/back-link.tsx';
import { NotFoundPage } from '../shell/error-page.tsx';
import { Page } from '../shell/page.tsx';
import { PageTabs } from '../ui/page-tabs.tsx';

const route = getRouteApi('/shell/manage/contests/$contestId');

/** A contest as those who run it see it. */
export function ContestPage() {
  const { t } = useTranslation('contests');
  const { contestId } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const runs = useRuns();
  const contest = useLoaded(contestQuery(contestId));
  if (!runs(contest)) return <NotFoundPage />;

  const panels = {
    overview: <ContestOverview key={contestId} contest={contest} />,
    tasks: <ContestTasks contestId={contestId} />,
    people: <ContestPeople contestId={contestId} />,
    booklets: <Booklets owner={{ kind: 'contest', id: contestId, name: contest.name }} />,
    preflight: <Preflight contestId={contestId} />,
    preview: <Preview contest={contest} />,
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
