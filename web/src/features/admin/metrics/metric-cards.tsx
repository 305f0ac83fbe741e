import { SimpleGrid } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { CountBars } from './count-bars.tsx';
import { MetricCard } from './metric-card.tsx';
import { ratesOf } from './metrics.ts';
import { ProcessCard } from './process-card.tsx';
import { RatesCard } from './rates-card.tsx';
import { useOutcomeName } from './use-outcome-name.ts';
import { useQuantities } from './use-quantities.ts';

interface MetricCardsProps {
  readonly metrics: Schemas.MetricsSummary;
  /** The latest values and those received before it while the page was open. */
  readonly samples: ReadonlyArray<Schemas.MetricsSummary>;
}

export function MetricCards({ metrics, samples }: MetricCardsProps) {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const { rate, duration } = useQuantities();
  const { requests, issuedUrls } = metrics;
  const orNone = (seconds: number | null) => (seconds === null ? t('metrics.noValue') : duration(seconds));
  const rates = ratesOf(samples);
  const perSecond = (values: ReadonlyArray<number>) =>
    t('metrics.perSecond', { rate: rate(values.at(-1) ?? 0), peak: rate(Math.max(0, ...values)) });
  return (
    <>
      <RatesCard rates={rates} />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        <MetricCard
          title={t('metrics.requests')}
          value={number(requests.total)}
          note={perSecond(rates.map((each) => each.requests))}
        />
        <MetricCard
          title={t('metrics.issued')}
          value={number(issuedUrls.stable + issuedUrls.fresh)}
          note={perSecond(rates.map((each) => each.issued))}
        >
          <CountBars
            counts={[
              { name: t('metrics.stable'), count: issuedUrls.stable },
              { name: t('metrics.fresh'), count: issuedUrls.fresh },
            ]}
          />
        </MetricCard>
        <Outcomes
          title={t('metrics.redemptions')}
          note={t('metrics.embeddedOnly')}
          counts={metrics.redemptions}
        />
        <MetricCard
          title={t('metrics.latency')}
          value={orNone(requests.p50Seconds)}
          note={t('metrics.latencyNote', { p99: orNone(requests.p99Seconds) })}
        >
          <CountBars
            counts={requests.buckets.map(({ upToSeconds, requests: count }) => ({
              name:
                upToSeconds === null
                  ? t('metrics.longer')
                  : t('metrics.upTo', { time: duration(upToSeconds) }),
              count,
            }))}
          />
        </MetricCard>
        <Outcomes title={t('metrics.answers')} counts={requests.byStatusClass} />
        <Outcomes title={t('metrics.uploads')} note={t('metrics.embeddedOnly')} counts={metrics.uploads} />
        <Outcomes
          title={t('metrics.overload')}
          note={t('metrics.overloadNote')}
          counts={metrics.overloadRefusals}
        />
        <ProcessCard metrics={metrics} />
      </SimpleGrid>
    </>
  );
}

function Outcomes({
  counts,
  ...card
}: {
  title: string;
  note?: string;
  counts: Readonly<Record<string, number>>;
}) {
  const nameOf = useOutcomeName();
  const rows = Object.entries(counts)
    .map(([code, count]) => ({ name: nameOf(code), count }))
    .toSorted((a, b) => b.count - a.count);
  return (
    <MetricCard {...card}>
      <CountBars counts={rows} />
    </MetricCard>
  );
}
