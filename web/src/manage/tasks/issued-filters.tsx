import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { client, isApiError } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import type { IssuedFilter } from '../../issued/issued-urls.ts';
import { DateTimeField } from '../../shell/date-time-field.tsx';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import classes from './form-row.module.css';

interface IssuedFiltersProps {
  readonly taskId: string;
  readonly onFilter: (filter: IssuedFilter) => void;
}

/** Narrows the records down to a person and a time. */
export function IssuedFilters({ taskId, onFilter }: IssuedFiltersProps) {
  const { t } = useTranslation('manage');
  const form = useForm({
    initialValues: { email: '', from: null as string | null, until: null as string | null },
    validate: {
      until: (until, { from }) =>
        until !== null && from !== null && Date.parse(until) <= Date.parse(from)
          ? t('opened.untilTooEarly')
          : null,
    },
  });
  const apply = useSending({
    async mutationFn({ email, from, until }: typeof form.values): Promise<IssuedFilter> {
      const wanted = email.trim();
      return {
        ...(wanted === '' ? {} : { userId: await userIdOf(taskId, wanted) }),
        ...(from === null ? {} : { from }),
        ...(until === null ? {} : { until }),
      };
    },
    onSuccess: onFilter,
    onError(error) {
      if (isApiError(error, 'not-found')) form.setFieldError('email', t('person.unknown'));
    },
  });
  function clear() {
    form.reset();
    apply.reset();
    onFilter({});
  }
  return (
    <form onSubmit={form.onSubmit((values) => apply.mutate(values))} noValidate>
      <div className={classes.row}>
        <TextInput
          label={t('person.email')}
          type="email"
          autoComplete="off"
          className={classes.wide}
          {...form.getInputProps('email')}
        />
        <DateTimeField
          label={t('opened.from')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          className={classes.wide}
          {...form.getInputProps('from')}
          value={form.values.from}
        />
        <DateTimeField
          label={t('opened.until')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          className={classes.wide}
          {...form.getInputProps('until')}
          value={form.values.until}
        />
      </div>
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={apply.isPending}>
          {t('opened.filter')}
        </Button>
        <Button variant="subtle" onClick={clear}>
          {t('opened.clear')}
        </Button>
      </Group>
      {apply.isError && !isApiError(apply.error, 'not-found') && <ErrorNotice error={apply.error} />}
    </form>
  );
}

/** Managers may not look for accounts, but may ask of any whether it can read the task. */
async function userIdOf(taskId: string, email: string): Promise<string> {
  const { userId } = await client.get('/api/v1/tasks/{taskId}/access', {
    path: { taskId },
    query: { email },
  });
  return userId;
}
