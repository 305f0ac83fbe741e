import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { roundScale } from '../../lib/format/round-scale.ts';
import { Chart } from '../../ui/chart.tsx';

type Count = Schemas.IssuedUrlCounts['items'][number];

/** Bars over time, with a sentence for screen readers. */
export function IssuedBars({ counts: { bucket, items } }: { counts: Schemas.IssuedUrlCounts }) {
  const { t } = useTranslation('issued');
  const { hour, utcDay, number } = useFormat();
  const name = bucket === 'hour' ? hour : utcDay;
  const title = ({ from }: Count) => name(from);
  const busiest = items.reduce<Count | undefined>(
    (most, each) => (each.urls > (most?.urls ?? 0) ? each : most),
    undefined,
  );
  const links = t('chart.total', { count: items.reduce((sum, { urls }) => sum + urls, 0) });
  const summary = busiest
    ? `${links} ${t('chart.busiest', { time: title(busiest), count: busiest.urls })}`
    : links;
  const place = (_: Count, at: number) => (at + 0.5) / items.length;
  return (
    <>
      <Text size="sm">{summary}</Text>
      <Chart
        kind="bars"
        label={`${t('chart.title')}. ${summary}`}
        rows={items}
        series={[
          { name: t('chart.urls'), color: 'var(--mantine-color-indigo-6)', value: ({ urls }) => urls },
          { name: t('chart.readers'), color: 'var(--mantine-color-teal-6)', value: ({ readers }) => readers },
        ]}
        scale={roundScale(busiest?.urls ?? 0, 1)}
        place={place}
        marks={spread(items.length).map((at) => {
          const item = items[at] as Count;
          return { place: place(item, at), text: title(item) };
        })}
        title={title}
        format={number}
      />
      {bucket === 'day' && (
        <Text size="xs" c="dimmed">
          {t('chart.utcDays')}
        </Text>
      )}
    </>
  );
}

/** Up to seven evenly spaced indexes, including the last. */
function spread(count: number): ReadonlyArray<number> {
  const step = Math.ceil((count - 1) / 6) || 1;
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => count - 1 - at * step).reverse();
}
