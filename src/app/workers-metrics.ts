import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { LecternError } from '../lib/errors.ts';
import { withTimeout } from '../lib/timeout.ts';

// prom-client adds metrics up. Its own messages between processes contain only text, and a worker that exits before it replies makes all
// others wait. Here a worker asks the primary, which asks all workers.

type MetricsJson = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** From a worker to the primary. */
const readAll = 'lectern:read-all-metrics';

/** From the primary to each worker. */
interface ReadOwn {
  readonly type: 'lectern:read-own-metrics';
  readonly readId: number;
}

/** A worker's reply. */
interface Own {
  readonly type: 'lectern:own-metrics';
  readonly readId: number;
  readonly metrics: MetricsJson;
}

/** From the primary to the worker that asked. */
interface All {
  readonly type: 'lectern:all-metrics';
  /** One for each worker; undefined if one did not reply. */
  readonly metrics?: ReadonlyArray<MetricsJson>;
}

const answerTimeoutMs = 5000;

/** In the primary: collects the metrics of all workers when one asks. */
export function collectMetrics(): void {
  let reads = 0;
  cluster.on('message', async (asker, message) => {
    if (message?.type !== readAll) return;
    const readId = ++reads;
    const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const metrics = await withTimeout(answerTimeoutMs, (signal) =>
      Promise.all(running.map((worker) => readFrom(worker, readId, signal))),
    ).catch(() => undefined);
    const all: All = { type: 'lectern:all-metrics', ...(metrics && { metrics }) };
    if (asker.isConnected()) asker.send(all);
  });
}

/** The metrics of one worker; none if it has exited. */
async function readFrom(worker: Worker, readId: number, signal: AbortSignal): Promise<MetricsJson> {
  if (!worker.isConnected()) return [];
  const { promise, resolve } = Promise.withResolvers<MetricsJson>();
  const listen = (message: Own) => {
    if (message?.type === 'lectern:own-metrics' && message.readId === readId) resolve(message.metrics);
  };
  const giveUp = () => resolve([]);
  worker.on('message', listen).once('disconnect', giveUp);
  signal.addEventListener('abort', giveUp);
  worker.send({ type: 'lectern:read-own-metrics', readId } satisfies ReadOwn);
  const metrics = await promise;
  worker.off('message', listen).off('disconnect', giveUp);
  return metrics;
}

/**
 * In a worker: reads the metrics of all workers as one. `own` is the worker's part.
 * @returns a function that throws `unavailable` if a worker does not reply within 5 s
 */
export function readMetricsOfAll(own: Registry): () => Promise<Registry> {
  process.on('message', async ({ type, readId }: ReadOwn) => {
    if (type !== 'lectern:read-own-metrics') return;
    const metrics = withoutNaN(await own.getMetricsAsJSON());
    if (process.connected) process.send?.({ type: 'lectern:own-metrics', readId, metrics } satisfies Own);
  });
  let reading: Promise<Registry> | undefined;

  async function read(): Promise<Registry> {
    const { promise, resolve } = Promise.withResolvers<All>();
    const listen = (message: All) => {
      if (message?.type === 'lectern:all-metrics') resolve(message);
    };
    process.on('message', listen);
    process.send?.({ type: readAll });
    const { metrics } = await promise;
    process.off('message', listen);
    if (metrics === undefined)
      throw new LecternError('unavailable', 'A worker is not responding. Try again in a moment.');
    return AggregatorRegistry.aggregate([...metrics]);
  }

  return () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}

/** Drops NaN, for no measurement yet: JSON would turn it into null, which counts as 0. */
function withoutNaN(metrics: MetricsJson): MetricsJson {
  return metrics.map((metric) => ({
    ...metric,
    values: metric.values.filter(({ value }) => !Number.isNaN(value)),
  }));
}
