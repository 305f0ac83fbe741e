import assert from 'node:assert/strict';
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { afterEach, before, describe, it } from 'node:test';
import { Counter, Gauge, Registry } from 'prom-client';
import { collectMetrics, readMetricsOfAll } from '../../src/app/workers-metrics.ts';
import { upTo } from '../support/up-to.ts';

/** In a worker: counts a few, and prints the metrics of all workers on request. */
function runWorker(counted: number, lag: number): void {
  const registry = new Registry();
  const registers = [registry];
  new Counter({ name: 'counted', help: 'Added up.', labelNames: ['by'], registers }).inc(
    { by: 'all' },
    counted,
  );
  new Gauge({ name: 'lag', help: 'An average.', aggregator: 'average', registers }).set(lag);
  const read = readMetricsOfAll(registry);
  process.on('message', async (message) => {
    if (message !== 'read') return;
    process.send?.({ text: await (await read()).metrics() });
  });
}

async function startWorker(...args: ReadonlyArray<string>): Promise<Worker> {
  // Without the options of this process, which would start another test run.
  cluster.setupPrimary({ exec: import.meta.filename, args: [...args], execArgv: [] });
  const worker = cluster.fork();
  await once(worker, 'message');
  return worker;
}

async function read(worker: Worker): Promise<string> {
  worker.send('read');
  let text: string | undefined;
  const bound = upTo(1000);
  while (text === undefined && bound()) [{ text }] = await once(worker, 'message');
  return text as string;
}

if (cluster.isPrimary) {
  describe('the metrics of workers', () => {
    before(collectMetrics);
    afterEach(() => new Promise<void>((done) => cluster.disconnect(done)));

    it('are added up by any worker, and averages ignore what was not measured', async () => {
      const [one, other] = [await startWorker('2', '0.5'), await startWorker('3', 'NaN')];
      for (const worker of [one, other, one]) {
        const text = await read(worker);
        assert.match(text, /^counted\{by="all"\} 5$/m);
        assert.match(text, /^lag 0\.5$/m);
      }
    });

    it('are those of the other workers when one ends before it has answered', async () => {
      const [one, ending] = [await startWorker('5', '0.5'), await startWorker('end')];
      const [text] = await Promise.all([read(one), once(ending, 'exit')]);
      assert.match(text, /^counted\{by="all"\} 5$/m);
    });
  });
} else {
  const [first, second] = process.argv.slice(2);
  if (first === 'end') process.once('message', () => process.exit());
  else runWorker(Number(first), Number(second));
  process.send?.('started');
}
