import { Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { PhaseBadge } from '../../ui/phase-badge.tsx';
import { ownTimes } from '../schedule/own-times.ts';
import classes from './own-contests.module.css';

interface OwnContestsProps {
  /** Running or upcoming. */
  readonly current: ReadonlyArray<Schemas.Contest>;
  readonly past: ReadonlyArray<Schemas.Contest>;
}

/** The reader's contests; past ones are collapsed. */
export function OwnContests({ current, past }: OwnContestsProps) {
  const { t } = useTranslation();
  return (
    <Paper
      withBorder
      radius="md"
      px="lg"
      py={current.length > 0 ? 'lg' : 'xs'}
      component="section"
      aria-label={t('home.contests')}
    >
      {current.length > 0 && (
        <>
          <Title order={2} fz="h4" mb="xs">
            {t('home.contests')}
          </Title>
          <Contests contests={current} />
        </>
      )}
      {past.length > 0 && (
        <details className={classes.past}>
          <summary className="disclosure">{t('home.pastContests', { count: past.length })}</summary>
          <Contests contests={past} />
        </details>
      )}
    </Paper>
  );
}

function Contests({ contests }: { contests: ReadonlyArray<Schemas.Contest> }) {
  return (
    <ul className={classes.list}>
      {contests.map((contest) => (
        <ContestRow key={contest.contestId} contest={contest} />
      ))}
    </ul>
  );
}

function ContestRow({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { contestId, name } = contest;
  const { startsAt, endsAt, phase } = ownTimes(contest, serverNowMs());
  const times = {
    upcoming: t('contest.startsAt', { time: format.dateTime(startsAt) }),
    running: endsAt === null ? t('contest.noEnd') : t('contest.endsAt', { time: format.dateTime(endsAt) }),
    past: t('contest.endedAt', { time: format.dateTime(endsAt ?? startsAt) }),
  }[phase];
  return (
    <li className={classes.contest}>
      <Link to="/contests/$contestId" params={{ contestId }} className={`quiet-link ${classes.name}`}>
        {name}
      </Link>
      {phase !== 'past' && <PhaseBadge phase={phase} />}
      <Text size="sm" c="dimmed" className={classes.times}>
        {times}
      </Text>
    </li>
  );
}
