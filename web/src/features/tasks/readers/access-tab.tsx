import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { isApiError } from '../../../lib/is-api-error.ts';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { Form } from '../../../ui/form.tsx';
import { IconUsers } from '../../../ui/icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { useTaskUsages } from '../../schedule/task-usages.ts';
import classes from '../task/form-row.module.css';
import { accessQuery } from '../task/task-queries.ts';
import { AccessAnswer } from './access-answer.tsx';
import { ReaderTable } from './reader-table.tsx';
import { useReaderCounts } from './task-readers.ts';

interface Question {
  readonly email: string;
  /** ISO 8601; null for now. */
  readonly at: string | null;
  /** Empty: wherever the person is. */
  readonly address: string;
}

/** Explains whether a user can read the task at some time, and lists everybody who can. */
export function AccessTab({ taskId }: { taskId: string }) {
  const { t } = useTranslation('tasks');
  const [question, setQuestion] = useState<Question>();
  const form = useForm<Question>({
    initialValues: { email: '', at: null, address: '' },
    validate: { email: useRules().address },
    transformValues: ({ email, at, address }) => ({ email: email.trim(), at, address: address.trim() }),
  });
  const usages = useTaskUsages(taskId);
  const { email = '', at = null, address = '' } = question ?? {};
  const query = useQuery({
    ...accessQuery(taskId, {
      email,
      ...(at === null ? {} : { at }),
      ...(address === '' ? {} : { address }),
    }),
    enabled: question !== undefined,
  });
  const isUnknown = isApiError(query.error, 'not-found');

  function ask(asked: Question) {
    setQuestion(asked);
    if (email === asked.email && at === asked.at && address === asked.address) void query.refetch();
  }

  return (
    <Stack gap="lg">
      <Section title={t('access.title')} hint={t('access.text')}>
        <Form form={form} onSubmit={ask}>
          <div className={classes.row}>
            <TextInput
              label={t('person.email')}
              type="email"
              autoComplete="off"
              required
              className={classes.wide}
              {...form.getInputProps('email')}
              error={
                form.errors['email'] ??
                (isUnknown && email === form.values.email.trim() && t('person.unknown'))
              }
            />
            <DateTimeField
              label={t('access.at')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              className={classes.wide}
              {...form.getInputProps('at')}
            />
            <TextInput
              label={t('access.address')}
              autoComplete="off"
              spellCheck={false}
              maxLength={45}
              className={classes.narrow}
              {...form.getInputProps('address')}
            />
            <Button type="submit" loading={query.isFetching} className={classes.button}>
              {t('access.ask')}
            </Button>
          </div>
        </Form>
      </Section>
      <div aria-live="polite">
        {question && !isUnknown && (
          <QueryView query={query} pending={<Pending rows={1} height={200} />}>
            {(answer) => <AccessAnswer answer={answer} usages={usages.data ?? []} />}
          </QueryView>
        )}
      </div>
      <AllReaders taskId={taskId} />
    </Stack>
  );
}

/** Everybody who can read a task, now or at another time. */
function AllReaders({ taskId }: { taskId: string }) {
  const { t } = useTranslation('tasks');
  const [at, setAt] = useState<string | null>(null);
  const filter = at === null ? {} : { at };
  const counts = useReaderCounts(taskId, filter).data;
  return (
    <Section title={t('readers.title')} hint={t('readers.text')}>
      <DateTimeField
        label={t('readers.at')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maw={320}
        value={at}
        onChange={setAt}
      />
      {counts?.everyone && (
        <Alert color="yellow" icon={<IconUsers />}>
          <Text size="sm" c="var(--mantine-color-text)">
            {t('readers.everyone')}
          </Text>
        </Alert>
      )}
      {counts && <Text size="sm">{t('readers.count', { count: counts.readers })}</Text>}
      <ReaderTable taskId={taskId} filter={filter} label={t('readers.title')} empty={t('readers.none')} />
    </Section>
  );
}
