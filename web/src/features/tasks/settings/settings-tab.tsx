import { Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useRules } from '../../../lib/format/rules.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { LanguageField } from '../../../ui/language-field.tsx';
import { Section } from '../../../ui/section.tsx';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import type { MayAs } from '../task/task-role.ts';
import { SharingForm } from './sharing-form.tsx';
import { useChangeTask } from './use-change-task.ts';

export function SettingsTab({ task, may }: { task: Schemas.TaskSettings; may: MayAs }) {
  const { t } = useTranslation('tasks');
  return (
    <Stack gap="lg">
      <Section title={t('settings.name')}>
        <NameForm task={task} />
      </Section>
      {may('manager') && (
        <Section title={t('settings.sharing')} hint={t('settings.sharingText')}>
          <SharingForm task={task} />
        </Section>
      )}
      {may('owner') && <DeleteTask task={task} />}
    </Stack>
  );
}

function DeleteTask({ task: { taskId, title } }: { task: Schemas.TaskSettings }) {
  const { t } = useTranslation('tasks');
  const navigate = useNavigate();
  const remove = (query = {}) => send('delete', '/api/v1/tasks/{taskId}', { path: { taskId }, query });
  const removing = useAction({
    mutationFn: () => remove(),
    failure: 'corner',
    meta: { done: t('settings.deleted', { title }) },
    onSuccess: () => navigate({ to: '/manage/tasks', ignoreBlocker: true }),
  });
  return (
    <Section title={t('settings.delete')}>
      <Text size="sm">{t('settings.deleteText')}</Text>
      <ConfirmButton
        question={t('settings.deleteQuestion', { title })}
        fields={<ReadingNow removal={() => remove({ dryRun: true })} />}
        onConfirm={() => removing.mutate()}
        loading={removing.isPending}
        variant="default"
        size="sm"
        style={{ alignSelf: 'flex-start' }}
      >
        {t('settings.delete')}
      </ConfirmButton>
    </Section>
  );
}

const fieldsOf = ({ title, primaryLanguage }: Schemas.TaskSettings) => ({ title, primaryLanguage });

function NameForm({ task }: { task: Schemas.TaskSettings }) {
  const { t } = useTranslation(['tasks', 'shell']);
  const { language } = useFormat();
  const form = useForm({ initialValues: fieldsOf(task), validate: { title: useRules().text } });
  const change = useChangeTask(task, fieldsOf, form);
  return (
    <Form form={form} onSubmit={change.save} maw={520}>
      <TextInput label={t('newTask.name')} maxLength={300} required {...form.getInputProps('title')} />
      <LanguageField
        label={t('newTask.language')}
        description={t('newTask.languageWhy')}
        {...form.getInputProps('primaryLanguage')}
      />
      <ConflictNotice
        saving={change}
        fields={{
          title: { label: t('newTask.name') },
          primaryLanguage: { label: t('newTask.language'), text: language },
        }}
      />
      <FormEnd sending={change} submitLabel={t('shell:action.save')} />
    </Form>
  );
}
