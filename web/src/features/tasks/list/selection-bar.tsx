import { Button, Group, List, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import type { Selection } from '../../../lib/use-selection.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { PeopleInput } from '../../people/people-input.tsx';
import { together } from '../../people/use-access-question.ts';
import { AddToDialog } from '../../schedule/add-to-dialog.tsx';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { addTaskStaff, useAddingStaff } from '../settings/task-staff-tab.tsx';
import { useTaskPermission } from '../task/task-role.ts';
import classes from '../task/tasks.module.css';
import type { SelectedTask } from './task-list.tsx';

const kinds = ['contest', 'group'] as const;

/** What can be done with the selected tasks. Each button is about those tasks for which the user may do it. */
export function SelectionBar({ selection }: { selection: Selection<SelectedTask> }) {
  const { t } = useTranslation('tasks');
  const may = useTaskPermission();
  const [opened, setOpened] = useState<(typeof kinds)[number] | 'staff'>();
  const tasks = [...selection.selected.values()];
  const managed = tasks.filter((task) => may(task)('manager'));
  const owned = tasks.filter((task) => may(task)('owner'));
  if (tasks.length === 0) return null;
  const close = () => {
    setOpened(undefined);
    selection.clear();
  };
  const titles = new Map(tasks.map(({ taskId, title }) => [taskId, title]));
  return (
    <Group gap="xs" className={classes.selection} role="group" aria-label={t('bulk.selection')}>
      <Text size="sm" fw={600} role="status">
        {t('bulk.selected', { count: tasks.length })}
      </Text>
      {kinds.map((kind) => (
        <Button key={kind} size="xs" onClick={() => setOpened(kind)}>
          {t(`bulk.addTo.${kind}`)}
        </Button>
      ))}
      {managed.length > 0 && (
        <Button size="xs" variant="default" onClick={() => setOpened('staff')}>
          {t('bulk.addStaff')}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={selection.clear}>
        {t('bulk.clear')}
      </Button>
      {owned.length > 0 && (
        <DeleteTasks tasks={owned} kept={tasks.length - owned.length} selection={selection} />
      )}
      <AddToDialog
        addTo={opened && opened !== 'staff' ? { kind: opened, tasks: titles, onClose: close } : undefined}
      />
      <Dialog
        opened={opened === 'staff'}
        onClose={() => setOpened(undefined)}
        title={t('bulk.staffTitle', { count: managed.length })}
      >
        <AddStaff tasks={managed} left={tasks.length - managed.length} onDone={close} />
      </Dialog>
    </Group>
  );
}

interface AddStaffProps {
  readonly tasks: ReadonlyArray<SelectedTask>;
  /** How many selected tasks it leaves out. */
  readonly left: number;
  readonly onDone: () => void;
}

function AddStaff({ tasks, left, onDone }: AddStaffProps) {
  const { t } = useTranslation('tasks');
  const may = useTaskPermission();
  const adding = useAddingStaff((atLeast) => tasks.every((task) => may(task)(atLeast)));
  return (
    <>
      {left > 0 && <Text size="sm">{t('bulk.notManaged', { count: left })}</Text>}
      <PeopleInput
        adding={{
          ...adding,
          async add(emails, own, query) {
            const all = [];
            for (const { taskId } of tasks) all.push(await addTaskStaff(taskId, { emails, ...own }, query));
            const people = new Map(
              all.flatMap(({ people }) => people).map((person) => [person.userId, person]),
            );
            const { unknown = [], unverified = [] } = all[0] ?? {};
            // Those whom all tasks had.
            const alreadyThere = Math.min(...all.map((each) => each.alreadyThere));
            const counts = { added: people.size - alreadyThere, alreadyThere, unknown, unverified };
            return { ...together(all), people: [...people.values()], ...counts };
          },
        }}
        onDone={onDone}
      />
    </>
  );
}

interface DeleteTasksProps {
  readonly tasks: ReadonlyArray<SelectedTask>;
  /** How many selected tasks stay. */
  readonly kept: number;
  readonly selection: Selection<SelectedTask>;
}

/** So many titles fit into a question. */
const shownTitles = 10;

function DeleteTasks({ tasks, kept, selection }: DeleteTasksProps) {
  const { t } = useTranslation('tasks');
  const remove = ({ taskId }: SelectedTask, query = {}) =>
    send('delete', '/api/v1/tasks/{taskId}', { path: { taskId }, query });
  const removing = useAction({
    failure: 'corner',
    async mutationFn() {
      const left = new Map(selection.selected);
      try {
        for (const task of tasks) {
          await remove(task);
          left.delete(task.taskId);
        }
      } finally {
        selection.replace(left);
      }
      return tasks.length;
    },
    meta: { done: (_, count) => t('bulk.deleted', { count }) },
  });
  const more = tasks.length - shownTitles;
  return (
    <ConfirmButton
      question={t('bulk.deleteQuestion', { count: tasks.length })}
      fields={
        <>
          <List size="sm" style={{ overflowWrap: 'anywhere' }}>
            {tasks.slice(0, shownTitles).map(({ taskId, title }) => (
              <List.Item key={taskId}>{title}</List.Item>
            ))}
          </List>
          {more > 0 && <Text size="sm">{t('bulk.more', { count: more })}</Text>}
          {kept > 0 && <Text size="sm">{t('bulk.notOwned', { count: kept })}</Text>}
          <ReadingNow
            removal={async (signal) => {
              const all = [];
              for (const task of tasks) {
                signal.throwIfAborted();
                all.push((await remove(task, { dryRun: true })) ?? {});
              }
              return together(all);
            }}
          />
        </>
      }
      onConfirm={() => removing.mutate()}
      loading={removing.isPending}
      size="xs"
    >
      {t('bulk.delete')}
    </ConfirmButton>
  );
}
