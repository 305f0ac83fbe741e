import { Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { MetricCards } from './metric-cards.tsx';
import { pollSeconds, useMetrics } from './metrics.ts';

/** Metrics of this instance: since it started, and now. */
export function MetricsPage() {
  const { t } = useTranslation('admin');
  const [isLive, setLive] = useState(true);
  const { query, samples } = useMetrics(isLive);
  return (
    <Page
      manual="monitoring"
      title={t('metrics.title')}
      actions={
        <Switch
          label={t('metrics.live', { count: pollSeconds })}
          checked={isLive}
          onChange={({ currentTarget }) => setLive(currentTarget.checked)}
        />
      }
    >
      <Text size="sm">{t('metrics.about')}</Text>
      {query.isRefetchError && <ErrorNotice error={query.error} />}
      <QueryView query={query} pending={<Pending rows={3} height={180} />}>
        {(metrics) => <MetricCards metrics={metrics} samples={samples} />}
      </QueryView>
    </Page>
  );
}
