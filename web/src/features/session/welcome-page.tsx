import { Alert, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownAddress } from '../../lib/base-path.ts';
import { isApiError } from '../../lib/is-api-error.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { EntryPage } from './entry-page.tsx';
import { FirstAdminForm } from './first-admin-form.tsx';
import { readLinkToken } from './link-token.ts';
import { Outcome } from './outcome.tsx';

/** Target of the link that a server without accounts prints: creates the first admin. */
export function WelcomePage() {
  const { t } = useTranslation('admin');
  const { t: tShell } = useTranslation();
  const settings = useQuery(settingsQuery);
  const [token] = useState(readLinkToken);
  const [isOver, setOver] = useState(false);
  /** After creating the account, the user is redirected, not asked to sign in. */
  const [isEntering, setEntering] = useState(false);
  return (
    <EntryPage title={t('welcome.title')}>
      <QueryView query={settings}>
        {({ hasAccounts, passwordSignIn, publicUrl }) => {
          if (hasAccounts && !isEntering) {
            return (
              <Outcome text={t('welcome.isSetUp')}>
                <Button component={Link} to="/sign-in" size="md">
                  {tShell('signIn.submit')}
                </Button>
              </Outcome>
            );
          }
          if (passwordSignIn === 'off') return <Outcome look="failed" text={t('welcome.noPasswords')} />;
          if (token === undefined) return <Outcome look="failed" text={t('welcome.incomplete')} />;
          if (isOver) return <Outcome look="failed" text={t('welcome.over')} />;
          return (
            <Stack>
              <Text>{t('welcome.about')}</Text>
              <OtherAddress publicUrl={publicUrl} />
              <FirstAdminForm
                token={token}
                onEnter={() => setEntering(true)}
                onRefused={(error) => {
                  setEntering(false);
                  if (!isApiError(error) || error.facts.reason !== 'invalid-token') return;
                  void settings.refetch(); // another person may have used it
                  setOver(true);
                }}
              />
            </Stack>
          );
        }}
      </QueryView>
    </EntryPage>
  );
}

/** Cookies and signed URLs are made for the public URL. */
function OtherAddress({ publicUrl }: { publicUrl: string }) {
  const { t } = useTranslation('admin');
  if (publicUrl === ownAddress) return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle />}>
      {t('welcome.elsewhere', { here: ownAddress, there: publicUrl })}
    </Alert>
  );
}
