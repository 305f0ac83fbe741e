import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { Hint } from '../../../ui/hint.tsx';
import type { Icon } from '../../../ui/icon.tsx';
import { IconArrowLeft } from '../../../ui/icons.ts';
import { IconChevronLeft, IconChevronRight } from '../../../ui/later-icons.ts';
import { NoticeBar } from '../../notices/notice-bar.tsx';
import { type ContestNotice, noticesQuery } from '../../notices/notices.ts';
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
  /** Undefined while it loads, null if there is none. */
  readonly now: Place | null | undefined;
  /** Reserves space if a place is likely. */
  readonly isExpected: boolean;
  /** Which notices may be shown above the statement. */
  readonly isShown: (notice: ContestNotice) => boolean;
}

/** Above a statement: a link back to its contest or group, the other tasks, and the remaining time. */
export function Strip({ taskId, now, isExpected, isShown }: StripProps) {
  const { t } = useTranslation(['reader', 'shell']);
  const [before, setBefore] = useState<Place>();
  useEffect(() => {
    if (now) setBefore(now);
  }, [now]);
  const place = keptPlace(now ?? undefined, before, taskId);
  if (!place)
    return now === undefined && isExpected ? <div className={classes.strip} data-bar="strip" /> : null;
  return (
    <>
      <nav className={classes.strip} data-bar="strip" aria-label={place.name}>
        <BackLink place={place} label={t('neighbours.back', { name: place.name })} />
        {place.kind === 'contest' ? (
          <>
            <Labels place={place} taskId={taskId} />
            <TimeLeft endsAt={place.endsAt} />
          </>
        ) : (
          <Steps place={place} taskId={taskId} />
        )}
      </nav>
      {place.kind === 'contest' && <NoticeBar contestId={place.id} taskId={taskId} isShown={isShown} />}
    </>
  );
}

function BackLink({ place, label }: { place: Place; label: string }) {
  const content = (
    <>
      <IconArrowLeft size={18} />
      <span className={classes.name}>{place.name}</span>
    </>
  );
  const common = { className: classes.back, 'aria-label': label, title: place.name };
  return place.kind === 'contest' ? (
    <Link to="/contests/$contestId" params={{ contestId: place.id }} {...common}>
      {content}
    </Link>
  ) : (
    <Link to="/" search={{ group: place.id }} {...common}>
      {content}
    </Link>
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
              className={classes.label}
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
    <div className={classes.steps}>
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
    </div>
  );
}

interface StepProps {
  readonly task: Neighbour | undefined;
  readonly groupId: string;
  readonly icon: Icon;
  readonly label: string | undefined;
}

function Step({ task, groupId, icon: Icon, label }: StepProps) {
  if (!task) return <span className={classes.step} />;
  return (
    <Hint label={task.title}>
      <Link
        to="/tasks/$taskId"
        params={{ taskId: task.taskId }}
        search={{ group: groupId }}
        className={classes.step}
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
