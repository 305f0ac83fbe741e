import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  canSendPasswordLink,
  isSignUpOpen,
  type Settings,
  settingsQuery,
} from '../../lib/server/settings.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { Pending } from '../../ui/pending.tsx';
import { EntryPage } from './entry-page.tsx';
import { SignUpByMailForm, SignUpForm } from './sign-up-form.tsx';
import { useGoOn } from './use-go-on.ts';

/** Lets anybody create an account if the server allows it. */
export function SignUpPage() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-up' });
  const settings = useQuery(settingsQuery);
  useGoOn(next ?? '/');
  return (
    <EntryPage title={t('signUp.title')}>
      {settings.isPending ? (
        <Pending />
      ) : (
        <Stack>
          <HowToSignUp settings={settings.data} />
          <Text size="sm">
            {t('signUp.hasAccount')}{' '}
            <AnchorLink to="/sign-in" search={{ next }} size="sm" underline="always">
              {t('signIn.submit')}
            </AnchorLink>
          </Text>
        </Stack>
      )}
    </EntryPage>
  );
}

function HowToSignUp({ settings }: { settings: Settings | undefined }) {
  const { t } = useTranslation();
  if (!isSignUpOpen(settings)) return <Text>{t('signUp.closed')}</Text>;
  return canSendPasswordLink(settings) ? <SignUpByMailForm /> : <SignUpForm />;
}
