import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { MetricCard } from './metric-card.tsx';
import classes from './metrics.module.css';
import type { Rates } from './metrics.ts';
import { RatesChart } from './rates-chart.tsx';
import { useQuantities } from './use-quantities.ts';

/** Requests and issued URLs per second while the page was open: as lines on one scale, and as numbers. */
export function RatesCard({ rates }: { rates: ReadonlyArray<Rates> }) {
  const { t } = useTranslation('admin');
  const { clock } = useFormat();
  const { rate } = useQuantities();
  const columns = [
    { key: 'time', title: t('metrics.time'), cell: ({ atMs }: Rates) => clock(atMs) },
    { key: 'requests', title: t('metrics.requests'), cell: ({ requests }: Rates) => rate(requests) },
    { key: 'issued', title: t('metrics.issued'), cell: ({ issued }: Rates) => rate(issued) },
  ];
  return (
    <MetricCard title={t('metrics.rates')}>
      <div className={classes.chart}>
        {rates.length > 0 ? (
          <RatesChart rates={rates} />
        ) : (
          <Text size="sm" c="dimmed" ta="center">
            {t('metrics.ratesWait')}
          </Text>
        )}
      </div>
      {rates.length > 0 && (
        <details className={classes.numbers}>
          <summary>{t('metrics.ratesNumbers')}</summary>
          <DataTable
            label={t('metrics.rates')}
            columns={columns}
            rows={rates.toReversed()}
            rowKey={({ atMs }) => String(atMs)}
            empty=""
            minWidth={320}
          />
        </details>
      )}
    </MetricCard>
  );
}
