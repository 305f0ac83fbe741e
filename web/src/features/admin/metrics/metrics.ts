import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useEffect, useState } from 'react';
import { read } from '../../../lib/server/resource.ts';

export const pollSeconds = 3;
/** For how long the page looks back. */
export const spanSeconds = 180;
const maxSamples = spanSeconds / pollSeconds + 1;

/** What the server counts, asked for again and again while the page is in sight; the newest comes last. */
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

/** An instance that has started anew counts from zero, and so do we. */
function continueSamples(
  before: ReadonlyArray<Schemas.MetricsSummary>,
  next: Schemas.MetricsSummary,
): ReadonlyArray<Schemas.MetricsSummary> {
  const last = before.at(-1);
  if (last?.serverTime === next.serverTime) return before;
  const isSame = last !== undefined && next.uptimeSeconds >= last.uptimeSeconds;
  return [...(isSame ? before : []), next].slice(-maxSamples);
}

/** How fast the counts grew until a time, per second. */
export interface Rates {
  readonly atMs: number;
  readonly requests: number;
  readonly issued: number;
}

/** Between one sample and the next. */
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
