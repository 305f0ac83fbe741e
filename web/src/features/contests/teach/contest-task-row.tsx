import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { IconArrowDown, IconArrowUp } from '../../../ui/icons.ts';
import { Row, rowClasses } from '../../../ui/row-list.tsx';

interface ContestTaskRowProps {
  readonly task: Schemas.ContestTask;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

export function ContestTaskRow({ task, isFirst, isLast, onMove, onEdit, onRemove }: ContestTaskRowProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const { label, title } = task;
  return (
    <Row
      before={
        <Group gap={4} wrap="nowrap">
          {([-1, 1] as const).map((by) => {
            const cannot = by === -1 ? isFirst : isLast;
            const Icon = by === -1 ? IconArrowUp : IconArrowDown;
            return (
              <ActionIcon
                key={by}
                variant="subtle"
                size={44}
                className={rowClasses.move ?? ''}
                aria-label={t(by === -1 ? 'contestTasks.moveUp' : 'contestTasks.moveDown', { label, title })}
                // A button that is disabled would lose the focus at the ends of the list.
                aria-disabled={cannot}
                data-disabled={cannot}
                onClick={() => !cannot && onMove(by)}
              >
                <Icon size={18} />
              </ActionIcon>
            );
          })}
          <Text fw={700} miw={28} ta="center">
            {label}
          </Text>
        </Group>
      }
      main={
        <Link to="/manage/tasks/$taskId" params={{ taskId: task.taskId }} className={rowClasses.link}>
          {title}
        </Link>
      }
      detail={<OwnWindow task={task} />}
      actions={
        <>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={onEdit}
            aria-label={t('contestTasks.editTask', { label, title })}
          >
            {t('shell:action.edit')}
          </Button>
          <ConfirmButton
            question={t('contestTasks.removeQuestion', { title })}
            onConfirm={onRemove}
            aria-label={t('contestTasks.removeTask', { label, title })}
          >
            {t('shell:action.remove')}
          </ConfirmButton>
        </>
      }
    />
  );
}

function OwnWindow({ task: { opensAt, closesAt } }: { task: Schemas.ContestTask }) {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  const parts = [
    ...(opensAt === null ? [] : [t('contestTasks.opensAt', { time: dateTime(opensAt) })]),
    ...(closesAt === null ? [] : [t('contestTasks.closesAt', { time: dateTime(closesAt) })]),
  ];
  return parts.length === 0 ? t('contestTasks.asContest') : parts.join(' · ');
}
