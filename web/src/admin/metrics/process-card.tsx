import { Text } from '@mantine/core';
import type { MetricsSummary } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shell/format.ts';
import { MetricCard } from './metric-card.tsx';
import classes from './metrics.module.css';
import { useQuantities } from './use-quantities.ts';

/** How the process itself fares. */
export function ProcessCard({ metrics }: { metrics: MetricsSummary }) {
  const { t } = useTranslation('admin');
  const { bytes } = useFormat();
  const { duration } = useQuantities();
  const { uptimeSeconds, residentMemoryBytes, eventLoopLagP99Seconds } = metrics;
  const none = t('metrics.noValue');
  const values = [
    { key: 'uptime', value: duration(uptimeSeconds) },
    { key: 'memory', value: residentMemoryBytes === null ? none : bytes(residentMemoryBytes) },
    { key: 'lag', value: eventLoopLagP99Seconds === null ? none : duration(eventLoopLagP99Seconds) },
  ] as const;
  return (
    <MetricCard title={t('metrics.process')}>
      <dl className={classes.counts}>
        {values.map(({ key, value }) => (
          <div key={key} className={classes.count}>
            <dt>
              {t(`metrics.${key}`)}
              <Text size="xs" c="dimmed">
                {t(`metrics.${key}Note`)}
              </Text>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </MetricCard>
  );
}
