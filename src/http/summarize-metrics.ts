import { parsePrometheusText, type Sample } from './prometheus-text.ts';

/**
 * A few numbers out of the text of `/metrics`, which is what all workers of an instance add up to. Reading the text
 * is the one way that is the same for one process and for many.
 */
export function summarizeMetrics(text: string) {
  const samples = Map.groupBy(parsePrometheusText(text), ({ name }) => name);
  const named = (name: string) => samples.get(name) ?? [];
  const requests = 'lectern_http_request_duration_seconds';
  const statusClass = ({ labels }: Sample) => `${labels['status']?.slice(0, 1)}xx`;
  const byStatusClass = addUp(named(`${requests}_count`), statusClass);
  const cumulative = bucketsOf(named(`${requests}_bucket`));
  const { stable = 0, fresh = 0 } = addUp(named('lectern_issued_urls_total'), byLabel('lifetime'));
  return {
    requests: {
      total: sum(Object.values(byStatusClass)),
      byStatusClass,
      p50Seconds: quantile(cumulative, 0.5),
      p99Seconds: quantile(cumulative, 0.99),
      buckets: cumulative.map(({ upTo, count }, at) => ({
        upToSeconds: Number.isFinite(upTo) ? upTo : null,
        requests: count - (cumulative[at - 1]?.count ?? 0),
      })),
    },
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
  /** Of all that took no longer. */
  readonly count: number;
}

function bucketsOf(samples: ReadonlyArray<Sample>): ReadonlyArray<Bucket> {
  const counts = addUp(samples, byLabel('le'));
  return Object.entries(counts)
    .map(([le, count]) => ({ upTo: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), count }))
    .sort((a, b) => a.upTo - b.upTo);
}

/**
 * As Prometheus's `histogram_quantile` estimates it: linear within a bucket, and the last bound for what took longer.
 * Null without any request.
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
    labels[label] ?? '';

function addUp(samples: ReadonlyArray<Sample>, keyOf: (sample: Sample) => string): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(samples, keyOf)].map(([key, group]) => [key, sum(group.map(({ value }) => value))]),
  );
}

const sum = (values: ReadonlyArray<number>) => values.reduce((total, value) => total + value, 0);

/** Null where nothing was measured yet. */
function firstValue([sample]: ReadonlyArray<Sample>): number | null {
  return sample && Number.isFinite(sample.value) ? sample.value : null;
}
