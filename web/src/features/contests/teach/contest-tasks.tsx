import { Button, Group, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { BelowList, QueryView } from '../../../ui/query-view.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Section } from '../../../ui/section.tsx';
import { ZoneNote } from '../../../ui/window-text.tsx';
import { contestTasksQuery } from '../../schedule/contest.ts';
import { labelAt } from '../../schedule/labels.ts';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { TaskUsageForm } from '../../schedule/task-usage-form.tsx';
import { removeTaskUsage, takeTaskOut } from '../../schedule/task-usages.ts';
import { AddContestTask } from './add-contest-task.tsx';
import { ContestTaskRow } from './contest-task-row.tsx';
import { useTaskOrder } from './use-task-order.ts';

export function ContestTasks({ contest }: { contest: Schemas.Contest }) {
  const { contestId } = contest;
  const { t } = useTranslation('contests');
  const query = useQuery(contestTasksQuery(contestId));
  const arrange = useTaskOrder(contestId);
  const [edited, setEdited] = useState<Schemas.ContestTask>();
  const [announcement, setAnnouncement] = useState('');
  const close = () => setEdited(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  const tasks = query.data ?? [];
  const place = { kind: 'contest', id: contestId } as const;
  const removing = useAction({
    failure: 'corner',
    mutationFn: ({ taskId }: Schemas.ContestTask) => takeTaskOut(taskId, place),
    meta: { done: ({ title }) => t('contestTasks.removed', { title }), undo: (_task, undo) => undo },
    onSuccess: () => heading.current?.focus(),
  });

  function move(from: number, by: -1 | 1) {
    const moved = tasks[from];
    if (!moved || !tasks[from + by]) return;
    arrange(tasks.toSpliced(from, 1).toSpliced(from + by, 0, moved));
    const { label, title } = moved;
    setAnnouncement(t('contestTasks.moved', { label, title, place: from + by + 1, count: tasks.length }));
  }
  const isLabelledInOrder = tasks.every(({ label }, at) => label === labelAt(at));

  return (
    <>
      <Section id="tasks" title={t('contestTasks.title')} hint={t('contestTasks.hint')} headingRef={heading}>
        <QueryView query={query}>
          {() => (
            <RowList label={t('contestTasks.title')} ordered empty={t('contestTasks.first')}>
              {tasks.map((task, at) => (
                <ContestTaskRow
                  key={task.taskId}
                  contest={contest}
                  task={task}
                  isFirst={at === 0}
                  isLast={at === tasks.length - 1}
                  onMove={(by) => move(at, by)}
                  onEdit={() => setEdited(task)}
                  onRemove={() => removing.mutate(task)}
                  removalNote={
                    <ReadingNow removal={() => removeTaskUsage(task.taskId, place, { dryRun: true })} />
                  }
                />
              ))}
            </RowList>
          )}
        </QueryView>
        <VisuallyHidden role="status">{announcement}</VisuallyHidden>
        <Group justify="space-between">
          <ZoneNote />
          {!isLabelledInOrder && (
            <Button
              variant="default"
              onClick={() => {
                arrange(tasks.map((task, at) => ({ ...task, label: labelAt(at) })));
                setAnnouncement(t('contestTasks.relabelled'));
                heading.current?.focus();
              }}
            >
              {t('contestTasks.relabel')}
            </Button>
          )}
        </Group>
      </Section>
      <BelowList query={query}>
        <AddContestTask contestId={contestId} tasks={tasks} />
      </BelowList>
      <Dialog
        opened={edited !== undefined}
        onClose={close}
        title={edited ? t('contestTasks.editTask', { label: edited.label, title: edited.title }) : ''}
      >
        {edited && (
          <TaskUsageForm
            taskId={edited.taskId}
            place={{ kind: 'contest', id: contestId }}
            name={edited.title}
            slot={edited}
            onClose={close}
          />
        )}
      </Dialog>
    </>
  );
}
