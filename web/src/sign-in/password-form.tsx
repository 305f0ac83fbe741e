import { Button, Stack } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../api/session.ts';
import { errorText } from '../ui/error-text.ts';
import { PasswordField } from '../ui/password-field.tsx';
import { EmailField } from './email-field.tsx';
import { Refusal } from './refusal.tsx';
import { useEntering } from './use-entering.ts';

interface PasswordFormProps {
  /** Whether nothing else was tried since. */
  readonly isLast: boolean;
  readonly onAttempt: () => void;
}

export function PasswordForm({ isLast, onAttempt }: PasswordFormProps) {
  const { t } = useTranslation();
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isIncomplete, setIncomplete] = useState(false);
  const attempt = useEntering(
    () => signIn(email, password),
    () => passwordField.current?.select(),
  );
  useEffect(() => emailField.current?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    const empty = [emailField, passwordField].find((field) => field.current?.value === '');
    setIncomplete(empty !== undefined);
    if (empty) empty.current?.focus();
    else {
      onAttempt();
      attempt.mutate();
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <EmailField
          ref={emailField}
          value={email}
          error={isIncomplete && email === '' && t('signIn.emailMissing')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField
          ref={passwordField}
          size="md"
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          error={isIncomplete && password === '' && t('signIn.passwordMissing')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {isLast && attempt.isError && <Refusal text={errorText(attempt.error, t).title} />}
        <Button type="submit" size="md" loading={attempt.isPending}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
