import { Code, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/format/error-text.ts';
import { useFormat } from '../../../lib/format/format.ts';
import { isApiError } from '../../../lib/is-api-error.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { Form } from '../../../ui/form.tsx';
import { Section } from '../../../ui/section.tsx';
import { IssuedFilters } from '../../issued/issued-filters.tsx';
import type { IssuedFilter } from '../../issued/issued-urls.ts';
import { IssuedUrlsPanel } from '../../issued/issued-urls-panel.tsx';
import { useVersionsById } from '../documents/use-versions.ts';
import { accessQuery } from '../task/task-queries.ts';
import { ReadersWithLinks } from './readers-with-links.tsx';

/** Who got URLs of which PDFs of a task, and when; and who has got none yet. */
export function IssuedTab({ taskId }: { taskId: string }) {
  const { t } = useTranslation(['tasks', 'issued']);
  const [filter, setFilter] = useState<IssuedFilter>({});
  const versions = useVersionsById(taskId);
  const change = (changes: IssuedFilter) => setFilter((before) => ({ ...before, ...changes }));
  return (
    <Stack gap="lg">
      <Section title={t('issued:title')} hint={t('issued.text')}>
        <IssuedFilters span={filter} onChange={change}>
          <ReaderField taskId={taskId} onChange={(userId) => change({ userId })} />
        </IssuedFilters>
        <IssuedUrlsPanel
          filter={{ taskId, ...filter }}
          file={(issue) => <IssuedFile issue={issue} version={versions.get(issue.versionId ?? '')} />}
        />
      </Section>
      <ReadersWithLinks taskId={taskId} />
    </Stack>
  );
}

interface ReaderFieldProps {
  readonly taskId: string;
  /** Called with the account's id; undefined for everybody. */
  readonly onChange: (userId: string | undefined) => void;
}

/** Finds a user by address, on Enter or blur. Managers may not search accounts, but may ask whether any account can read the task. */
function ReaderField({ taskId, onChange }: ReaderFieldProps) {
  const { t } = useTranslation('tasks');
  const tShell = useTranslation().t;
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { email: '' } });
  const { mutate, variables, error } = useAction({
    async mutationFn(wanted: string) {
      if (wanted === '') return undefined;
      return (await queryClient.fetchQuery(accessQuery(taskId, { email: wanted }))).userId;
    },
    failure: 'form',
    onSuccess: onChange,
  });
  const wanted = form.values.email.trim();
  return (
    <Form form={form} onSubmit={() => mutate(wanted)}>
      <TextInput
        label={t('person.email')}
        type="email"
        autoComplete="off"
        {...form.getInputProps('email')}
        onBlur={() => wanted !== (variables ?? '') && mutate(wanted)}
        error={
          error && (isApiError(error, 'not-found') ? t('person.unknown') : errorText(error, tShell).title)
        }
      />
    </Form>
  );
}

/** Versions are known only for the task's current languages; for others, shows the file's key. */
function IssuedFile({
  issue,
  version,
}: {
  issue: Schemas.IssuedUrl;
  version: Schemas.DocumentVersion | undefined;
}) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  if (!version) return <Code title={issue.objectKey}>{issue.objectKey.slice(0, 12)}</Code>;
  return (
    <>
      <Text size="sm">{format.language(version.language)}</Text>
      <Text size="xs" c="dimmed">
        {t('issued.versionOf', { time: format.dateTime(version.completedAt ?? version.createdAt) })}
      </Text>
    </>
  );
}
