import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { IconPlus } from '../../../ui/page-icons.ts';
import { ShownOnce } from '../shown-once.tsx';
import { type WebhookFields, WebhookForm } from './webhook-form.tsx';

export function CreateWebhook() {
  const { t } = useTranslation('admin');
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button onClick={open} leftSection={<IconPlus size={16} />}>
        {t('webhooks.create')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('webhooks.create')}>
        <FormThenSecret onDone={close} />
      </Dialog>
    </>
  );
}

function FormThenSecret({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['admin', 'shell']);
  const create = useAction({
    mutationFn: (body: WebhookFields) => send('post', '/api/v1/webhooks', { body }),
    failure: 'form',
    // The secret must not outlive the dialog.
    gcTime: 0,
  });
  if (create.data) return <WebhookSecret secret={create.data.secret} onClose={onDone} />;
  return (
    <WebhookForm
      initial={{ url: '', events: [] }}
      sending={create}
      submitLabel={t('shell:action.create')}
      onSubmit={create.mutate}
      onCancel={onDone}
    />
  );
}

export function WebhookSecret({ secret, onClose }: { secret: string; onClose?: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <ShownOnce
      title={t('webhooks.once')}
      text={t('webhooks.onceText')}
      label={t('webhooks.secret')}
      value={secret}
      {...(onClose && { onClose })}
    />
  );
}
