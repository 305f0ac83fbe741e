import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/saving/use-action.ts';
import { pages, usePages } from '../../lib/server/resource.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { useFromHere } from '../../ui/back-link.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NextPage } from '../../ui/next-page.tsx';
import { PhaseBadge } from '../../ui/phase-badge.tsx';
import { BelowList, QueryView } from '../../ui/query-view.tsx';
import { Row, RowList, rowClasses } from '../../ui/row-list.tsx';
import { Section } from '../../ui/section.tsx';
import { WindowText, ZoneNote } from '../../ui/window-text.tsx';
import { phaseAt } from '../schedule/phase.ts';
import { ReadingNow } from '../schedule/reading-now.tsx';
import { TaskUsageForm } from '../schedule/task-usage-form.tsx';
import { removeTaskUsage, takeTaskOut } from '../schedule/task-usages.ts';
import { AddGroupTask } from './add-group-task.tsx';

/** The tasks of a group, with the times when members may read them. */
export function GroupTasks({ groupId }: { groupId: string }) {
  const { t } = useTranslation(['groups', 'shell']);
  const query = usePages(pages('/api/v1/groups/{groupId}/tasks', { path: { groupId } }));
  const [edited, setEdited] = useState<Schemas.GroupTask>();
  const close = () => setEdited(undefined);
  const fromHere = useFromHere();
  const heading = useRef<HTMLHeadingElement>(null);
  const group = { kind: 'group', id: groupId } as const;
  const removing = useAction({
    failure: 'corner',
    mutationFn: ({ taskId }: Schemas.GroupTask) => takeTaskOut(taskId, group),
    meta: { done: ({ title }) => t('groupTasks.removed', { title }), undo: (_task, undo) => undo },
    onSuccess: () => heading.current?.focus(),
  });

  return (
    <>
      <Section title={t('groupTasks.title')} headingRef={heading}>
        <QueryView query={query}>
          {(tasks) => (
            <RowList label={t('groupTasks.title')} empty={t('groupTasks.empty')}>
              {tasks.map((task) => (
                <Row
                  key={task.taskId}
                  main={
                    <Link
                      to="/manage/tasks/$taskId"
                      params={{ taskId: task.taskId }}
                      state={fromHere}
                      className={rowClasses.link}
                    >
                      {task.title}
                    </Link>
                  }
                  detail={<WindowText opensAt={task.opensAt} closesAt={task.closesAt} />}
                  actions={
                    <>
                      <PhaseBadge of="window" phase={phaseAt(task.opensAt, task.closesAt, serverNowMs())} />
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        onClick={() => setEdited(task)}
                        aria-label={t('groupTasks.edit', { title: task.title })}
                      >
                        {t('shell:action.edit')}
                      </Button>
                      <ConfirmButton
                        question={t('groupTasks.removeQuestion', { title: task.title })}
                        fields={
                          <ReadingNow removal={() => removeTaskUsage(task.taskId, group, { dryRun: true })} />
                        }
                        onConfirm={() => removing.mutate(task)}
                        aria-label={t('groupTasks.remove', { title: task.title })}
                      >
                        {t('shell:action.remove')}
                      </ConfirmButton>
                    </>
                  }
                />
              ))}
            </RowList>
          )}
        </QueryView>
        <NextPage query={query} />
        <ZoneNote />
      </Section>
      <BelowList query={query}>
        <AddGroupTask groupId={groupId} present={new Set(query.data?.map(({ taskId }) => taskId))} />
      </BelowList>
      <Dialog
        opened={edited !== undefined}
        onClose={close}
        title={edited ? t('groupTasks.edit', { title: edited.title }) : ''}
      >
        {edited && (
          <TaskUsageForm
            taskId={edited.taskId}
            place={group}
            name={edited.title}
            slot={{ label: '', ...edited }}
            onClose={close}
          />
        )}
      </Dialog>
    </>
  );
}
