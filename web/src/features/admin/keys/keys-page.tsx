import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { Page } from '../../../ui/page.tsx';
import { IconRefresh } from '../../../ui/page-icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { KeyTable } from './key-table.tsx';
import { signingKeysQuery } from './signing-keys.ts';

export function KeysPage() {
  const { t } = useTranslation('admin');
  const rotateButton = useRef<HTMLButtonElement>(null);
  const query = useQuery(signingKeysQuery);
  const rotate = useAction({
    mutationFn: () => send('post', '/api/v1/signing-keys'),
    failure: 'corner',
    meta: { done: t('keys.rotated') },
  });
  const remove = useAction({
    mutationFn: (keyId: string) => send('delete', '/api/v1/signing-keys/{keyId}', { path: { keyId } }),
    failure: 'corner',
    meta: { done: (keyId) => t('keys.removed', { id: keyId }) },
    // The pressed button disappears with its row.
    onSuccess: () => rotateButton.current?.focus(),
  });
  return (
    <Page
      manual="signing-keys"
      title={t('keys.title')}
      actions={
        <Button
          ref={rotateButton}
          onClick={() => rotate.mutate()}
          loading={rotate.isPending}
          leftSection={<IconRefresh size={16} />}
        >
          {t('keys.rotate')}
        </Button>
      }
    >
      <Text size="sm">{t('keys.about')}</Text>
      <QueryView query={query} pending={<Pending rows={2} height={44} />}>
        {(keys) => <KeyTable keys={keys} onRemove={remove.mutate} isRemoving={remove.isPending} />}
      </QueryView>
    </Page>
  );
}
