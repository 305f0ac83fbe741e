import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Section } from '../../shell/section.tsx';
import { SetupLink } from './setup-link.tsx';

/** For somebody who never had a password, or has forgotten it. */
export function NewSetupLink({ userId, email }: { userId: string; email: string }) {
  const { t } = useTranslation('admin');
  const create = useSending({
    mutationFn: () => client.post('/api/v1/accounts/{userId}/setup-link', { path: { userId } }),
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
