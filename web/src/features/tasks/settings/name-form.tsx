import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { TaskSettings } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useRules } from '../../../lib/format/rules.ts';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { LanguageField } from '../../../ui/language-field.tsx';
import { useChangeTask } from './use-change-task.ts';

const fieldsOf = ({ title, primaryLanguage }: TaskSettings) => ({ title, primaryLanguage });

export function NameForm({ task }: { task: TaskSettings }) {
  const { t } = useTranslation(['manage', 'shell']);
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
