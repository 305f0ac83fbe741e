import { Button, Stack, Text } from '@mantine/core';
import type { Account } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { notifyDone, notifyError } from '../../shell/notify.ts';
import { Section } from '../../shell/section.tsx';
import { AccountState } from './account-state.tsx';
import { useSetDisabled } from './accounts.ts';

/** Takes somebody's access as a whole, or gives it back. */
export function AccountAccess({ account, isOwn }: { account: Account; isOwn: boolean }) {
  const { t } = useTranslation('admin');
  const tShell = useTranslation().t;
  const change = useSetDisabled(account.userId);
  const { name, disabled } = account;
  const setDisabled = (next: boolean) =>
    change.mutate(
      { disabled: next },
      {
        onSuccess: () => notifyDone(t(next ? 'accounts.nowDisabled' : 'accounts.nowEnabled', { name })),
        onError: (error) => notifyError(error, tShell),
      },
    );
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
          <Button variant="default" loading={change.isPending} onClick={() => setDisabled(false)}>
            {t('accounts.enable')}
          </Button>
        ) : (
          <ConfirmButton
            variant="outline"
            size="sm"
            loading={change.isPending}
            question={t('accounts.disableQuestion', { name })}
            onConfirm={() => setDisabled(true)}
          >
            {t('accounts.disable')}
          </ConfirmButton>
        )}
      </Stack>
    </Section>
  );
}
