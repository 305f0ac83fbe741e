import { Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { Countdown, useIsNear } from '../../ui/countdown.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ContestTaskCards } from '../contests/attend/contest-task-cards.tsx';
import { NoticeBar } from '../notices/notice-bar.tsx';
import { contestTaskDetailsQuery } from '../schedule/contest.ts';
import { ownTimes } from '../schedule/own-times.ts';
import classes from './running-contests.module.css';

/** The home page shows the tasks of this many running contests, more than anyone takes part in. */
export const leadingCount = 3;

/** The reader's running contests, with their remaining time and tasks. */
export function RunningContests({ contests }: { contests: ReadonlyArray<Schemas.Contest> }) {
  if (contests.length === 0) return null;
  return (
    <div className={classes.contests}>
      {contests.map((contest) => (
        <RunningContest key={contest.contestId} contest={contest} />
      ))}
    </div>
  );
}

function RunningContest({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation();
  const { contestId, name } = contest;
  const tasks = useQuery(contestTaskDetailsQuery(contestId));
  const { startsAt, endsAt } = ownTimes(contest, serverNowMs());
  return (
    <Paper radius="md" p="lg" component="section" aria-label={name} className={classes.contest}>
      <div className={classes.head}>
        <div>
          <Text size="sm" c="dimmed">
            {t('home.runsNow')}
          </Text>
          <Title order={2} fz="h3" className={classes.name}>
            <Link to="/contests/$contestId" params={{ contestId }} className="quiet-link">
              {name}
            </Link>
          </Title>
        </div>
        {endsAt === null ? (
          <Text size="sm" c="dimmed">
            {t('contest.noEnd')}
          </Text>
        ) : (
          <End endsAt={endsAt} isOwn={endsAt !== contest.endsAt} />
        )}
      </div>
      <NoticeBar contestId={contestId} />
      <QueryView query={tasks}>
        {(data) => <ContestTaskCards contestId={contestId} tasks={data} startsAt={startsAt} />}
      </QueryView>
    </Paper>
  );
}

function End({ endsAt, isOwn }: { endsAt: string; isOwn: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isNear = useIsNear(endsAt);
  return (
    <div className={classes.end}>
      {isNear && (
        <>
          <Text size="sm" c="dimmed">
            {t('contest.timeLeft')}
          </Text>
          <div className={classes.countdown}>
            <Countdown to={endsAt} arrived={t('countdown.over')} />
          </div>
        </>
      )}
      <Text size="sm" c="dimmed">
        <time dateTime={endsAt}>
          {t(isOwn ? 'contest.endsForYouAt' : 'contest.endsAt', { time: format.dateTime(endsAt) })}
        </time>
      </Text>
    </div>
  );
}
