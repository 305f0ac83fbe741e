import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useIssuedCounts } from './issued-counts.ts';
import type { IssuedFilter } from './issued-urls.ts';

type Count = Schemas.IssuedUrlCounts['items'][number];

/** How many URLs were issued, and when most of them. */
export function IssuedSummary({ filter }: { filter: IssuedFilter }) {
  const { t } = useTranslation('issued');
  const { hour, utcDay } = useFormat();
  return (
    <QueryView query={useIssuedCounts(filter)} pending={<Pending rows={1} height={21} />}>
      {({ bucket, items }) => {
        const busiest = items.reduce<Count | undefined>(
          (most, each) => (each.urls > (most?.urls ?? 0) ? each : most),
          undefined,
        );
        const time = busiest && (bucket === 'hour' ? hour : utcDay)(busiest.from);
        const count = items.reduce((sum, { urls }) => sum + urls, 0);
        return (
          <Text size="sm">
            {t(filter.from === undefined ? 'summary.lastDays' : 'summary.total', { count })}
            {busiest && ` ${t('summary.busiest', { time, count: busiest.urls })}`}
          </Text>
        );
      }}
    </QueryView>
  );
}
