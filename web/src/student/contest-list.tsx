import { Paper, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Contest } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shell/format.ts';
import { PhaseBadge } from '../shell/phase-badge.tsx';
import { serverNowMs } from '../shell/server-clock.ts';
import classes from './contest-list.module.css';
import { openingsQuery, refreshWhatIsOpen } from './own-queries.ts';
import { useMoment } from './use-moment.ts';
import { useOwnEnds } from './use-own-ends.ts';

/** The reader's contests: those that run, those to come, and, folded away, those that are over. */
export function ContestList({ contests: common }: { contests: ReadonlyArray<Contest> }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const contests = useOwnEnds(common, serverNowMs());
  const counted = new Set(useQuery(openingsQuery).data?.map(({ opensAt }) => opensAt));
  useMoment(
    // What is counted down to on this page is read again by that.
    contests.flatMap(({ startsAt, endsAt }) => [counted.has(startsAt) ? null : startsAt, endsAt]),
    () => void refreshWhatIsOpen(queryClient),
  );
  const inPhase = (wanted: Contest['phase']) => contests.filter(({ phase }) => phase === wanted);
  const current = [...inPhase('running'), ...inPhase('upcoming').toSorted(byStart)];
  const past = inPhase('past');
  return (
    <Paper withBorder radius="md" p="lg" component="section">
      <Title order={2} fz="h4" mb="xs">
        {t('home.contests')}
      </Title>
      {current.length > 0 && <Contests contests={current} />}
      {past.length > 0 && (
        <details className={classes.past} open={current.length === 0}>
          <summary>{t('home.pastContests', { count: past.length })}</summary>
          <Contests contests={past} />
        </details>
      )}
    </Paper>
  );
}

const byStart = (one: Contest, other: Contest) => one.startsAt.localeCompare(other.startsAt);

function Contests({ contests }: { contests: ReadonlyArray<Contest> }) {
  return (
    <ul className={classes.list}>
      {contests.map((contest) => (
        <li key={contest.contestId} className={classes.contest}>
          <Link
            to="/contests/$contestId"
            params={{ contestId: contest.contestId }}
            className={`quiet-link ${classes.name}`}
          >
            {contest.name}
          </Link>
          {contest.phase !== 'past' && <PhaseBadge phase={contest.phase} />}
          <Times contest={contest} />
        </li>
      ))}
    </ul>
  );
}

function Times({ contest: { phase, startsAt, endsAt } }: { contest: Contest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = {
    upcoming: t('contest.startsAt', { time: format.dateTime(startsAt) }),
    running: endsAt === null ? t('contest.noEnd') : t('contest.endsAt', { time: format.dateTime(endsAt) }),
    past: t('contest.endedAt', { time: format.dateTime(endsAt ?? startsAt) }),
  }[phase];
  return (
    <Text size="sm" c="dimmed" className={classes.times}>
      {label}
    </Text>
  );
}
