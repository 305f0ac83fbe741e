import { Alert, Button, Container, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery, signIn } from '../api/session.ts';
import { errorText } from '../shell/error-text.ts';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { usePageTitle } from '../shell/page.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t('signIn.title'));
  const { next = '/' } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(email, password),
    async onSuccess() {
      queryClient.clear();
      await queryClient.fetchQuery(meQuery);
      await navigate({ to: next, replace: true });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    attempt.mutate();
  }

  return (
    <Container size={420} py={64} component="main" id="main">
      <Stack gap="lg">
        <Title order={1} ta="center" fz="h2">
          {t('signIn.title')}
        </Title>
        <Paper withBorder p="lg" radius="md">
          <form onSubmit={submit}>
            <Stack>
              <TextInput
                label={t('signIn.email')}
                type="email"
                autoComplete="username"
                required
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                label={t('signIn.password')}
                autoComplete="current-password"
                required
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
              />
              {attempt.isError && (
                <Alert color="red" role="alert">
                  {errorText(attempt.error, t).title}
                </Alert>
              )}
              <Button type="submit" loading={attempt.isPending}>
                {t('signIn.submit')}
              </Button>
            </Stack>
          </form>
        </Paper>
        <LanguageSwitch />
      </Stack>
    </Container>
  );
}
