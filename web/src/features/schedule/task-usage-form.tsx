import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useRules } from '../../lib/format/rules.ts';
import { useMergingSave } from '../../lib/saving/use-merging-save.ts';
import { client } from '../../lib/server/client.ts';
import { send } from '../../lib/server/resource.ts';
import { ConflictNotice } from '../../ui/conflict-notice.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { useWindowRules, WindowFields } from '../../ui/window-fields.tsx';
import { useAccessQuestion } from '../people/use-access-question.ts';
import type { TaskContainer, TaskUsageTimes } from './task-usages.ts';

type Place = Pick<TaskContainer, 'kind' | 'id'>;

interface TaskUsageFormProps {
  readonly taskId: string;
  readonly place: Place;
  /** How the page names the usage: by its task or by its place. */
  readonly name: string;
  readonly slot: TaskUsageTimes;
  readonly onClose: () => void;
}

const fieldsOf = ({ label, opensAt, closesAt }: TaskUsageTimes) => ({ label, opensAt, closesAt });

/** Edits when a task is open in a group or contest, and its label in a contest. */
export function TaskUsageForm({ taskId, place, name, slot, onClose }: TaskUsageFormProps) {
  const { t } = useTranslation(['schedule', 'shell']);
  const { dateTime } = useFormat();
  const inContest = place.kind === 'contest';
  const { change, dialog } = useAccessQuestion();
  const rules = useRules();
  const windowRules = useWindowRules({ opensAtRequired: !inContest });
  const form = useForm({
    initialValues: fieldsOf(slot),
    validate: { label: (label) => (inContest ? rules.text(label) : null), ...windowRules },
  });
  const saving = useMergingSave({
    resource: slot,
    fieldsOf,
    form,
    readAgain: () => readSlot(place, taskId),
    async send({ fields, before: { etag } }) {
      const saved = await change(
        (query) => putTaskUsage(place, taskId, { fields, ifMatch: etag, query }),
        inContest ? fields.label : undefined,
      );
      return { label: '', ...saved };
    },
    meta: { done: t('usages.saved', { name }) },
    onSaved: onClose,
  });

  return (
    <Form form={form} onSubmit={saving.save}>
      {inContest && (
        <TextInput
          label={t('contestTasks.label')}
          description={t('contestTasks.labelWhy')}
          required
          maxLength={20}
          data-autofocus
          {...form.getInputProps('label')}
        />
      )}
      <WindowFields
        form={form}
        opensAtRequired={!inContest}
        withoutStart={inContest ? t('contestTasks.emptyAsContest') : undefined}
        withoutEnd={inContest ? t('contestTasks.emptyAsContest') : t('window.emptyNever')}
      />
      <ConflictNotice
        saving={saving}
        fields={{
          label: { label: t('contestTasks.label') },
          opensAt: { label: t('shell:window.opensAt'), text: dateTime },
          closesAt: { label: t('shell:window.closesAt'), text: dateTime },
        }}
      />
      <FormEnd sending={saving} submitLabel={t('shell:action.save')} onCancel={onClose} />
      {dialog}
    </Form>
  );
}

interface TaskUsageChange {
  readonly fields: ReturnType<typeof fieldsOf>;
  readonly ifMatch: string | undefined;
  readonly query: { readonly dryRun?: boolean };
}

function putTaskUsage(
  { kind, id }: Place,
  taskId: string,
  { fields, ...change }: TaskUsageChange,
): Promise<Schemas.TriedChange & Omit<TaskUsageTimes, 'label'>> {
  if (kind === 'contest') {
    const path = { contestId: id, taskId };
    return send('put', '/api/v1/contests/{contestId}/tasks/{taskId}', { ...change, path, body: fields });
  }
  const { opensAt, closesAt } = fields;
  // In a group, tasks always have an opening time.
  const body = { opensAt: opensAt as string, closesAt };
  return send('put', '/api/v1/groups/{groupId}/tasks/{taskId}', {
    ...change,
    path: { groupId: id, taskId },
    body,
  });
}

async function readSlot({ kind, id }: Place, taskId: string): Promise<TaskUsageTimes> {
  if (kind === 'contest') {
    return client.get('/api/v1/contests/{contestId}/tasks/{taskId}', { path: { contestId: id, taskId } });
  }
  const path = { groupId: id, taskId };
  return { label: '', ...(await client.get('/api/v1/groups/{groupId}/tasks/{taskId}', { path })) };
}
