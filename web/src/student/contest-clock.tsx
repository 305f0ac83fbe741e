import { Paper } from '@mantine/core';
import type { Contest } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Countdown } from '../shell/countdown.tsx';
import { useFormat } from '../shell/format.ts';
import { PhaseBadge } from '../shell/phase-badge.tsx';
import classes from './contest-clock.module.css';
import type { OwnTimes } from './own-times.ts';

interface ContestClockProps {
  readonly contest: Contest;
  readonly own: OwnTimes;
  readonly isOver: boolean;
  readonly onOpen: () => void;
}

/** The contest's times, and the time until its start or its end, both with the reader's own delay and extra time. */
export function ContestClock({ contest, own, isOver, onOpen }: ContestClockProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { startsAt, endsAt, phase } = contest;
  const opensAt = own.opensAt ?? (phase === 'upcoming' ? startsAt : undefined);
  const end = own.endsAt === undefined ? endsAt : own.endsAt;
  const hasOwnEnd = own.endsAt != null && own.endsAt !== endsAt;
  const isOpen = own.endsAt !== undefined || (phase === 'running' && own.opensAt === undefined);
  return (
    <Paper withBorder radius="md" p="lg" className={classes.clock}>
      <dl className={classes.facts}>
        {isOpen && !isOver && end !== null && (
          <Fact name={t('contest.timeLeft')} isBig>
            <Countdown to={end} onOpen={onOpen} arrived={t('countdown.over')} />
          </Fact>
        )}
        {!isOver && opensAt !== undefined && (
          <Fact name={t(isOpen ? 'contest.moreOpens' : startsForAll(contest, opensAt))} isBig={!isOpen}>
            <Countdown to={opensAt} onOpen={onOpen} />
          </Fact>
        )}
        <Fact name={t('contest.starts')}>
          <time dateTime={startsAt}>{format.dateTime(startsAt)}</time>
        </Fact>
        <Fact name={t('contest.ends')}>
          {endsAt === null ? t('contest.noEnd') : <time dateTime={endsAt}>{format.dateTime(endsAt)}</time>}
        </Fact>
        {hasOwnEnd && (
          <Fact name={t('contest.yourEnd')}>
            <time dateTime={own.endsAt}>{format.dateTime(own.endsAt)}</time>
          </Fact>
        )}
      </dl>
      <PhaseBadge phase={isOver ? 'past' : isOpen ? 'running' : phase} />
    </Paper>
  );
}

const startsForAll = ({ startsAt }: Contest, opensAt: string) =>
  Date.parse(opensAt) === Date.parse(startsAt) ? 'contest.untilStart' : 'contest.untilYourStart';

function Fact({ name, isBig = false, children }: { name: string; isBig?: boolean; children: ReactNode }) {
  return (
    <div className={classes.fact} data-big={isBig || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
