import { Button, Code, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useRules } from '../../../lib/format/rules.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { useDeliveries } from './webhooks.ts';

const badges = { waiting: 'coming', delivered: 'good', failed: 'bad' } as const;

/** The events of a webhook in the last week, and whether they arrived. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  const query = useDeliveries(webhookId);
  const replay = useAction({
    mutationFn: (eventId: string) =>
      send('post', '/api/v1/webhooks/{webhookId}/replay', { path: { webhookId }, query: { eventId } }),
    failure: 'corner',
    meta: { done: t('webhooks.replayed', { count: 1 }) },
  });
  const columns = [
    {
      key: 'type',
      title: t('webhooks.eventTitle'),
      cell: ({ type }: Schemas.WebhookDelivery) => <Code>{type}</Code>,
    },
    {
      key: 'happenedAt',
      title: t('webhooks.happenedAt'),
      cell: ({ happenedAt }: Schemas.WebhookDelivery) => exactDateTime(happenedAt),
    },
    {
      key: 'state',
      title: t('webhooks.stateTitle'),
      cell: (delivery: Schemas.WebhookDelivery) => <DeliveryState {...delivery} />,
    },
    {
      key: 'replay',
      title: t('webhooks.action'),
      cell: ({ eventId, type, happenedAt }: Schemas.WebhookDelivery) => (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={`${t('webhooks.replay')}: ${type}, ${exactDateTime(happenedAt)}`}
          onClick={() => replay.mutate(eventId)}
        >
          {t('webhooks.replay')}
        </Button>
      ),
    },
  ];
  return (
    <Stack>
      <ReplaySince webhookId={webhookId} />
      <QueryView query={query} pending={<Pending rows={5} height={44} />}>
        {(deliveries) => (
          <DataTable
            label={t('webhooks.deliveries')}
            columns={columns}
            rows={deliveries}
            rowKey={({ eventId }) => eventId}
            empty={t('webhooks.noDeliveries')}
            minWidth={760}
          />
        )}
      </QueryView>
      <NextPage query={query} />
    </Stack>
  );
}

/** The failure comes from the server, in English. */
function DeliveryState(delivery: Schemas.WebhookDelivery) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  const { state, failure, failedAttempts, lastAttemptAt, nextAttemptAt } = delivery;
  return (
    <>
      <StateBadge state={badges[state]}>{t(`webhooks.delivery.${state}`)}</StateBadge>
      <Text size="xs" c="dimmed" component="div">
        {state === 'delivered' && lastAttemptAt !== null && exactDateTime(lastAttemptAt)}
        {failedAttempts > 0 && <div>{t('webhooks.failedAttempts', { count: failedAttempts })}</div>}
        {failure !== null && <div lang="en">{failure}</div>}
        {failedAttempts > 0 && nextAttemptAt !== null && (
          <div>{t('webhooks.nextAttempt', { time: exactDateTime(nextAttemptAt) })}</div>
        )}
      </Text>
    </>
  );
}

function ReplaySince({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation('admin');
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open} style={{ alignSelf: 'flex-start' }}>
        {t('webhooks.replaySince')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('webhooks.replaySince')}>
        <SinceForm webhookId={webhookId} onDone={close} />
      </Dialog>
    </>
  );
}

function SinceForm({ webhookId, onDone }: { webhookId: string; onDone: () => void }) {
  const { t } = useTranslation('admin');
  const form = useForm({
    initialValues: { since: null as string | null },
    validate: { since: useRules().time },
    transformValues: ({ since }) => since ?? '',
  });
  const replay = useAction({
    mutationFn: (since: string) =>
      send('post', '/api/v1/webhooks/{webhookId}/replay', { path: { webhookId }, query: { since } }),
    failure: 'form',
    meta: { done: (_, { events }) => t('webhooks.replayed', { count: events }) },
    onSuccess: onDone,
  });
  return (
    <Form form={form} onSubmit={replay.mutate}>
      <DateTimeField
        label={t('webhooks.since')}
        hint={t('webhooks.sinceText')}
        required
        data-autofocus
        {...form.getInputProps('since')}
      />
      <FormEnd sending={replay} submitLabel={t('webhooks.replay')} onCancel={onDone} />
    </Form>
  );
}
