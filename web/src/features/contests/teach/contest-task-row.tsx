import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useFromHere } from '../../../ui/back-link.tsx';
import { MoveButtons } from '../../../ui/move-buttons.tsx';
import { Row, rowClasses } from '../../../ui/row-list.tsx';
import { RowMenu } from '../../../ui/row-menu.tsx';

interface ContestTaskRowProps {
  readonly contest: ContestTimes;
  readonly task: Schemas.ContestTask;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  /** Below the question before removal. */
  readonly removalNote: ReactNode;
}

type ContestTimes = Pick<Schemas.Contest, 'startsAt' | 'endsAt'>;

export function ContestTaskRow({
  contest,
  task,
  isFirst,
  isLast,
  onMove,
  onEdit,
  onRemove,
  removalNote,
}: ContestTaskRowProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const { label, title } = task;
  return (
    <Row
      before={
        <Group gap={4} wrap="nowrap">
          <MoveButtons {...{ label, title, isFirst, isLast, onMove }} />
          <Text fw={600} miw={28} ta="center">
            {label}
          </Text>
        </Group>
      }
      main={
        <Link
          to="/manage/tasks/$taskId"
          params={{ taskId: task.taskId }}
          state={useFromHere()}
          className={rowClasses.link}
        >
          {title}
        </Link>
      }
      detail={<OwnWindow contest={contest} task={task} />}
      actions={
        <RowMenu
          of={`${label} ${title}`}
          actions={[
            { label: t('shell:action.edit'), onClick: onEdit },
            {
              label: t('shell:action.remove'),
              question: t('contestTasks.removeQuestion', { title }),
              fields: removalNote,
              onClick: onRemove,
            },
          ]}
        />
      }
    />
  );
}

interface OwnWindowProps {
  readonly contest: ContestTimes;
  readonly task: Schemas.ContestTask;
}

function OwnWindow({ contest, task }: OwnWindowProps) {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  const { opensAt, closesAt } = task;
  const parts = [
    ...(opensAt === null ? [] : [t('contestTasks.opensAt', { time: dateTime(opensAt) })]),
    ...(closesAt === null ? [] : [t('contestTasks.closesAt', { time: dateTime(closesAt) })]),
  ];
  if (parts.length === 0) return t('contestTasks.asContest');
  const outside = partOutside(contest, task);
  return (
    <>
      {parts.join(' · ')}
      {outside && (
        <Text size="sm">{t(outside === 'all' ? 'contestTasks.outside' : 'contestTasks.partlyOutside')}</Text>
      )}
    </>
  );
}

/** How much of a task's own window lies outside the contest and is cut off; undefined for none. */
function partOutside(contest: ContestTimes, task: Schemas.ContestTask): 'all' | 'some' | undefined {
  const [start, end] = [Date.parse(contest.startsAt), parsedEnd(contest.endsAt)];
  const [opens, closes] = [
    task.opensAt === null ? start : Date.parse(task.opensAt),
    parsedEnd(task.closesAt),
  ];
  if (Math.min(end, closes) <= Math.max(start, opens)) return 'all';
  return opens < start || (task.closesAt !== null && closes > end) ? 'some' : undefined;
}

const parsedEnd = (time: string | null) => (time === null ? Number.POSITIVE_INFINITY : Date.parse(time));
