import { Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OfCourses } from '../../lib/server/of-courses.tsx';
import { useLoaded } from '../../lib/server/use-loaded.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { NotFoundPage } from '../../ui/error-page.tsx';
import { Page } from '../../ui/page.tsx';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { PhaseBadge } from '../../ui/phase-badge.tsx';
import { WindowText } from '../../ui/window-text.tsx';
import { InvitationList } from '../invitations/invitation-list.tsx';
import { contestQuery } from '../schedule/contest.ts';
import { useLive } from '../schedule/live.ts';
import { useRuns } from '../schedule/own-groups.ts';
import { phaseAt } from '../schedule/phase.ts';
import { Booklets } from './booklets/booklets.tsx';
import classes from './contest-page.module.css';
import { ControlRoom, WhoReadWhat } from './live/control-room.tsx';
import { Preflight } from './preflight/preflight.tsx';
import { ContestDetails } from './teach/contest-details.tsx';
import { ContestStaff } from './teach/contest-staff.tsx';
import { ContestTasks } from './teach/contest-tasks.tsx';
import { CopyContest } from './teach/copy-contest.tsx';
import { DeleteContest } from './teach/delete-contest.tsx';
import { Participants } from './teach/participants.tsx';

const route = getRouteApi('/shell/manage/contests/$contestId');

const times = ['prepare', 'live', 'afterwards'] as const;
const timeOf = { upcoming: 'prepare', running: 'live', past: 'afterwards' } as const;

/** A contest for the people who run it: what to do before it, while it runs, and afterwards. */
export function ContestPage() {
  const { contestId } = route.useParams();
  return <OneContest key={contestId} contestId={contestId} />;
}

function OneContest({ contestId }: { contestId: string }) {
  const { t } = useTranslation('contests');
  const contest = useLoaded(contestQuery(contestId));
  const { startsAt, endsAt } = contest;
  // Only at first: a start must not replace a page that someone works on.
  const [now] = useState(() => timeOf[phaseAt(startsAt, endsAt, serverNowMs())]);
  const { tab = now } = route.useSearch();
  const navigate = route.useNavigate();
  const runs = useRuns();
  useLive([contest]);
  if (!runs(contest)) return <NotFoundPage />;

  const panels = {
    prepare: <Prepare contest={contest} />,
    live: <ControlRoom contest={contest} />,
    afterwards: <Afterwards contest={contest} />,
  };
  return (
    <Page
      manual="contest-day"
      title={contest.name}
      back={<BackLink to="/manage/contests">{t('contests.title')}</BackLink>}
    >
      {tab !== 'live' && <ContestStatus contest={contest} />}
      <PageTabs
        label={t('contest.parts')}
        value={tab}
        onChange={(name) => void navigate({ search: { tab: name }, state: true, resetScroll: false })}
        tabs={times.map((name) => ({
          name,
          label: t(`contest.tab.${name}`),
          panel: <Stack gap="lg">{panels[name]}</Stack>,
        }))}
      />
    </Page>
  );
}

interface ContestProps {
  readonly contest: Schemas.Contest;
}

/** All that a contest needs before it starts, on one sheet, with the pre-flight as its checklist. */
function Prepare({ contest }: ContestProps) {
  const { contestId, name } = contest;
  return (
    <div className={classes.sheet}>
      <Stack gap="lg">
        <ContestDetails contest={contest} part="all" />
        <Preflight contestId={contestId} />
        <ContestStaff contestId={contestId} />
      </Stack>
      <Stack gap="lg">
        <ContestTasks contest={contest} />
        <Participants contestId={contestId} />
        <OfCourses>
          <InvitationList container={{ kind: 'contest', id: contestId, name }} />
        </OfCourses>
        <Booklets owner={{ kind: 'contest', id: contestId, name }} />
      </Stack>
    </div>
  );
}

function Afterwards({ contest }: ContestProps) {
  const { contestId, name } = contest;
  return (
    <>
      <ContestDetails contest={contest} part="afterEnd" />
      <WhoReadWhat contest={contest} />
      <Booklets owner={{ kind: 'contest', id: contestId, name }} />
      <CopyContest contest={contest} />
      <DeleteContest contest={contest} />
    </>
  );
}

/** The phase of a contest, and the time until the next one. */
function ContestStatus({ contest }: ContestProps) {
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
