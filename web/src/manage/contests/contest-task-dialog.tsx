import { Stack, TextInput } from '@mantine/core';
import type { ContestTask } from 'lectern-client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { FormEnd } from '../../shell/form-end.tsx';
import { Dialog } from '../dialog.tsx';
import { endsTooEarly, type TimeWindow, WindowFields } from '../window-fields.tsx';

interface ContestTaskDialogProps {
  readonly contestId: string;
  /** Undefined while it is closed. */
  readonly task: ContestTask | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<void>;
}

/** The label of a task in a contest, and its own window. */
export function ContestTaskDialog({ contestId, task, onClose, onSaved }: ContestTaskDialogProps) {
  const { t } = useTranslation('contests');
  return (
    <Dialog
      opened={task !== undefined}
      onClose={onClose}
      title={task ? t('contestTasks.editTask', { label: task.label, title: task.title }) : ''}
    >
      {task && <SlotForm contestId={contestId} task={task} onClose={onClose} onSaved={onSaved} />}
    </Dialog>
  );
}

function SlotForm({
  contestId,
  task,
  onClose,
  onSaved,
}: ContestTaskDialogProps & { readonly task: ContestTask }) {
  const { t } = useTranslation(['contests', 'shell']);
  const [label, setLabel] = useState(task.label);
  const [window, setWindow] = useState<TimeWindow>(task);
  const saving = useSending({
    mutationFn: () =>
      client.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
        path: { contestId, taskId: task.taskId },
        body: { label, opensAt: window.opensAt, closesAt: window.closesAt },
      }),
    async onSuccess() {
      await onSaved();
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!endsTooEarly(window)) saving.mutate();
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('contestTasks.label')}
          required
          maxLength={20}
          data-autofocus
          value={label}
          onChange={({ currentTarget }) => setLabel(currentTarget.value)}
        />
        <WindowFields
          value={window}
          onChange={setWindow}
          withoutStart={t('contestTasks.emptyAsContest')}
          withoutEnd={t('contestTasks.emptyAsContest')}
        />
        <FormEnd sending={saving} submitLabel={t('shell:action.save')} onCancel={onClose} />
      </Stack>
    </form>
  );
}
