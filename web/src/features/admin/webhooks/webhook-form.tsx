import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { useUnsavedProposal } from '../../../ui/unsaved-guard.tsx';
import { eventKey, webhookEvents } from './webhooks.ts';

export interface WebhookFields {
  readonly url: string;
  readonly events: Array<Schemas.WebhookEventType>;
}

interface WebhookFormProps {
  readonly initial: WebhookFields;
  readonly sending: ComponentProps<typeof FormEnd>['sending'];
  readonly submitLabel: string;
  readonly onSubmit: (fields: WebhookFields) => void;
  readonly onCancel?: () => void;
}

export function WebhookForm({ initial, sending, submitLabel, onSubmit, onCancel }: WebhookFormProps) {
  const { t } = useTranslation('admin');
  const form = useForm({
    initialValues: initial,
    validate: {
      // The server explains which addresses it calls.
      url: (url) => (/^https?:\/\/./.test(url.trim()) ? null : t('webhooks.urlWrong')),
      events: (events) => (events.length === 0 ? t('webhooks.eventsMissing') : null),
    },
    transformValues: ({ url, events }) => ({
      url: url.trim(),
      events: webhookEvents.filter((event) => events.includes(event)),
    }),
  });
  const fields = { url: { label: t('webhooks.url') }, events: { label: t('webhooks.events') } };
  useUnsavedProposal(form, fields, { isPending: sending.isPending });
  return (
    <Form form={form} onSubmit={onSubmit}>
      <TextInput
        label={t('webhooks.url')}
        description={t('webhooks.urlText')}
        placeholder="https://judge.example.org/hooks/lectern"
        required
        type="url"
        maxLength={1000}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('url')}
      />
      <Checkbox.Group label={t('webhooks.events')} withAsterisk {...form.getInputProps('events')}>
        <Stack gap="xs" py={4}>
          {webhookEvents.map((event) => (
            <Checkbox
              key={event}
              value={event}
              label={t(`webhooks.event.${eventKey(event)}`)}
              description={event}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <FormEnd sending={sending} submitLabel={submitLabel} onCancel={onCancel} />
    </Form>
  );
}
