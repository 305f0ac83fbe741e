import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useEffect, useState } from 'react';
import { read } from '../../../lib/server/resource.ts';

export const pollSeconds = 3;
/** Length of the period shown. */
export const spanSeconds = 180;
const maxSamples = spanSeconds / pollSeconds + 1;

/** Polls the server's metrics while the page is visible; the newest come last. */
export function useMetrics(isLive: boolean) {
  const query = useQuery({
    ...read('/api/v1/metrics-summary'),
    refetchInterval: isLive ? pollSeconds * 1000 : false,
    refetchIntervalInBackground: false,
    staleTime: 0,
  });
  const [samples, setSamples] = useState<ReadonlyArray<Schemas.MetricsSummary>>([]);
  const { data } = query;
  useEffect(() => {
    if (data) setSamples((before) => continueSamples(before, data));
  }, [data]);
  return { query, samples };
}

/** After a restart, the server counts from zero, so the samples start over too. */
function continueSamples(
  before: ReadonlyArray<Schemas.MetricsSummary>,
  next: Schemas.MetricsSummary,
): ReadonlyArray<Schemas.MetricsSummary> {
  const last = before.at(-1);
  if (last?.serverTime === next.serverTime) return before;
  const isSame = last !== undefined && next.uptimeSeconds >= last.uptimeSeconds;
  return [...(isSame ? before : []), next].slice(-maxSamples);
}

/** Growth of the counts per second, up to a time. */
export interface Rates {
  readonly atMs: number;
  readonly requests: number;
  readonly issued: number;
}

/** Rates between consecutive samples. */
export function ratesOf(samples: ReadonlyArray<Schemas.MetricsSummary>): ReadonlyArray<Rates> {
  return samples.slice(1).map((sample, at) => {
    const before = samples[at] as Schemas.MetricsSummary;
    const atMs = Date.parse(sample.serverTime);
    const seconds = (atMs - Date.parse(before.serverTime)) / 1000;
    const rate = (count: (each: Schemas.MetricsSummary) => number) =>
      seconds > 0 ? Math.max(0, (count(sample) - count(before)) / seconds) : 0;
    return {
      atMs,
      requests: rate(({ requests }) => requests.total),
      issued: rate(({ issuedUrls: { stable, fresh } }) => stable + fresh),
    };
  });
}
