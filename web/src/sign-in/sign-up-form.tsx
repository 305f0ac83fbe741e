import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signUp } from '../api/session.ts';
import { errorText } from '../ui/error-text.ts';
import { NewPasswordField } from '../ui/new-password-field.tsx';
import { minPasswordLength } from '../ui/password-rule.ts';
import { EmailField } from './email-field.tsx';
import { Refusal } from './refusal.tsx';
import { useEntering } from './use-entering.ts';

/** Makes an account, and signs in to it. */
export function SignUpForm() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wasSubmitted, setSubmitted] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const creating = useEntering(() => signUp({ name: name.trim(), email: email.trim(), password }));
  useEffect(() => nameField.current?.focus(), []);

  const isNameMissing = name.trim() === '';
  const isEmailMissing = email.trim() === '';
  const isTooShort = password.length < minPasswordLength;
  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (isNameMissing) nameField.current?.focus();
    else if (isEmailMissing) emailField.current?.focus();
    else if (isTooShort) passwordField.current?.focus();
    else creating.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          ref={nameField}
          size="md"
          label={t('signUp.name')}
          name="name"
          autoComplete="name"
          maxLength={200}
          value={name}
          error={wasSubmitted && isNameMissing && t('signUp.nameMissing')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <EmailField
          ref={emailField}
          maxLength={254}
          value={email}
          error={wasSubmitted && isEmailMissing && t('signIn.emailMissing')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NewPasswordField
          ref={passwordField}
          size="md"
          label={t('signIn.password')}
          value={password}
          error={wasSubmitted && isTooShort && t('account.tooShort', { count: minPasswordLength })}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {creating.isError && <Refusal text={errorText(creating.error, t).title} />}
        <Button type="submit" size="md" loading={creating.isPending}>
          {t('signUp.submit')}
        </Button>
      </Stack>
    </form>
  );
}
