import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { IconPlus } from '../../../ui/page-icons.ts';
import { ShownOnce } from '../shown-once.tsx';
import { ApiKeyForm, type NewApiKey } from './api-key-form.tsx';

export function CreateApiKey({ buttonRef }: { buttonRef: Ref<HTMLButtonElement> }) {
  const { t } = useTranslation('admin');
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button ref={buttonRef} onClick={open} leftSection={<IconPlus size={16} />}>
        {t('apiKeys.create')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('apiKeys.create')}>
        <FormThenKey onDone={close} />
      </Dialog>
    </>
  );
}

function FormThenKey({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('admin');
  const create = useAction({
    mutationFn: (body: NewApiKey) => send('post', '/api/v1/api-keys', { body }),
    failure: 'form',
    // The key must not outlive the dialog.
    gcTime: 0,
  });
  if (create.data) {
    return (
      <ShownOnce
        title={t('apiKeys.once')}
        text={t('apiKeys.onceText')}
        label={t('apiKeys.key')}
        value={create.data.key}
        onClose={onDone}
      />
    );
  }
  return <ApiKeyForm sending={create} onSubmit={create.mutate} onCancel={onDone} />;
}
