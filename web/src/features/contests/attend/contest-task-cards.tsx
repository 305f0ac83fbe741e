import { Button, Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconPaperclip } from '../../../ui/page-icons.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { openAttachment } from '../../reader/files/attachments.ts';
import classes from './contest-task-cards.module.css';

interface ContestTaskCardsProps {
  readonly contestId: string;
  readonly tasks: ReadonlyArray<Schemas.ContestTask>;
  /** ISO 8601: when the contest starts for the reader. */
  readonly startsAt: string;
  /** After the end, or elsewhere, the page already says that nothing is open. */
  readonly isOver?: boolean;
  /** The cards lead nowhere. */
  readonly isPreview?: boolean;
}

/** The tasks of a contest, with what a reader must know of each before opening it. */
export function ContestTaskCards({ tasks, isOver = false, ...ofAll }: ContestTaskCardsProps) {
  const { t } = useTranslation();
  if (tasks.length === 0) return !isOver && <EmptyState>{t('contest.noTasks')}</EmptyState>;
  return (
    <ol className={classes.cards}>
      {tasks.map((task) => (
        <Paper key={task.taskId} component="li" withBorder radius="md" className={classes.card}>
          <TaskCard task={task} {...ofAll} />
        </Paper>
      ))}
    </ol>
  );
}

const states = { new: 'coming', read: 'good', changed: 'changed' } as const;

interface TaskCardProps extends Omit<ContestTaskCardsProps, 'tasks' | 'isOver'> {
  readonly task: Schemas.ContestTask;
}

function TaskCard({ contestId, task, startsAt, isPreview = false }: TaskCardProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { taskId, label, title, details } = task;
  const { documents = [], readAt = null, editorials = [] } = details ?? {};
  const link = {
    ...({ to: '/tasks/$taskId', params: { taskId }, search: { contest: contestId } } as const),
    disabled: isPreview,
  };
  const opening = useAction({
    failure: 'corner',
    mutationFn: (attachmentId: string) => openAttachment(taskId, attachmentId),
  });
  const document = documents.find(({ language }) => language === i18n.language) ?? documents[0];
  const updatedAt = lastChange(task, startsAt);
  const isChanged = readAt !== null && updatedAt !== undefined && Date.parse(readAt) < Date.parse(updatedAt);
  const state = readAt === null ? 'new' : isChanged ? 'changed' : 'read';
  const facts = [
    document?.pages == null ? [] : t('contest.pages', { count: document.pages }),
    documents.length < 2 ? [] : documents.map(({ language }) => format.language(language)).join(', '),
    updatedAt === undefined ? [] : t('contest.updated', { time: format.hour(updatedAt) }),
  ].flat();
  return (
    <>
      <Link {...link} className={classes.task}>
        <span className={classes.label}>{label}</span>
        <span className={classes.title}>{title}</span>
      </Link>
      <div className={classes.foot}>
        <span className={classes.facts}>{facts.join(' · ')}</span>
        <StateBadge state={states[state]} size="sm">
          {t(`contest.reading.${state}`)}
        </StateBadge>
      </div>
      {editorials.map((editorial) => (
        <Button
          key={editorial.attachmentId}
          variant="subtle"
          size="compact-sm"
          classNames={{ root: classes.editorial, label: classes.fileName }}
          leftSection={<IconPaperclip size={16} />}
          disabled={isPreview}
          loading={opening.isPending && opening.variables === editorial.attachmentId}
          onClick={() => opening.mutate(editorial.attachmentId)}
        >
          {editorials.length === 1 ? t('contest.editorial') : editorial.fileName}
        </Button>
      ))}
    </>
  );
}

/** When a PDF was last replaced or added after the task opened for the reader; undefined: not since. */
function lastChange({ opensAt, details }: Schemas.ContestTask, startsAt: string): string | undefined {
  const openedAtMs = Math.max(Date.parse(startsAt), Date.parse(opensAt ?? startsAt));
  const times = details?.documents.map(({ updatedAt }) => updatedAt) ?? [];
  return times
    .filter((time) => Date.parse(time) > openedAtMs)
    .toSorted()
    .at(-1);
}
