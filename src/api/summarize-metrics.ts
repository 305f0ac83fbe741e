import type { MetricObjectWithValues, MetricValueWithName } from 'prom-client';

type Sample = MetricValueWithName<string>;

/** A few numbers from the metrics of a registry. */
export function summarizeMetrics(metrics: ReadonlyArray<MetricObjectWithValues<Sample>>) {
  const named = (name: string) => metrics.find((metric) => metric.name === name)?.values ?? [];
  const histogram = 'lectern_http_request_duration_seconds';
  const part = (suffix: string) =>
    named(histogram).filter(({ metricName }) => metricName === `${histogram}_${suffix}`);
  const statusClass = ({ labels }: Sample) => `${String(labels['status']).slice(0, 1)}xx`;
  const byStatusClass = addUp(part('count'), statusClass);
  const signIns = addUp(
    part('count').filter(({ labels }) => labels['route'] === '/api/auth/sign-in/email'),
    statusClass,
  );
  const cumulative = bucketsOf(part('bucket'));
  const { stable = 0, fresh = 0 } = addUp(named('lectern_issued_urls_total'), byLabel('lifetime'));
  return {
    requests: {
      total: sum(Object.values(byStatusClass)),
      byStatusClass,
      p50Seconds: quantile(cumulative, 0.5),
      p99Seconds: quantile(cumulative, 0.99),
    },
    signIns: { succeeded: signIns['2xx'] ?? 0, refused: signIns['4xx'] ?? 0 },
    issuedUrls: { stable, fresh },
    redemptions: addUp(named('lectern_redemptions_total'), byLabel('outcome')),
    uploads: addUp(named('lectern_uploads_total'), byLabel('outcome')),
    overloadRefusals: addUp(named('lectern_overload_refusals_total'), byLabel('sign')),
    residentMemoryBytes: firstValue(named('process_resident_memory_bytes')),
    eventLoopLagP99Seconds: firstValue(named('nodejs_eventloop_lag_p99_seconds')),
  };
}

interface Bucket {
  /** Seconds. */
  readonly upTo: number;
  /** Number of requests that took no longer. */
  readonly count: number;
}

function bucketsOf(samples: ReadonlyArray<Sample>): ReadonlyArray<Bucket> {
  const counts = addUp(samples, byLabel('le'));
  return Object.entries(counts)
    .map(([le, count]) => ({ upTo: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), count }))
    .sort((a, b) => a.upTo - b.upTo);
}

/**
 * Estimates as Prometheus's `histogram_quantile` does: linear within a bucket, and the last bound for longer durations.
 * Null without requests.
 */
function quantile(buckets: ReadonlyArray<Bucket>, fraction: number): number | null {
  const rank = fraction * (buckets.at(-1)?.count ?? 0);
  const at = buckets.findIndex(({ count }) => count >= rank);
  const [bucket, before = { upTo: 0, count: 0 }] = [buckets[at], buckets[at - 1]];
  if (!bucket || rank === 0) return null;
  if (!Number.isFinite(bucket.upTo)) return before.upTo;
  const share = (rank - before.count) / (bucket.count - before.count);
  return before.upTo + (bucket.upTo - before.upTo) * share;
}

const byLabel =
  (label: string) =>
  ({ labels }: Sample): string =>
    String(labels[label]);

function addUp(samples: ReadonlyArray<Sample>, keyOf: (sample: Sample) => string): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(samples, keyOf)].map(([key, group]) => [key, sum(group.map(({ value }) => value))]),
  );
}

const sum = (values: ReadonlyArray<number>) => values.reduce((total, value) => total + value, 0);

/** Null if nothing was measured yet. */
function firstValue([sample]: ReadonlyArray<Sample>): number | null {
  return sample && Number.isFinite(sample.value) ? sample.value : null;
}
