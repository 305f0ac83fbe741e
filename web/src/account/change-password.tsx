import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, isApiError } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { useSending } from '../api/use-sending.ts';
import { errorText } from '../ui/error-text.ts';
import { NewPasswordField } from '../ui/new-password-field.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { minPasswordLength } from '../ui/password-rule.ts';
import classes from './change-password.module.css';

export function ChangePassword() {
  const { t } = useTranslation();
  const email = useQuery(meQuery).data?.email ?? '';
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [wasSubmitted, setSubmitted] = useState(false);
  const change = useSending({
    mutationFn: () =>
      client.post('/api/auth/change-password', {
        body: { currentPassword, newPassword, revokeOtherSessions: true },
      }),
    onSuccess() {
      setCurrentPassword('');
      setNewPassword('');
      setSubmitted(false);
    },
  });

  const isMissing = currentPassword === '';
  const isTooShort = newPassword.length < minPasswordLength;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setSubmitted(true);
    if (!isMissing && !isTooShort) return change.mutate();
    change.reset();
    const field = isMissing ? 'current-password' : 'new-password';
    (event.currentTarget.elements.namedItem(field) as HTMLElement | null)?.focus();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
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
          value={currentPassword}
          error={wasSubmitted && isMissing && t('signIn.passwordMissing')}
          onChange={(event) => setCurrentPassword(event.currentTarget.value)}
        />
        <NewPasswordField
          size="md"
          value={newPassword}
          error={wasSubmitted && isTooShort && t('account.tooShort', { count: minPasswordLength })}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          {t('account.endsOtherSessions')}
        </Text>
        {change.isError && <Refusal error={change.error} />}
        {change.isSuccess && (
          <Alert color="green" role="status" icon={<IconCircleCheck aria-hidden />}>
            {t('account.changed')}
          </Alert>
        )}
        <Button type="submit" size="md" loading={change.isPending}>
          {t('account.changePassword')}
        </Button>
      </Stack>
    </form>
  );
}

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const isWrong = isApiError(error) && error.facts['reason'] === 'invalid-password';
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
      {isWrong ? t('account.wrongPassword') : errorText(error, t).title}
    </Alert>
  );
}
