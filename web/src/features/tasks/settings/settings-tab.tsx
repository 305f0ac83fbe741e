import { Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
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
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { languagesQuery } from '../task/task-queries.ts';
import type { MayAs } from '../task/task-role.ts';
import { SharingForm } from './sharing-form.tsx';
import { useChangeTask } from './use-change-task.ts';

export function SettingsTab({ task, may }: { task: Schemas.TaskSettings; may: MayAs }) {
  const { t } = useTranslation('tasks');
  // All of it at once, so that no button moves away while it is pressed.
  return (
    <QueryView query={useQuery(languagesQuery(task.taskId))} pending={<Pending />}>
      {(documents) => (
        <Stack gap="lg">
          <Section title={t('settings.name')}>
            <NameForm task={task} documents={documents.map(({ language }) => language)} />
          </Section>
          {may('manager') && (
            <Section title={t('settings.sharing')} hint={t('settings.sharingText')}>
              <SharingForm task={task} />
            </Section>
          )}
          {may('owner') && <DeleteTask task={task} />}
        </Stack>
      )}
    </QueryView>
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

/** The server's limit, in characters. */
const maxTitleLength = 300;

/** Each title is a separate field, so that two people can change different ones at the same time. */
interface NameFields {
  readonly title: string;
  readonly primaryLanguage: string;
  readonly [title: `title:${string}`]: string;
}

const fieldsIn =
  (languages: ReadonlyArray<string>) =>
  ({ title, titles, primaryLanguage }: Schemas.TaskSettings): NameFields => ({
    title,
    primaryLanguage,
    ...Object.fromEntries(languages.map((language) => [`title:${language}`, titles?.[language] ?? ''])),
  });

function NameForm({ task, documents }: { task: Schemas.TaskSettings; documents: ReadonlyArray<string> }) {
  const { t } = useTranslation(['tasks', 'shell']);
  const { language: nameOf } = useFormat();
  // Fixed when the form opens, so that no field with unsaved input disappears.
  const [languages] = useState(() => {
    const others = documents.filter((language) => language !== task.primaryLanguage);
    return [...new Set([...others, ...Object.keys(task.titles ?? {})])].sort();
  });
  const fieldsOf = fieldsIn(languages);
  const form = useForm({ initialValues: fieldsOf(task), validate: { title: useRules().text } });
  const change = useChangeTask(task, fieldsOf, form, ({ fields, before }) => {
    const { title, primaryLanguage } = fields;
    const said = languages.map((language) => [language, fields[`title:${language}`]?.trim() ?? ''] as const);
    const titles = Object.entries({ ...before.titles, ...Object.fromEntries(said) });
    return {
      title,
      primaryLanguage,
      titles: Object.fromEntries(titles.filter(([, text]) => text !== '')),
    };
  });
  const inLanguages = languages.map(
    (language) => [language, t('settings.titleIn', { language: nameOf(language) })] as const,
  );
  return (
    <Form form={form} onSubmit={change.save} maw={520}>
      <TextInput
        label={t('newTask.name')}
        maxLength={maxTitleLength}
        required
        {...form.getInputProps('title')}
      />
      {inLanguages.map(([language, label]) => (
        <TextInput
          key={language}
          label={label}
          lang={language}
          maxLength={maxTitleLength}
          {...form.getInputProps(`title:${language}`)}
        />
      ))}
      <LanguageField
        label={t('newTask.language')}
        description={t('newTask.languageWhy')}
        {...form.getInputProps('primaryLanguage')}
      />
      <ConflictNotice
        saving={change}
        fields={{
          title: { label: t('newTask.name') },
          ...Object.fromEntries(inLanguages.map(([language, label]) => [`title:${language}`, { label }])),
          primaryLanguage: { label: t('newTask.language'), text: nameOf },
        }}
      />
      <FormEnd sending={change} submitLabel={t('shell:action.save')} />
      {change.dialog}
    </Form>
  );
}
