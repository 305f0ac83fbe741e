import { Stack } from '@mantine/core';
import type { Assignment } from 'lectern-client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSaving } from '../../api/use-saving.ts';
import { ConflictNotice } from '../../shell/conflict-notice.tsx';
import { FormEnd } from '../../shell/form-end.tsx';
import { useFormat } from '../../shell/format.ts';
import { serverNowMs } from '../../shell/server-clock.ts';
import { useLostAccessQuestion } from '../lost-access/use-lost-access-question.ts';
import { whoLosesAssignment } from '../lost-access/who-loses-access.ts';
import { endsTooEarly, type TimeWindow, WindowFields } from '../window-fields.tsx';
import { readAssignment } from './group-query.ts';

interface WindowFormProps {
  readonly groupId: string;
  readonly assignment: Assignment;
  readonly onClose: () => void;
}

const windowOf = ({ opensAt, closesAt }: Assignment): TimeWindow => ({ opensAt, closesAt });

/** When the members of a group may read one of its tasks. */
export function WindowForm({ groupId, assignment, onClose }: WindowFormProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const { dateTime } = useFormat();
  const { taskId } = assignment;
  const { mayChange, dialog } = useLostAccessQuestion('members');
  const [window, setWindow] = useState(() => windowOf(assignment));
  const saving = useSaving({
    resource: assignment,
    fieldsOf: windowOf,
    values: window,
    show: (changes) => setWindow((before) => ({ ...before, ...changes })),
    readAgain: () => readAssignment(groupId, taskId),
    async send({ fields, before }) {
      const next = { opensAt: fields.opensAt as string, closesAt: fields.closesAt };
      const lost = await whoLosesAssignment(groupId, before, next, serverNowMs());
      if (!(await mayChange(lost))) return undefined;
      const put = await client.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
        path: { groupId, taskId },
        body: next,
        ifMatch: before.etag,
      });
      return { ...before, ...put };
    },
    meta: { invalidates: [['groups', groupId]] },
    onSaved: onClose,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (window.opensAt !== null && !endsTooEarly(window)) saving.save();
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
        <ConflictNotice
          saving={saving}
          fields={{
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
