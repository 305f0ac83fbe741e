import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { Hint } from '../../../ui/hint.tsx';
import type { Icon } from '../../../ui/icon.tsx';
import { IconArrowLeft } from '../../../ui/icons.ts';
import { IconChevronLeft, IconChevronRight } from '../../../ui/page-icons.ts';
import { noticesQuery } from '../../notices/notices.ts';
import {
  type ContestPlace,
  type GroupPlace,
  keptPlace,
  type Neighbour,
  neighboursOf,
  type Place,
} from './place.ts';
import classes from './strip.module.css';

interface StripProps {
  readonly taskId: string;
  readonly place: Place | undefined;
  /** Whether there is no place, so that the way back leads home. */
  readonly isAlone: boolean;
  /** Between the links and the remaining time. */
  readonly children: ReactNode;
}

/** Around the reader's bar: a link back to the contest or group, the other tasks, and the remaining time. */
export function Strip({ taskId, place, isAlone, children }: StripProps) {
  const { t } = useTranslation();
  return (
    <>
      {place && (
        <nav className={classes.strip} data-bar="strip" aria-label={place.name}>
          <BackLink place={place} />
          {place.kind === 'contest' ? (
            <Labels place={place} taskId={taskId} />
          ) : (
            <Steps place={place} taskId={taskId} />
          )}
        </nav>
      )}
      {isAlone && (
        <Link to="/" className={`${classes.item} ${classes.home}`} aria-label={t('navigation.home')}>
          <IconArrowLeft size={20} />
        </Link>
      )}
      {children}
      {place?.kind === 'contest' && <TimeLeft endsAt={place.endsAt} />}
    </>
  );
}

/** The place, or the last one with the task. */
export function useKeptPlace(now: Place | null | undefined, taskId: string): Place | undefined {
  const [before, setBefore] = useState<Place>();
  useEffect(() => {
    if (now) setBefore(now);
  }, [now]);
  return keptPlace(now ?? undefined, before, taskId);
}

function BackLink({ place }: { place: Place }) {
  const { t } = useTranslation('reader');
  const label = t('neighbours.back', { name: place.name });
  const common = { className: classes.item, 'aria-label': label, children: <IconArrowLeft size={20} /> };
  return (
    <Hint label={label}>
      {place.kind === 'contest' ? (
        <Link to="/contests/$contestId" params={{ contestId: place.id }} {...common} />
      ) : (
        <Link to="/" search={{ group: place.id }} {...common} />
      )}
    </Hint>
  );
}

/** `A | B | C`, named by their titles; scrolls to the current one. */
function Labels({ place, taskId }: { place: ContestPlace; taskId: string }) {
  const { t } = useTranslation();
  const notices = useQuery(noticesQuery(place.id)).data ?? [];
  const withNews = new Set(notices.flatMap((notice) => (notice.seen ? [] : notice.taskId)));
  const current = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another task is the current one
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [taskId]);
  const nameOf = ({ taskId: id, label, title }: ContestPlace['tasks'][number]) =>
    withNews.has(id) ? t('notices.onTask', { name: `${label} ${title}` }) : `${label} ${title}`;
  return (
    <ul className={`${classes.labels} fading`}>
      {place.tasks.map((task) => (
        <li key={task.taskId} ref={task.taskId === taskId ? current : null}>
          <Hint label={task.title}>
            <Link
              to="/tasks/$taskId"
              params={{ taskId: task.taskId }}
              search={{ contest: place.id }}
              className={classes.item}
              aria-label={nameOf(task)}
              data-news={withNews.has(task.taskId) || undefined}
              activeProps={{ 'aria-current': undefined }}
              {...(task.taskId === taskId ? { 'aria-current': 'page' } : {})}
            >
              {task.label}
            </Link>
          </Hint>
        </li>
      ))}
    </ul>
  );
}

/** Tasks of a group have no labels, so it shows the previous task, the position and the next task. */
function Steps({ place, taskId }: { place: GroupPlace; taskId: string }) {
  const { t } = useTranslation('reader');
  const format = useFormat();
  const { at, previous, next } = neighboursOf(place.tasks, taskId) ?? { at: 0 };
  return (
    <>
      <Step
        task={previous}
        groupId={place.id}
        icon={IconChevronLeft}
        label={previous && t('neighbours.previous', { title: previous.title })}
      />
      <span className={classes.position}>
        {t('neighbours.position', { at: format.number(at + 1), all: format.number(place.tasks.length) })}
      </span>
      <Step
        task={next}
        groupId={place.id}
        icon={IconChevronRight}
        label={next && t('neighbours.next', { title: next.title })}
      />
    </>
  );
}

interface StepProps {
  readonly task: Neighbour | undefined;
  readonly groupId: string;
  readonly icon: Icon;
  readonly label: string | undefined;
}

function Step({ task, groupId, icon: Icon, label }: StepProps) {
  if (!task) return <span className={classes.item} />;
  return (
    <Hint label={task.title}>
      <Link
        to="/tasks/$taskId"
        params={{ taskId: task.taskId }}
        search={{ group: groupId }}
        className={classes.item}
        aria-label={label}
      >
        <Icon size={20} />
      </Link>
    </Hint>
  );
}

function TimeLeft({ endsAt }: { endsAt: string | null }) {
  const { t } = useTranslation();
  // Readers who arrive after the end get no countdown.
  const [wasOver] = useState(() => endsAt !== null && Date.parse(endsAt) <= serverNowMs());
  if (endsAt === null) return null;
  const isOver = wasOver && Date.parse(endsAt) <= serverNowMs();
  return (
    <div className={classes.time}>
      {isOver ? (
        t('phase.contest.past')
      ) : (
        <>
          <VisuallyHidden>{t('contest.timeLeft')}</VisuallyHidden>
          <Countdown to={endsAt} arrived={t('countdown.over')} />
        </>
      )}
    </div>
  );
}
