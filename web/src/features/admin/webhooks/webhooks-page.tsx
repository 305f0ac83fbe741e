import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { CreateWebhook } from './create-webhook.tsx';
import { WebhookStateText } from './webhook-state.tsx';
import classes from './webhooks.module.css';
import { eventKey, useWebhooks, webhookEvents } from './webhooks.ts';

/** All webhooks, including those that programs created. */
export function WebhooksPage() {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const query = useWebhooks();
  const columns = [
    {
      key: 'url',
      title: t('webhooks.url'),
      cell: ({ id, url }: Schemas.Webhook) => (
        <AnchorLink
          to="/admin/webhooks/$webhookId"
          params={{ webhookId: id }}
          size="sm"
          className={classes.url}
        >
          {url}
        </AnchorLink>
      ),
    },
    {
      key: 'events',
      title: t('webhooks.events'),
      cell: ({ events }: Schemas.Webhook) =>
        events.length === webhookEvents.length
          ? t('webhooks.allEvents')
          : webhookEvents
              .filter((event) => events.includes(event))
              .map((event) => t(`webhooks.event.${eventKey(event)}`))
              .join(', '),
    },
    {
      key: 'state',
      title: t('webhooks.stateTitle'),
      cell: (webhook: Schemas.Webhook) => <WebhookStateText webhook={webhook} />,
    },
    {
      key: 'lastDeliveredAt',
      title: t('webhooks.lastDeliveredAt'),
      cell: ({ lastDeliveredAt }: Schemas.Webhook) =>
        lastDeliveredAt === null ? t('webhooks.neverDelivered') : dateTime(lastDeliveredAt),
    },
  ];
  return (
    <Page title={t('webhooks.title')} manual="webhooks" actions={<CreateWebhook />}>
      <Text size="sm">{t('webhooks.about')}</Text>
      <QueryView query={query} pending={<Pending rows={3} height={44} />}>
        {(webhooks) => (
          <DataTable
            label={t('webhooks.title')}
            columns={columns}
            rows={webhooks}
            rowKey={({ id }) => id}
            empty={t('webhooks.none')}
            minWidth={880}
          />
        )}
      </QueryView>
      <NextPage query={query} />
    </Page>
  );
}
