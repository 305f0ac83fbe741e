import { Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chartHeight } from '../../ui/chart.tsx';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { IssuedBars } from './issued-bars.tsx';
import { type Bucket, spanOf, useIssuedCounts } from './issued-counts.ts';
import type { IssuedFilter } from './issued-urls.ts';

/** Issued URLs over time, and the number of readers. */
export function IssuedChart({ filter }: { filter: IssuedFilter }) {
  const { t } = useTranslation('issued');
  const [wished, setWished] = useState<Bucket>('hour');
  const query = useIssuedCounts(filter, wished);
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
      <QueryView query={query} pending={<Pending rows={1} height={chartHeight} />}>
        {(counts) => <IssuedBars counts={counts} />}
      </QueryView>
    </Stack>
  );
}
