import { Button, Stack, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { AccountState } from './account-state.tsx';

export function AccountAccess({ account, isOwn }: { account: Schemas.Account; isOwn: boolean }) {
  const { t } = useTranslation('admin');
  const { userId, name, disabled } = account;
  const setDisabled = useAction({
    mutationFn: (next: boolean) =>
      send('patch', '/api/v1/accounts/{userId}', { path: { userId }, body: { disabled: next } }),
    failure: 'corner',
    meta: { done: (next) => t(next ? 'accounts.nowDisabled' : 'accounts.nowEnabled', { name }) },
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
            variant="default"
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
