import { Alert, Stack, Text, Title } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconWifiOff } from '../../../ui/icons.ts';
import type { OwnTimes } from '../../schedule/own-times.ts';
import { ContestClock } from './contest-clock.tsx';
import { ContestTaskCards } from './contest-task-cards.tsx';

interface AttendViewProps {
  readonly contest: Schemas.Contest;
  /** Of the reader. */
  readonly own: OwnTimes;
  /** Undefined until they are loaded. */
  readonly tasks: ReadonlyArray<Schemas.ContestTask> | undefined;
  /** Until then, or if that fails. */
  readonly pending?: ReactNode;
  /** Where the reader is; null if that does not matter. */
  readonly place: Schemas.Contest['yourPlace'];
  /** ISO 8601: when the next tasks open for the reader, if known. */
  readonly opensAt: string | undefined;
  readonly onOpen: () => void;
  /** Shown to staff, who follow no link of it. */
  readonly isPreview?: boolean;
  /** Unseen notices. */
  readonly notices?: ReactNode;
  /** Below the clock. */
  readonly note?: ReactNode;
}

/** Whether a reader waits for the first tasks. */
export const isWaitingFor = ({ own, tasks, opensAt }: Pick<AttendViewProps, 'own' | 'tasks' | 'opensAt'>) =>
  !tasks?.length && (own.phase === 'upcoming' || opensAt !== undefined);

/** What a reader's page of a contest says of its times, and the tasks that are open. */
export function AttendView(props: AttendViewProps) {
  const { contest, own, tasks, pending, place, opensAt, onOpen, isPreview = false, notices, note } = props;
  const { t } = useTranslation();
  const isOver = own.phase === 'past';
  const isOutside = place?.isInside === false;
  return (
    <>
      {isOutside && !isOver && (
        <Alert color="yellow" icon={<IconWifiOff />} title={t('contest.outside')}>
          {t('contest.outsideText', place)}
        </Alert>
      )}
      {notices}
      <ContestClock contest={contest} own={own} opensAt={opensAt} onOpen={onOpen} />
      {note}
      <Stack component="section" gap="sm">
        {isOver && <Text>{t(`contest.afterEnd.${contest.afterEnd}`)}</Text>}
        {isWaitingFor(props) ? (
          <EmptyState>{t('contest.waiting')}</EmptyState>
        ) : tasks ? (
          <>
            {tasks.length > 0 && (
              <Title order={2} fz="h4">
                {t('contest.tasks')}
              </Title>
            )}
            <ContestTaskCards
              contestId={contest.contestId}
              tasks={tasks}
              startsAt={own.startsAt}
              isOver={isOver || isOutside}
              isPreview={isPreview}
            />
          </>
        ) : (
          pending
        )}
      </Stack>
    </>
  );
}
