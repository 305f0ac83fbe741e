import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { useLoaded } from '../../../lib/server/use-loaded.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { IconCircleCheck } from '../../../ui/icons.ts';
import { Page } from '../../../ui/page.tsx';
import { IconUrgent } from '../../../ui/page-icons.ts';
import { PageTabs } from '../../../ui/page-tabs.tsx';
import { Deliveries } from './deliveries.tsx';
import { WebhookSettings } from './webhook-settings.tsx';
import { WebhookStateText } from './webhook-state.tsx';
import classes from './webhooks.module.css';
import { webhookQuery } from './webhooks.ts';

const route = getRouteApi('/shell/admin/webhooks/$webhookId');

export function WebhookPage() {
  const { t } = useTranslation('admin');
  const { webhookId } = route.useParams();
  const { tab = 'deliveries' } = route.useSearch();
  const navigate = route.useNavigate();
  const webhook = useLoaded(webhookQuery(webhookId));
  const { host } = new URL(webhook.url);
  return (
    <Page
      title={host}
      back={<BackLink to="/admin/webhooks">{t('webhooks.back')}</BackLink>}
      manual="webhooks#when-your-server-doesn-t-answer"
    >
      <Text className={classes.url}>{webhook.url}</Text>
      <StateAndTest key={webhookId} webhook={webhook} />
      <PageTabs
        label={host}
        value={tab}
        onChange={(name) =>
          void navigate({
            search: { tab: name === 'settings' ? name : undefined },
            replace: true,
            resetScroll: false,
          })
        }
        tabs={[
          {
            name: 'deliveries',
            label: t('webhooks.deliveries'),
            panel: <Deliveries key={webhookId} webhookId={webhookId} />,
          },
          {
            name: 'settings',
            label: t('webhooks.settings'),
            panel: <WebhookSettings key={webhookId} webhook={webhook} />,
          },
        ]}
      />
    </Page>
  );
}

function StateAndTest({ webhook }: { webhook: Schemas.Webhook }) {
  const { t } = useTranslation('admin');
  const path = { webhookId: webhook.id };
  const isPaused = webhook.pausedAt !== null;
  const pause = useAction({
    mutationFn: (paused: boolean) =>
      send('patch', '/api/v1/webhooks/{webhookId}', { path, body: { paused } }),
    failure: 'corner',
    meta: { done: (paused) => t(paused ? 'webhooks.nowPaused' : 'webhooks.nowActive') },
  });
  const test = useAction({
    mutationFn: () => send('post', '/api/v1/webhooks/{webhookId}/test', { path }),
    failure: 'corner',
  });
  return (
    <Stack align="flex-start">
      <div>
        <WebhookStateText webhook={webhook} />
      </div>
      <Group>
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t('webhooks.test')}
        </Button>
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate(!isPaused)}>
          {t(isPaused ? 'webhooks.resume' : 'webhooks.pause')}
        </Button>
      </Group>
      <div role="status">{test.data && <TestResult {...test.data} />}</div>
    </Stack>
  );
}

/** The failure comes from the server, in English. */
function TestResult({ delivered, status, failure }: Schemas.WebhookTest) {
  const { t } = useTranslation('admin');
  return (
    <Alert
      color={delivered ? 'green' : 'red'}
      icon={delivered ? <IconCircleCheck /> : <IconUrgent />}
      title={t(delivered ? 'webhooks.testDelivered' : 'webhooks.testFailed')}
    >
      {delivered ? t('webhooks.testStatus', { status }) : <span lang="en">{failure}</span>}
    </Alert>
  );
}
