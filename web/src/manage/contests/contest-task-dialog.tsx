import { Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ContestTask } from 'lectern-client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { contestQuery } from '../../api/contest.ts';
import { useSaving } from '../../api/use-saving.ts';
import { ConflictNotice } from '../../shell/conflict-notice.tsx';
import { FormEnd } from '../../shell/form-end.tsx';
import { useFormat } from '../../shell/format.ts';
import { serverNowMs } from '../../shell/server-clock.ts';
import { Dialog } from '../dialog.tsx';
import { useLostAccessQuestion } from '../lost-access/use-lost-access-question.ts';
import { whoLosesContestTask } from '../lost-access/who-loses-access.ts';
import { endsTooEarly, WindowFields } from '../window-fields.tsx';
import { contestTasksQuery, readContestTask } from './contest-queries.ts';

interface ContestTaskDialogProps {
  readonly contestId: string;
  /** Undefined while it is closed. */
  readonly task: ContestTask | undefined;
  readonly onClose: () => void;
}

/** The label of a task in a contest, and its own window. */
export function ContestTaskDialog({ contestId, task, onClose }: ContestTaskDialogProps) {
  const { t } = useTranslation('contests');
  return (
    <Dialog
      opened={task !== undefined}
      onClose={onClose}
      title={task ? t('contestTasks.editTask', { label: task.label, title: task.title }) : ''}
    >
      {task && <SlotForm contestId={contestId} task={task} onClose={onClose} />}
    </Dialog>
  );
}

const slotOf = ({ label, opensAt, closesAt }: ContestTask) => ({ label, opensAt, closesAt });

function SlotForm({ contestId, task, onClose }: ContestTaskDialogProps & { readonly task: ContestTask }) {
  const { t } = useTranslation(['contests', 'shell']);
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const { taskId } = task;
  const { mayChange, dialog } = useLostAccessQuestion('taskPeople');
  const [values, setValues] = useState(() => slotOf(task));
  const show = (changes: Partial<typeof values>) => setValues((before) => ({ ...before, ...changes }));
  const saving = useSaving({
    resource: task,
    fieldsOf: slotOf,
    values,
    show,
    readAgain: () => readContestTask(queryClient, contestId, taskId),
    async send({ fields, before }) {
      const contest = await queryClient.fetchQuery({ ...contestQuery(contestId), staleTime: 0 });
      const lost = await whoLosesContestTask(contest, before, fields, serverNowMs());
      if (!(await mayChange(lost))) return undefined;
      const put = await client.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
        path: { contestId, taskId },
        body: fields,
        ifMatch: before.etag,
      });
      return { ...before, ...put };
    },
    meta: { invalidates: [contestTasksQuery(contestId).queryKey] },
    onSaved: onClose,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!endsTooEarly(values)) saving.save();
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('contestTasks.label')}
          required
          maxLength={20}
          data-autofocus
          value={values.label}
          onChange={({ currentTarget }) => show({ label: currentTarget.value })}
        />
        <WindowFields
          value={values}
          onChange={show}
          withoutStart={t('contestTasks.emptyAsContest')}
          withoutEnd={t('contestTasks.emptyAsContest')}
        />
        <ConflictNotice
          saving={saving}
          fields={{
            label: { label: t('contestTasks.label') },
            opensAt: { label: t('window.opensAt'), text: dateTime },
            closesAt: { label: t('window.closesAt'), text: dateTime },
          }}
        />
        <FormEnd sending={saving} submitLabel={t('shell:action.save')} onCancel={onClose} />
      </Stack>
      {dialog}
    </form>
  );
}
