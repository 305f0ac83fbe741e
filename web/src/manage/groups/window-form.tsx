import { Stack } from '@mantine/core';
import type { Assignment } from 'lectern-client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { FormEnd } from '../../shell/form-end.tsx';
import { endsTooEarly, type TimeWindow, WindowFields } from '../window-fields.tsx';

interface WindowFormProps {
  readonly groupId: string;
  readonly assignment: Assignment;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<void>;
}

/** When the members of a group may read one of its tasks. */
export function WindowForm({ groupId, assignment, onClose, onSaved }: WindowFormProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const { taskId, opensAt: before, closesAt } = assignment;
  const [window, setWindow] = useState<TimeWindow>({ opensAt: before, closesAt });
  const saving = useSending({
    mutationFn: (opensAt: string) =>
      client.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
        path: { groupId, taskId },
        body: { opensAt, closesAt: window.closesAt },
      }),
    async onSuccess() {
      await onSaved();
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (window.opensAt !== null && !endsTooEarly(window)) saving.mutate(window.opensAt);
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <WindowFields
          value={window}
          onChange={setWindow}
          opensAtRequired
          withoutEnd={t('window.emptyNever')}
        />
        <FormEnd sending={saving} submitLabel={t('shell:action.save')} onCancel={onClose} />
      </Stack>
    </form>
  );
}
