import { Badge, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import type { PagesQuery } from '../../../lib/server/resource.ts';
import type { Selection } from '../../../lib/use-selection.ts';
import { useFromHere } from '../../../ui/back-link.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { ZoneNote } from '../../../ui/window-text.tsx';
import classes from '../task/tasks.module.css';
import { TaskPlaces } from './task-places.tsx';

export type SelectedTask = Pick<Schemas.ManagedTask, 'taskId' | 'title' | 'yourRole'>;

interface TaskListProps {
  readonly query: PagesQuery<Schemas.ManagedTask>;
  /** Shown if there are no tasks. */
  readonly empty: ReactNode;
  readonly selection: Selection<SelectedTask>;
  /** Whether the user runs a group or contest. */
  readonly runs: (placeId: string) => boolean;
}

/** Tasks with checkboxes, and the places where they are used. */
export function TaskList({ query, empty, selection, runs }: TaskListProps) {
  const { t } = useTranslation('tasks');

  return (
    <QueryView query={query} pending={<Pending rows={6} />}>
      {(tasks) =>
        tasks.length === 0 ? (
          empty
        ) : (
          <>
            <Checkbox
              size="md"
              label={t('bulk.selectAll')}
              checked={tasks.every(({ taskId }) => selection.selected.has(taskId))}
              indeterminate={
                selection.selected.size > 0 && !tasks.every(({ taskId }) => selection.selected.has(taskId))
              }
              onChange={({ currentTarget }) => selection.selectAll(currentTarget.checked)}
            />
            <ul className={classes.list} aria-label={t('tasks.title')}>
              {tasks.map((task) => (
                <li key={task.taskId} className={classes.item}>
                  <Checkbox
                    size="md"
                    className={classes.check}
                    aria-label={t('bulk.select', { title: task.title })}
                    checked={selection.selected.has(task.taskId)}
                    onChange={({ currentTarget, nativeEvent }) =>
                      selection.select(
                        task.taskId,
                        currentTarget.checked,
                        nativeEvent instanceof MouseEvent && nativeEvent.shiftKey,
                      )
                    }
                  />
                  <div className={classes.task}>
                    <TaskLink task={task} />
                    <TaskPlaces task={task} runs={runs} />
                  </div>
                </li>
              ))}
            </ul>
            <NextPage query={query} />
            <ZoneNote />
          </>
        )
      }
    </QueryView>
  );
}

function TaskLink({ task: { taskId, title, languages, updatedAt } }: { task: Schemas.ManagedTask }) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  return (
    <Link to="/manage/tasks/$taskId" params={{ taskId }} state={useFromHere()} className={classes.link}>
      <span className={classes.title}>{title}</span>
      <span className={classes.facts}>
        {languages.length === 0 ? (
          <span>{t('tasks.noPdf')}</span>
        ) : (
          languages.map((language) => (
            <Badge key={language} variant="default" tt="none" title={format.language(language)}>
              {language}
            </Badge>
          ))
        )}
        <span>
          {t('tasks.changed')} <RelativeTime at={updatedAt} />
        </span>
      </span>
    </Link>
  );
}
