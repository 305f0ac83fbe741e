import { Button, Stack, Text } from '@mantine/core';
import type { Account } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { notifyError } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { AccountState } from './account-state.tsx';
import { changedByAccount } from './accounts.ts';

/** Takes somebody's access as a whole, or gives it back. */
export function AccountAccess({ account, isOwn }: { account: Account; isOwn: boolean }) {
  const { t } = useTranslation('admin');
  const { userId, name, disabled } = account;
  const setDisabled = useSending({
    mutationFn: (next: boolean) =>
      client.patch('/api/v1/accounts/{userId}', { path: { userId }, body: { disabled: next } }),
    meta: {
      invalidates: changedByAccount(userId),
      done: (next) => t(next ? 'accounts.nowDisabled' : 'accounts.nowEnabled', { name }),
    },
    onError: notifyError,
  });
  return (
    <Section title={t('accounts.state')}>
      <Stack align="flex-start">
        <AccountState disabled={disabled} />
        <Text size="sm">{t(disabled ? 'accounts.disabledText' : 'accounts.enabledText')}</Text>
        {isOwn ? (
          <Text size="sm" c="dimmed">
            {t('accounts.ownState')}
          </Text>
        ) : disabled ? (
          <Button variant="default" loading={setDisabled.isPending} onClick={() => setDisabled.mutate(false)}>
            {t('accounts.enable')}
          </Button>
        ) : (
          <ConfirmButton
            variant="outline"
            size="sm"
            loading={setDisabled.isPending}
            question={t('accounts.disableQuestion', { name })}
            onConfirm={() => setDisabled.mutate(true)}
          >
            {t('accounts.disable')}
          </ConfirmButton>
        )}
      </Stack>
    </Section>
  );
}
