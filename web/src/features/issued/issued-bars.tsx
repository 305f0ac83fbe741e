import { BarChart } from '@mantine/charts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import '@mantine/charts/styles.layer.css';
import type { IssuedUrlCounts } from 'lectern-client';
import { useFormat } from '../../lib/format/format.ts';
import { chartHeight } from './issued-counts.ts';

/** Bars over time, and the same in one sentence for those who do not see them. */
export function IssuedBars({ counts: { bucket, items } }: { counts: IssuedUrlCounts }) {
  const { t } = useTranslation('issued');
  const { hour, utcDay } = useFormat();
  const name = bucket === 'hour' ? hour : utcDay;
  const data = items.map(({ from, urls, readers }) => ({ time: name(from), urls, readers }));
  const busiest = data.reduce((most, each) => (each.urls > most.urls ? each : most), { time: '', urls: 0 });
  const links = t('chart.total', { count: items.reduce((sum, { urls }) => sum + urls, 0) });
  const summary =
    busiest.urls === 0
      ? links
      : `${links} ${t('chart.busiest', { time: busiest.time, count: busiest.urls })}`;
  return (
    <>
      <Text size="sm">{summary}</Text>
      {/* While the page around it is moving, the chart may be wider than its place for a moment. */}
      <div role="img" aria-label={`${t('chart.title')}. ${summary}`} style={{ overflowX: 'clip' }}>
        <BarChart
          h={chartHeight}
          data={data}
          dataKey="time"
          series={[
            { name: 'urls', label: t('chart.urls'), color: 'indigo.6' },
            { name: 'readers', label: t('chart.readers'), color: 'teal.6' },
          ]}
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          yAxisProps={{ allowDecimals: false, width: 40 }}
          xAxisProps={{ minTickGap: 24 }}
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ isAnimationActive: false }}
        />
      </div>
      {bucket === 'day' && (
        <Text size="xs" c="dimmed">
          {t('chart.utcDays')}
        </Text>
      )}
    </>
  );
}
