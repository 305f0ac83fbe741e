import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, isApiError } from '../api/client.ts';
import { useSending } from '../api/use-sending.ts';
import { errorText } from '../shell/error-text.ts';
import { NewPasswordField } from '../shell/new-password-field.tsx';
import { minPasswordLength } from '../shell/password-rule.ts';
import { EntryPage } from './entry-page.tsx';
import { forgetLinkToken, readLinkToken } from './link-token.ts';

/** Behind a link that sets the password of one account, once. */
export function SetPasswordPage() {
  const { t } = useTranslation();
  const [token] = useState(readLinkToken);
  const [newPassword, setNewPassword] = useState('');
  const [isTooShort, setTooShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const set = useSending({
    mutationFn: (body: { token: string; newPassword: string }) =>
      client.post('/api/auth/reset-password', { body }),
    onSuccess: forgetLinkToken,
  });
  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!token) return;
    const refused = newPassword.length < minPasswordLength;
    setTooShort(refused);
    if (refused) field.current?.focus();
    else set.mutate({ token, newPassword });
  }

  return (
    <EntryPage title={t('setPassword.title')}>
      {!token ? (
        <Outcome failed text={t('setPassword.incomplete')} />
      ) : set.isSuccess ? (
        <Outcome text={t('setPassword.done')}>
          <Button component={Link} to="/sign-in" size="md">
            {t('signIn.submit')}
          </Button>
        </Outcome>
      ) : isOver(set.error) ? (
        <Outcome failed text={t('setPassword.over')} />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <NewPasswordField
              ref={field}
              size="md"
              value={newPassword}
              error={isTooShort && t('account.tooShort', { count: minPasswordLength })}
              onChange={(event) => setNewPassword(event.currentTarget.value)}
            />
            {set.isError && (
              <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
                {errorText(set.error, t).title}
              </Alert>
            )}
            <Button type="submit" size="md" loading={set.isPending}>
              {t('setPassword.submit')}
            </Button>
          </Stack>
        </form>
      )}
    </EntryPage>
  );
}

const isOver = (error: unknown): boolean =>
  isApiError(error) && ['invalid-token', 'user-not-found'].includes(String(error.facts['reason']));

/** What remains when the form is gone; it takes the focus that the form had. */
function Outcome({
  text,
  failed = false,
  children,
}: {
  text: string;
  failed?: boolean;
  children?: ReactNode;
}) {
  const message = useRef<HTMLParagraphElement>(null);
  useEffect(() => message.current?.focus(), []);
  const Icon = failed ? IconAlertTriangle : IconCircleCheck;
  return (
    <Stack>
      <Alert color={failed ? 'red' : 'green'} icon={<Icon aria-hidden />}>
        <Text ref={message} size="sm" role="status" tabIndex={-1}>
          {text}
        </Text>
      </Alert>
      {children}
    </Stack>
  );
}
