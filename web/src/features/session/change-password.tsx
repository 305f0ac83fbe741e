import { Alert, Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/format/error-text.ts';
import { useRules } from '../../lib/format/rules.ts';
import { isApiError } from '../../lib/is-api-error.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { addressOf, changePassword, meQuery } from '../../lib/server/session.ts';
import { Form } from '../../ui/form.tsx';
import { IconAlertTriangle, IconCircleCheck } from '../../ui/icons.ts';
import { NewPasswordField } from '../../ui/new-password-field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import classes from './change-password.module.css';

export function ChangePassword() {
  const { t } = useTranslation();
  const email = addressOf(useQuery(meQuery).data);
  const rules = useRules();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { currentPassword: rules.password, newPassword: rules.newPassword },
  });
  const change = useAction({
    mutationFn: () => changePassword(form.values),
    failure: 'form',
    onSuccess: form.reset,
  });

  return (
    <Form form={form} onSubmit={() => change.mutate()} onRefused={change.reset}>
      {/* Tells password managers whose password it is. */}
      <input
        className={classes.unseen}
        name="username"
        autoComplete="username"
        value={email}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <PasswordField
        size="md"
        label={t('account.currentPassword')}
        name="current-password"
        autoComplete="current-password"
        {...form.getInputProps('currentPassword')}
      />
      <NewPasswordField size="md" {...form.getInputProps('newPassword')} />
      <Text size="sm" c="dimmed">
        {t('account.endsOtherSessions')}
      </Text>
      {change.isError && <Refusal error={change.error} />}
      {change.isSuccess && (
        <Alert color="green" role="status" icon={<IconCircleCheck />}>
          {t('account.changed')}
        </Alert>
      )}
      <Button type="submit" size="md" loading={change.isPending}>
        {t('account.changePassword')}
      </Button>
    </Form>
  );
}

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const isWrong = isApiError(error) && error.facts.reason === 'invalid-password';
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />}>
      {isWrong ? t('account.wrongPassword') : errorText(error, t).title}
    </Alert>
  );
}
