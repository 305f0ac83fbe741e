import { Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { type Bucket, chartHeight, spanOf, useIssuedCounts } from './issued-counts.ts';
import type { IssuedFilter } from './issued-urls.ts';

/** Charts are heavy, so they come with their page alone. */
const IssuedBars = lazy(() => import('./issued-bars.tsx').then((file) => ({ default: file.IssuedBars })));

/** How many links were issued over time, and to how many readers. */
export function IssuedChart({ filter }: { filter: IssuedFilter }) {
  const { t } = useTranslation('issued');
  const [wished, setWished] = useState<Bucket>('hour');
  const query = useIssuedCounts(filter, wished);
  const outline = <Pending rows={1} height={chartHeight} />;
  return (
    <Stack component="section" gap="xs" aria-label={t('chart.title')}>
      <Group justify="space-between">
        <Title order={2} fz="h4">
          {t('chart.title')}
        </Title>
        {spanOf(filter) === undefined && (
          <SegmentedControl
            size="xs"
            aria-label={t('chart.span')}
            value={wished}
            onChange={(bucket) => setWished(bucket as Bucket)}
            data={[
              { value: 'hour', label: t('chart.hours') },
              { value: 'day', label: t('chart.days') },
            ]}
          />
        )}
      </Group>
      <QueryView query={query} pending={outline}>
        {(counts) => (
          <Suspense fallback={outline}>
            <IssuedBars counts={counts} />
          </Suspense>
        )}
      </QueryView>
    </Stack>
  );
}
