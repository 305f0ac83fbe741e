import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Schemas } from 'lectern-client';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { CopyField } from '../../../ui/copy-field.tsx';
import { IconAlertTriangle, IconPlus } from '../../../ui/icons.ts';
import { ApiKeyForm, type NewApiKey } from './api-key-form.tsx';

/** Makes a key, and shows it once. */
export function CreateApiKey({ buttonRef }: { buttonRef: Ref<HTMLButtonElement> }) {
  const { t } = useTranslation(['admin', 'shell']);
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button ref={buttonRef} onClick={open} leftSection={<IconPlus size={16} />}>
        {t('apiKeys.create')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('apiKeys.create')}
        closeButtonProps={closeLabel(t('shell:action.close'))}
        // A click beside the dialog would lose the key.
        closeOnClickOutside={false}
      >
        <FormThenKey onDone={close} />
      </Modal>
    </>
  );
}

const closeLabel = (label: string) => ({ 'aria-label': label });

function FormThenKey({ onDone }: { onDone: () => void }) {
  const create = useAction({
    mutationFn: (body: NewApiKey) => send('post', '/api/v1/api-keys', { body }),
    failure: 'form',
    // The key must not outlive the dialog.
    gcTime: 0,
  });
  if (create.data) return <ShownApiKey issued={create.data} onDone={onDone} />;
  return <ApiKeyForm sending={create} onSubmit={create.mutate} onCancel={onDone} />;
}

/** A new key; the server keeps only its hash. */
function ShownApiKey({ issued: { key }, onDone }: { issued: Schemas.IssuedApiKey; onDone: () => void }) {
  const { t } = useTranslation(['admin', 'shell']);
  return (
    <Stack>
      <Alert color="yellow" role="status" icon={<IconAlertTriangle />} title={t('apiKeys.once')}>
        <Text size="sm">{t('apiKeys.onceText')}</Text>
      </Alert>
      <CopyField label={t('apiKeys.key')} value={key} />
      <Button onClick={onDone} data-autofocus>
        {t('shell:action.close')}
      </Button>
    </Stack>
  );
}
