import { LineChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';
import '@mantine/charts/styles.layer.css';
import { useFormat } from '../../../lib/format/format.ts';
import { type Rates, spanSeconds } from './metrics.ts';
import { roundScale } from './round-scale.ts';
import { useQuantities } from './use-quantities.ts';

/** Both rates on one scale that begins at zero, with the newest at the right edge. */
export function RatesChart({ rates }: { rates: ReadonlyArray<Rates> }) {
  const { t } = useTranslation('admin');
  const { clock } = useFormat();
  const { rate } = useQuantities();
  const scale = roundScale(Math.max(0, ...rates.flatMap(({ requests, issued }) => [requests, issued])));
  const newestMs = rates.at(-1)?.atMs ?? 0;
  return (
    <div role="img" aria-label={t('metrics.ratesChart')}>
      <LineChart
        h={220}
        data={[...rates]}
        dataKey="atMs"
        series={[
          { name: 'requests', label: t('metrics.requests'), color: 'indigo.6' },
          { name: 'issued', label: t('metrics.issued'), color: 'teal.6' },
        ]}
        curveType="linear"
        // A line through one point is not seen.
        withDots={rates.length === 1}
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
        valueFormatter={rate}
        yAxisProps={{ width: 40, ticks: [...scale], domain: [0, scale.at(-1) ?? 0], interval: 0 }}
        xAxisProps={{
          type: 'number',
          domain: [newestMs - spanSeconds * 1000, newestMs],
          tickFormatter: clock,
          minTickGap: 24,
        }}
        tooltipProps={{ labelFormatter: (atMs) => (typeof atMs === 'number' ? clock(atMs) : '') }}
        lineChartProps={{ accessibilityLayer: false }}
        lineProps={{ isAnimationActive: false }}
      />
    </div>
  );
}
