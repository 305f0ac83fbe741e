import { Paper } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { Countdown, useIsNear } from '../../../ui/countdown.tsx';
import { PhaseBadge } from '../../../ui/phase-badge.tsx';
import type { OwnTimes } from '../../schedule/own-times.ts';
import classes from './contest-clock.module.css';

interface ContestClockProps {
  readonly contest: Schemas.Contest;
  readonly own: OwnTimes;
  /** ISO 8601: when the next tasks open for the reader, if known. */
  readonly opensAt: string | undefined;
  /** Called when the next tasks open. */
  readonly onOpen: () => void;
}

/** The contest's times, and the time until its start or end, including the reader's delay and extra time. */
export function ContestClock({ contest, own, opensAt, onOpen }: ContestClockProps) {
  const { t } = useTranslation();
  const { startsAt, endsAt } = contest;
  const { phase } = own;
  const startsLater = Date.parse(own.startsAt) !== Date.parse(startsAt);
  const nextAt = phase === 'upcoming' ? own.startsAt : opensAt;
  return (
    <Paper withBorder radius="md" p="lg" className={classes.clock}>
      <dl className={classes.facts}>
        {phase === 'running' && own.endsAt !== null && (
          <CountedFact name={t('contest.timeLeft')} isBig to={own.endsAt} arrived={t('countdown.over')} />
        )}
        {phase !== 'past' && nextAt !== undefined && (
          <CountedFact
            name={t(
              phase === 'running'
                ? 'contest.moreOpens'
                : startsLater
                  ? 'contest.untilYourStart'
                  : 'contest.untilStart',
            )}
            isBig={phase === 'upcoming'}
            to={nextAt}
            onOpen={onOpen}
          />
        )}
        <Fact name={t('contest.starts')}>
          <Time at={startsAt} />
        </Fact>
        {startsLater && (
          <Fact name={t('contest.yourStart')}>
            <Time at={own.startsAt} />
          </Fact>
        )}
        <Fact name={t('contest.ends')}>{endsAt === null ? t('contest.noEnd') : <Time at={endsAt} />}</Fact>
        {own.endsAt !== null && own.endsAt !== endsAt && (
          <Fact name={t('contest.yourEnd')}>
            <Time at={own.endsAt} />
          </Fact>
        )}
      </dl>
      <PhaseBadge phase={phase} />
    </Paper>
  );
}

function Time({ at }: { at: string }) {
  const format = useFormat();
  return <time dateTime={at}>{format.dateTime(at)}</time>;
}

/** Counts down to a near time. For others, the dates are enough. */
function CountedFact({
  name,
  isBig,
  ...countdown
}: { name: string; isBig: boolean } & ComponentProps<typeof Countdown>) {
  if (!useIsNear(countdown.to)) return null;
  return (
    <Fact name={name} isBig={isBig}>
      <Countdown {...countdown} />
    </Fact>
  );
}

function Fact({ name, isBig = false, children }: { name: string; isBig?: boolean; children: ReactNode }) {
  return (
    <div className={classes.fact} data-big={isBig || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
