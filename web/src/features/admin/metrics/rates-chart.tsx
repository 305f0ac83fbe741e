import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { roundScale } from '../../../lib/format/round-scale.ts';
import { Chart } from '../../../ui/chart.tsx';
import { type Rates, spanSeconds } from './metrics.ts';
import { useQuantities } from './use-quantities.ts';

const spanMs = spanSeconds * 1000;

/** Both rates on one scale from zero, with the newest at the right edge. */
export function RatesChart({ rates }: { rates: ReadonlyArray<Rates> }) {
  const { t } = useTranslation('admin');
  const { clock } = useFormat();
  const { rate } = useQuantities();
  const beginsMs = (rates.at(-1)?.atMs ?? 0) - spanMs;
  return (
    <Chart
      kind="lines"
      label={t('metrics.ratesChart')}
      rows={rates}
      series={[
        {
          name: t('metrics.requests'),
          color: 'var(--mantine-color-indigo-6)',
          value: (each) => each.requests,
        },
        { name: t('metrics.issued'), color: 'var(--mantine-color-teal-6)', value: (each) => each.issued },
      ]}
      scale={roundScale(Math.max(0, ...rates.flatMap(({ requests, issued }) => [requests, issued])))}
      place={({ atMs }) => (atMs - beginsMs) / spanMs}
      marks={[0, 1, 2, 3, 4, 5, 6].map((at) => ({
        place: at / 6,
        text: clock(beginsMs + (at / 6) * spanMs),
      }))}
      title={({ atMs }) => clock(atMs)}
      format={rate}
    />
  );
}
