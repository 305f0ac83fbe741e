import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { useLoaded } from '../../../lib/server/use-loaded.ts';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { BackLink } from '../../../ui/back-link.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconCertificate } from '../../../ui/icons.ts';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/section.tsx';
import { UnsavedGuard } from '../../../ui/unsaved-guard.tsx';
import { personLabel } from '../../people/person-label.ts';
import { AccountAccess } from './account-access.tsx';
import { AccountSettings } from './account-settings.tsx';
import { useSignInText } from './account-state.tsx';
import { accountQuery } from './accounts.ts';
import { SetupLink } from './setup-link.tsx';

const route = getRouteApi('/shell/admin/accounts/$userId');

export function AccountPage() {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const { userId } = route.useParams();
  const { me } = route.useRouteContext();
  const account = useLoaded(accountQuery(userId));
  const { data: settings } = useQuery(settingsQuery);
  const isOwn = me.userId === userId;
  const signInText = useSignInText();
  return (
    <Page title={account.name} back={<BackLink to="/admin/accounts">{t('accounts.back')}</BackLink>} isNarrow>
      <Text>{t('accounts.since', { email: personLabel(account), time: dateTime(account.createdAt) })}</Text>
      <Text>{signInText(account.signIn)}</Text>
      <AnchorLink to="/admin/issued-urls" search={{ userId }}>
        <Group gap={8} component="span">
          <IconCertificate size={18} />
          {t('accounts.issued')}
        </Group>
      </AnchorLink>
      <UnsavedGuard>
        <AccountSettings key={userId} account={account} isOwn={isOwn} />
        {account.unverifiedEmail !== null && (
          <ConfirmAddress userId={userId} email={account.unverifiedEmail} name={account.name} />
        )}
        {account.email !== null && settings?.passwordSignIn !== 'off' && (
          <NewSetupLink userId={userId} email={account.email} />
        )}
        <AccountAccess account={account} isOwn={isOwn} />
        {!isOwn && <DeleteAccount account={account} />}
      </UnsavedGuard>
    </Page>
  );
}

/** Lets an admin who knows the owner confirm the address. */
function ConfirmAddress({ userId, email, name }: { userId: string; email: string; name: string }) {
  const { t } = useTranslation('admin');
  const confirm = useAction({
    mutationFn: () =>
      send('patch', '/api/v1/accounts/{userId}', { path: { userId }, body: { emailVerified: true } }),
    failure: 'corner',
    meta: { done: t('address.confirmed') },
  });
  return (
    <Section title={t('address.title')}>
      <Stack align="flex-start">
        <Text size="sm">{t('address.about', { email })}</Text>
        <ConfirmButton
          variant="default"
          color="indigo"
          size="sm"
          loading={confirm.isPending}
          question={t('address.question', { email, name })}
          onConfirm={() => confirm.mutate()}
        >
          {t('address.confirm')}
        </ConfirmButton>
      </Stack>
    </Section>
  );
}

/** Deletes an account. Things that only it managed pass to the admin. */
function DeleteAccount({ account: { userId, name } }: { account: Schemas.Account }) {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const remove = useAction({
    mutationFn: () => send('delete', '/api/v1/accounts/{userId}', { path: { userId } }),
    failure: 'corner',
    meta: { done: t('accounts.deleted', { name }) },
    onSuccess: () => navigate({ to: '/admin/accounts', ignoreBlocker: true }),
  });
  return (
    <Section title={t('accounts.delete')}>
      <Stack align="flex-start">
        <Text size="sm">{t('accounts.deleteText')}</Text>
        <ConfirmButton
          variant="outline"
          size="sm"
          loading={remove.isPending}
          question={t('accounts.deleteQuestion', { name })}
          onConfirm={() => remove.mutate()}
        >
          {t('accounts.delete')}
        </ConfirmButton>
      </Stack>
    </Section>
  );
}

/** For users who have no password, or forgot it. */
function NewSetupLink({ userId, email }: { userId: string; email: string }) {
  const { t } = useTranslation('admin');
  const create = useAction({
    mutationFn: () => send('post', '/api/v1/accounts/{userId}/setup-link', { path: { userId } }),
    failure: 'form',
    gcTime: 0,
  });
  return (
    <Section title={t('setupLink.title')}>
      <Stack align="flex-start">
        <Text size="sm">{t('setupLink.about')}</Text>
        {create.data && <SetupLink email={email} {...create.data} />}
        {create.isError && <ErrorNotice error={create.error} />}
        <ConfirmButton
          variant="default"
          color="indigo"
          size="sm"
          loading={create.isPending}
          question={t('setupLink.question')}
          onConfirm={() => create.mutate()}
        >
          {t('setupLink.create')}
        </ConfirmButton>
      </Stack>
    </Section>
  );
}
