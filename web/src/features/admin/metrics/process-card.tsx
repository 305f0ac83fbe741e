import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { MetricCard } from './metric-card.tsx';
import classes from './metrics.module.css';
import { useQuantities } from './use-quantities.ts';

export function ProcessCard({ metrics }: { metrics: Schemas.MetricsSummary }) {
  const { t } = useTranslation('admin');
  const { bytes } = useFormat();
  const { duration } = useQuantities();
  const { uptimeSeconds, residentMemoryBytes, eventLoopLagP99Seconds } = metrics;
  const none = t('metrics.noValue');
  const values = [
    { title: t('metrics.uptime'), note: t('metrics.uptimeNote'), value: duration(uptimeSeconds) },
    {
      title: t('metrics.memory'),
      note: t('metrics.memoryNote'),
      value: residentMemoryBytes === null ? none : bytes(residentMemoryBytes),
    },
    {
      title: t('metrics.lag'),
      note: t('metrics.lagNote'),
      value: eventLoopLagP99Seconds === null ? none : duration(eventLoopLagP99Seconds),
    },
  ];
  return (
    <MetricCard title={t('metrics.process')}>
      <dl className={classes.counts}>
        {values.map(({ title, note, value }) => (
          <div key={title} className={classes.count}>
            <dt>
              {title}
              <Text size="xs" c="dimmed">
                {note}
              </Text>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </MetricCard>
  );
}
