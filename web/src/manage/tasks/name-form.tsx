import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { TaskSettings } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { LanguageField } from './language-field.tsx';
import { useChangeTask } from './use-change-task.ts';

export function NameForm({ task: { taskId, title, primaryLanguage } }: { task: TaskSettings }) {
  const { t } = useTranslation(['manage', 'shell']);
  const initial = { title, primaryLanguage };
  const change = useChangeTask(taskId, initial);
  const form = useForm({
    initialValues: initial,
    validate: { title: (typed) => (typed.trim() === '' ? t('newTask.titleMissing') : null) },
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
      <Stack maw={520}>
        <TextInput label={t('newTask.name')} maxLength={300} required {...form.getInputProps('title')} />
        <LanguageField
          label={t('newTask.language')}
          description={t('newTask.languageWhy')}
          {...form.getInputProps('primaryLanguage')}
          value={form.values.primaryLanguage}
        />
        {change.isError && <ErrorNotice error={change.error} />}
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('shell:action.save')}
        </Button>
      </Stack>
    </form>
  );
}
