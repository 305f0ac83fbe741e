import {
  Alert,
  Button,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  Title,
  useMantineColorScheme,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { errorText } from '../shell/error-text.ts';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { Page } from '../shell/page.tsx';

/** The reader's own settings. */
export function AccountPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('account.title')} size="sm">
      <Section title={t('account.language')}>
        <LanguageSwitch />
      </Section>
      <Section title={t('account.colorScheme')}>
        <ColorSchemeSwitch />
      </Section>
      <Section title={t('account.changePassword')}>
        <ChangePassword />
      </Section>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" radius="md" component="section">
      <Stack align="flex-start">
        <Title order={2} fz="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}

function ColorSchemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = ['auto', 'light', 'dark'] as const;
  return (
    <SegmentedControl
      aria-label={t('account.colorScheme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as (typeof choices)[number])}
      data={choices.map((value) => ({ value, label: t(`account.scheme.${value}`) }))}
    />
  );
}

const minLength = 8;

function ChangePassword() {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      newPassword: (value) => (value.length < minLength ? t('account.tooShort', { count: minLength }) : null),
    },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) =>
      client.post('/api/auth/change-password', { body: { ...body, revokeOtherSessions: true } }),
    onSuccess: () => form.reset(),
  });
  const toggle = { 'aria-label': t('signIn.showPassword') };
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))} style={{ width: '100%' }}>
      <Stack>
        <PasswordInput
          label={t('account.currentPassword')}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label={t('account.newPassword')}
          autoComplete="new-password"
          maxLength={128}
          required
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('newPassword')}
        />
        <Text size="sm" c="dimmed">
          {t('account.endsOtherSessions')}
        </Text>
        {change.isError && (
          <Alert color="red" role="alert" title={errorText(change.error, t).title}>
            <span lang="en">{errorText(change.error, t).detail}</span>
          </Alert>
        )}
        {change.isSuccess && (
          <Alert color="green" role="status">
            {t('account.changed')}
          </Alert>
        )}
        <Button type="submit" loading={change.isPending}>
          {t('account.changePassword')}
        </Button>
      </Stack>
    </form>
  );
}
