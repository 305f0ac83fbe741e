import { Radio, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { useChangeTask } from './use-change-task.ts';

const fieldsOf = ({ visibility, visibleFrom, embargoUntil }: Schemas.TaskSettings) => ({
  visibility,
  visibleFrom,
  embargoUntil,
});

/** Readers besides those of groups and contests, and the embargo for everybody. */
export function SharingForm({ task }: { task: Schemas.TaskSettings }) {
  const { t } = useTranslation(['tasks', 'shell']);
  const { dateTime } = useFormat();
  const form = useForm({
    initialValues: fieldsOf(task),
    validate: {
      visibleFrom: (time, values) =>
        values.visibility === 'signed-in' && time === null ? t('settings.visibleFromMissing') : null,
    },
  });
  const change = useChangeTask(task, fieldsOf, form, ({ changes }) => changes);
  return (
    <Form form={form} onSubmit={change.save} maw={520}>
      <Radio.Group label={t('settings.visibility')} {...form.getInputProps('visibility')}>
        <Stack gap="xs" mt="xs">
          <Radio value="restricted" label={t('settings.restricted')} />
          <Radio value="signed-in" label={t('settings.signedIn')} />
        </Stack>
      </Radio.Group>
      {form.values.visibility === 'signed-in' && (
        <DateTimeField label={t('settings.visibleFrom')} required {...form.getInputProps('visibleFrom')} />
      )}
      <div>
        <DateTimeField label={t('settings.embargoUntil')} {...form.getInputProps('embargoUntil')} />
        <Text size="sm" c="dimmed" mt={6}>
          {t('settings.embargoMeans')}
        </Text>
      </div>
      <ConflictNotice
        saving={change}
        fields={{
          visibility: {
            label: t('settings.visibility'),
            text: (value) => t(value === 'restricted' ? 'settings.restricted' : 'settings.signedIn'),
          },
          visibleFrom: { label: t('settings.visibleFrom'), text: dateTime },
          embargoUntil: { label: t('settings.embargoUntil'), text: dateTime },
        }}
      />
      <FormEnd sending={change} submitLabel={t('shell:action.save')} />
      {change.dialog}
    </Form>
  );
}
