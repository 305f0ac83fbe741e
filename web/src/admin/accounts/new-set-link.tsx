import { Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Section } from '../../shell/section.tsx';
import type { Account } from './accounts.ts';
import { SetLink } from './set-link.tsx';

/** For somebody who never had a password, or has forgotten it. */
export function NewSetLink({ account: { userId, email } }: { account: Account }) {
  const { t } = useTranslation('admin');
  const create = useMutation({
    mutationFn: () => client.post('/api/v1/accounts/{userId}/set-link', { path: { userId } }),
    gcTime: 0,
  });
  return (
    <Section title={t('setLink.title')}>
      <Stack align="flex-start">
        <Text size="sm">{t('setLink.about')}</Text>
        {create.data && <SetLink email={email} {...create.data} />}
        {create.isError && <ErrorNotice error={create.error} />}
        <ConfirmButton
          variant="default"
          color="indigo"
          size="sm"
          loading={create.isPending}
          question={t('setLink.question')}
          onConfirm={() => create.mutate()}
        >
          {t('setLink.create')}
        </ConfirmButton>
      </Stack>
    </Section>
  );
}
