import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { NextPage } from '../../../ui/next-page.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { ApiKeyTable } from './api-key-table.tsx';
import { useApiKeys } from './api-keys.ts';
import { CreateApiKey } from './create-api-key.tsx';

export function ApiKeysPage() {
  const { t } = useTranslation('admin');
  const createButton = useRef<HTMLButtonElement>(null);
  const query = useApiKeys();
  const revoke = useAction({
    mutationFn: ({ id }: Schemas.ApiKey) =>
      send('delete', '/api/v1/api-keys/{apiKeyId}', { path: { apiKeyId: id } }),
    failure: 'corner',
    meta: { done: ({ name }) => t('apiKeys.revoked', { name }) },
    // The pressed button disappears.
    onSuccess: () => createButton.current?.focus(),
  });
  return (
    <Page title={t('apiKeys.title')} manual="platform" actions={<CreateApiKey buttonRef={createButton} />}>
      <Text size="sm">{t('apiKeys.about')}</Text>
      <QueryView query={query} pending={<Pending rows={3} height={44} />}>
        {(keys) => <ApiKeyTable keys={keys} onRevoke={revoke.mutate} isRevoking={revoke.isPending} />}
      </QueryView>
      <NextPage query={query} />
    </Page>
  );
}
