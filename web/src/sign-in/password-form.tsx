import { Button, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clearAllButDrafts } from '../api/draft.ts';
import { meQuery, signIn } from '../api/session.ts';
import { useSending } from '../api/use-sending.ts';
import { errorText } from '../shell/error-text.ts';
import { PasswordField } from '../shell/password-field.tsx';
import { Refusal } from './refusal.tsx';

interface PasswordFormProps {
  /** Whether nothing else was tried since. */
  readonly isLast: boolean;
  readonly onAttempt: () => void;
}

export function PasswordForm({ isLast, onAttempt }: PasswordFormProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isIncomplete, setIncomplete] = useState(false);
  const attempt = useSending({
    mutationFn: () => signIn(email, password),
    async onSuccess() {
      clearAllButDrafts(queryClient);
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    },
    onError: () => passwordField.current?.select(),
  });
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
        <TextInput
          ref={emailField}
          size="md"
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
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
