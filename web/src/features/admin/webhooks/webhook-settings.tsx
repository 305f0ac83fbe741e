import { Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { WebhookSecret } from './create-webhook.tsx';
import { type WebhookFields, WebhookForm } from './webhook-form.tsx';

export function WebhookSettings({ webhook }: { webhook: Schemas.Webhook }) {
  const { t } = useTranslation(['admin', 'shell']);
  const path = { webhookId: webhook.id };
  const change = useAction({
    mutationFn: (body: WebhookFields) => send('patch', '/api/v1/webhooks/{webhookId}', { path, body }),
    failure: 'form',
    meta: { done: t('webhooks.saved') },
  });
  return (
    <Stack>
      <Section title={t('webhooks.urlAndEvents')}>
        <WebhookForm
          key={`${webhook.url} ${webhook.events.join(' ')}`}
          initial={{ url: webhook.url, events: webhook.events }}
          sending={change}
          submitLabel={t('shell:action.save')}
          onSubmit={change.mutate}
        />
      </Section>
      <NewSecret path={path} />
      <DeleteWebhook webhook={webhook} />
    </Stack>
  );
}

function NewSecret({ path }: { path: { readonly webhookId: string } }) {
  const { t } = useTranslation('admin');
  const create = useAction({
    mutationFn: () => send('post', '/api/v1/webhooks/{webhookId}/secret', { path }),
    failure: 'form',
    gcTime: 0,
  });
  return (
    <Section title={t('webhooks.secret')}>
      <Stack align="flex-start">
        <Text size="sm">{t('webhooks.secretText')}</Text>
        {create.data && <WebhookSecret secret={create.data.secret} />}
        {create.isError && <ErrorNotice error={create.error} />}
        <ConfirmButton
          variant="default"
          color="indigo"
          size="sm"
          loading={create.isPending}
          question={t('webhooks.rotateQuestion')}
          onConfirm={() => create.mutate()}
        >
          {t('webhooks.rotate')}
        </ConfirmButton>
      </Stack>
    </Section>
  );
}

/** A new webhook would have another secret, so this can't be undone. */
function DeleteWebhook({ webhook: { id, url } }: { webhook: Schemas.Webhook }) {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const remove = useAction({
    mutationFn: () => send('delete', '/api/v1/webhooks/{webhookId}', { path: { webhookId: id } }),
    failure: 'corner',
    meta: { done: t('webhooks.deleted', { host: new URL(url).host }) },
    onSuccess: () => navigate({ to: '/admin/webhooks', ignoreBlocker: true }),
  });
  return (
    <Section title={t('webhooks.delete')}>
      <Stack align="flex-start">
        <Text size="sm">{t('webhooks.deleteText')}</Text>
        <ConfirmButton
          variant="outline"
          size="sm"
          loading={remove.isPending}
          question={t('webhooks.deleteQuestion', { url })}
          onConfirm={() => remove.mutate()}
        >
          {t('webhooks.delete')}
        </ConfirmButton>
      </Stack>
    </Section>
  );
}
