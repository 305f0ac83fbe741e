import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { LanguageField } from '../../../ui/language-field.tsx';
import { useUnsavedProposal } from '../../../ui/unsaved-guard.tsx';
import { taskSettingsQuery } from '../task/task-queries.ts';

export function NewTaskDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['tasks', 'shell']);
  return (
    <Dialog opened={opened} onClose={onClose} title={t('newTask.title')}>
      <NewTaskForm onClose={onClose} />
    </Dialog>
  );
}

function NewTaskForm({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(['tasks', 'shell']);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { title: '', primaryLanguage: i18n.language },
    validate: { title: useRules().text },
  });
  const create = useAction({
    mutationFn: (body: typeof form.values) => send('post', '/api/v1/tasks', { body }),
    failure: 'form',
    async onSuccess(task) {
      queryClient.setQueryData(taskSettingsQuery(task.taskId).queryKey, task);
      await navigate({ to: '/manage/tasks/$taskId', params: { taskId: task.taskId } });
    },
  });
  const fields = { title: { label: t('newTask.name') }, primaryLanguage: { label: t('newTask.language') } };
  useUnsavedProposal(form, fields, create);
  return (
    <Form form={form} onSubmit={create.mutate}>
      <TextInput
        label={t('newTask.name')}
        maxLength={300}
        required
        data-autofocus
        {...form.getInputProps('title')}
      />
      <LanguageField
        label={t('newTask.language')}
        description={t('newTask.languageWhy')}
        {...form.getInputProps('primaryLanguage')}
      />
      <FormEnd sending={create} submitLabel={t('shell:action.create')} onCancel={onClose} />
    </Form>
  );
}
