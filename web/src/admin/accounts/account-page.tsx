import { Group, Text } from '@mantine/core';
import { IconArrowLeft, IconCertificate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../api/client.ts';
import { settingsQuery } from '../../api/settings.ts';
import { AnchorLink } from '../../shell/anchor-link.tsx';
import { NotFoundPage } from '../../shell/error-page.tsx';
import { useFormat } from '../../shell/format.ts';
import { Page } from '../../shell/page.tsx';
import { personLabel } from '../../shell/person-label.ts';
import { QueryView } from '../../shell/query-view.tsx';
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx';
import { AccountAccess } from './account-access.tsx';
import { AccountSettings } from './account-settings.tsx';
import { accountQuery } from './accounts.ts';
import { NewSetupLink } from './new-setup-link.tsx';

const route = getRouteApi('/shell/admin/accounts/$userId');

/** One account, and what an admin may do to it. */
export function AccountPage() {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const { userId } = route.useParams();
  const { me } = route.useRouteContext();
  const query = useQuery(accountQuery(userId));
  const { data: settings } = useQuery(settingsQuery);
  const isOwn = me.userId === userId;
  if (isApiError(query.error, 'not-found')) return <NotFoundPage />;
  return (
    <Page title={query.data?.name ?? t('accounts.account')} size="sm">
      <AnchorLink to="/admin/accounts" size="sm">
        <Group gap={4} component="span">
          <IconArrowLeft size={16} aria-hidden />
          {t('accounts.back')}
        </Group>
      </AnchorLink>
      <QueryView query={query}>
        {(account) => (
          <>
            <Text>
              {t('accounts.since', { email: personLabel(account), time: dateTime(account.createdAt) })}
            </Text>
            <AnchorLink to="/admin/issued-urls" search={{ userId }}>
              <Group gap={8} component="span">
                <IconCertificate size={18} aria-hidden />
                {t('accounts.opened')}
              </Group>
            </AnchorLink>
            <UnsavedGuard>
              <AccountSettings key={account.userId} account={account} isOwn={isOwn} />
            </UnsavedGuard>
            {account.email !== null && settings?.passwordSignIn !== 'off' && (
              <NewSetupLink userId={account.userId} email={account.email} />
            )}
            <AccountAccess account={account} isOwn={isOwn} />
          </>
        )}
      </QueryView>
    </Page>
  );
}
