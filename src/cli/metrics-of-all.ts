import cluster from 'node:cluster';
import { AggregatorRegistry, type PrometheusContentType, type Registry } from 'prom-client';
import { LecternError } from '../errors.ts';

/** What a worker asks the primary, and what it is told; the primary asks all workers by prom-client's messages. */
const question = 'lectern:metrics-of-all';
const answer = 'lectern:metrics';

interface Answer {
  readonly type: typeof answer;
  /** Missing when one of the workers did not answer. */
  readonly text?: string;
}

/** In the primary: gives a worker that asks the metrics of all workers as one. */
export function answerMetricsOfAll(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', async (worker, message) => {
    if (message?.type !== question) return;
    const text = await all.clusterMetrics().catch(() => undefined);
    if (worker.isConnected()) worker.send({ type: answer, text });
  });
}

/**
 * In a worker: the metrics of all workers, counts added up. `registry` is the worker's own part.
 * @returns a function that throws `unavailable` when a worker does not answer within 5 s
 */
export function askMetricsOfAll(registry: Registry<PrometheusContentType>): () => Promise<string> {
  AggregatorRegistry.setRegistries(registry);
  new AggregatorRegistry(); // tells the primary this worker's part
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const listen = (message: Answer) => {
      if (message?.type === answer) resolve(message);
    };
    process.on('message', listen);
    process.send?.({ type: question });
    const { text } = await promise;
    process.off('message', listen);
    if (text === undefined) throw new LecternError('unavailable', 'A worker does not answer.');
    return text;
  }

  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
