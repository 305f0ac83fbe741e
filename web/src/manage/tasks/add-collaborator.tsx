import { Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { CollaboratorRole } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client, isApiError } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { notifyDone } from '../../shell/notify.ts';
import classes from './form-row.module.css';

/** Gives somebody a role on a task, by e-mail address. */
export function AddCollaborator({
  taskId,
  roles,
}: {
  taskId: string;
  roles: ReadonlyArray<CollaboratorRole>;
}) {
  const { t } = useTranslation(['manage', 'shell']);
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { email: '', role: 'editor' as CollaboratorRole },
    validate: { email: (email) => (email.trim() === '' ? t('collaborators.emailMissing') : null) },
  });
  const add = useSending({
    mutationFn: ({ email, role }: typeof form.values) =>
      client.post('/api/v1/tasks/{taskId}/collaborators', {
        path: { taskId },
        body: { email: email.trim(), role },
      }),
    onSuccess({ email, role }) {
      form.reset();
      notifyDone(t('collaborators.changed', { email, role: t(`collaborators.role.${role}`) }));
    },
    onError(error) {
      if (isApiError(error, 'not-found')) form.setFieldError('email', t('person.unknown'));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tasks', taskId] }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
      <div className={classes.row}>
        <TextInput
          label={t('person.email')}
          type="email"
          autoComplete="off"
          required
          className={classes.wide}
          {...form.getInputProps('email')}
        />
        <Select
          label={t('collaborators.roleTitle')}
          data={roles.map((role) => ({ value: role, label: t(`collaborators.role.${role}`) }))}
          allowDeselect={false}
          className={classes.narrow}
          {...form.getInputProps('role')}
        />
        <Button type="submit" loading={add.isPending} className={classes.button}>
          {t('shell:action.add')}
        </Button>
      </div>
      <p className={classes.note}>{t(`collaborators.means.${form.values.role}`)}</p>
      {add.isError && !isApiError(add.error, 'not-found') && <ErrorNotice error={add.error} />}
    </form>
  );
}
