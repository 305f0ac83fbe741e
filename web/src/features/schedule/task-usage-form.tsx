import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useRules } from '../../lib/format/rules.ts';
import { useMergingSave } from '../../lib/saving/use-merging-save.ts';
import { ConflictNotice } from '../../ui/conflict-notice.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { useWindowRules, WindowFields } from '../../ui/window-fields.tsx';
import { useAccessQuestion } from '../people/use-access-question.ts';
import { putTaskUsage, readTaskUsage, type TaskUsageTimes, type UsagePlace } from './task-usages.ts';

interface TaskUsageFormProps {
  readonly taskId: string;
  readonly place: UsagePlace;
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
    refetchAfter: () => readTaskUsage(place, taskId),
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
