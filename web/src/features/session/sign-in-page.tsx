import { Alert, Anchor, Divider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeText } from '../../lib/format/error-text.ts';
import { meQuery, readProviderSignOutUrl } from '../../lib/server/session.ts';
import { canSendPasswordLink, isSignUpOpen, settingsQuery } from '../../lib/server/settings.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { Pending } from '../../ui/pending.tsx';
import { EntryPage } from './entry-page.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProviderButton } from './provider-button.tsx';
import { Refusal } from './refusal.tsx';
import { useGoOn } from './use-go-on.ts';
import { WhomToAsk } from './whom-to-ask.tsx';

/** Only the demo has them. */
const DemoAccounts = lazy(async () => ({ default: (await import('./demo-accounts.tsx')).DemoAccounts }));

export function SignInPage() {
  const { t } = useTranslation();
  const { next = '/', error, from } = useSearch({ from: '/sign-in' });
  const me = useQuery(meQuery);
  const settings = useQuery(settingsQuery);
  const isSignedIn = useGoOn(next);
  /** Only the error of the last attempt is shown. The URL has the error of an earlier attempt at the provider. */
  const [attempt, setAttempt] = useState<'before' | 'password' | 'provider'>('before');

  // After returning from the provider the user is signed in, and is redirected.
  const isGoingOn = from === 'provider' && (me.isPending || isSignedIn);
  if (settings.isPending || isGoingOn) {
    return (
      <EntryPage title={t('signIn.title')}>
        <Pending />
      </EntryPage>
    );
  }
  // Without the settings, assumes what most servers have.
  const {
    passwordSignIn = 'on',
    signInProvider = null,
    hasAccounts = true,
    demoAccounts = [],
  } = settings.data ?? {};
  const hasPasswords = passwordSignIn === 'on' && hasAccounts;
  const awaitsFirstAdmin = passwordSignIn === 'on' && !hasAccounts;
  return (
    <EntryPage title={t('signIn.title')}>
      {/* Nothing is shown before all of it is: what appears late would move a button under a click. */}
      <Suspense fallback={<Pending />}>
        <Stack>
          {attempt === 'before' && error !== undefined && <Refusal text={codeText(error, t)} />}
          {awaitsFirstAdmin && <Text>{t('signIn.notSetUp')}</Text>}
          {passwordSignIn === 'off' && signInProvider === null && <Text>{t('signIn.none')}</Text>}
          {signInProvider !== null && <SignOutThere name={signInProvider} />}
          {hasPasswords && (
            <PasswordForm isLast={attempt === 'password'} onAttempt={() => setAttempt('password')} />
          )}
          {hasPasswords && <ForgottenPassword />}
          {hasPasswords && demoAccounts.length > 0 && <DemoAccounts accounts={demoAccounts} />}
          {hasPasswords && signInProvider !== null && <Divider label={t('signIn.or')} />}
          {signInProvider !== null && (
            <ProviderButton
              name={signInProvider}
              next={next}
              isOnly={!hasPasswords}
              isLast={attempt === 'provider'}
              onAttempt={() => setAttempt('provider')}
            />
          )}
          {!awaitsFirstAdmin && isSignUpOpen(settings.data) && (
            <Text size="sm">
              {t('signUp.noAccount')}{' '}
              <AnchorLink to="/sign-up" search={next === '/' ? {} : { next }} size="sm" underline="always">
                {t('signUp.link')}
              </AnchorLink>
            </Text>
          )}
        </Stack>
      </Suspense>
    </EntryPage>
  );
}

/** For users who have just signed out here: on a shared computer, the provider would let the next person in. */
function SignOutThere({ name }: { name: string }) {
  const { t } = useTranslation();
  const [url] = useState(readProviderSignOutUrl);
  if (url === null) return null;
  return (
    <Alert color="blue" role="status">
      <Text size="sm">{t('signIn.signedOut', { name })}</Text>
      <Anchor href={url} size="sm">
        {t('signIn.signOutThere', { name })}
      </Anchor>
    </Alert>
  );
}

/** For users who forgot their password: an e-mail, or whom to ask for a link. */
function ForgottenPassword() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQuery).data;
  if (!canSendPasswordLink(settings)) return <WhomToAsk contact={settings?.contact ?? null} />;
  return (
    <AnchorLink to="/forgot-password" size="sm">
      {t('signIn.forgotten')}
    </AnchorLink>
  );
}
