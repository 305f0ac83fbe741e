import assert from 'node:assert/strict';
import { createHistogram } from 'node:perf_hooks';
import { afterEach, describe, it, mock } from 'node:test';
import { Registry } from 'prom-client';
import { watchEventLoopLag } from '../../src/api/event-loop-lag.ts';
import { createMetrics } from '../../src/api/metrics.ts';

const nanoseconds = (seconds: number) => Math.round(seconds * 1e9);

/** By the word in the name of each gauge. */
async function readLag(registry: Registry): Promise<Record<string, number | undefined>> {
  const read = await registry.getMetricsAsJSON();
  return Object.fromEntries(
    read.flatMap(({ name, values: [sample] }) => {
      const [isLag, figure = 'now'] = /^nodejs_eventloop_lag_(?:(\w+)_)?seconds$/.exec(name) ?? [];
      return isLag ? [[figure, sample?.value]] : [];
    }),
  );
}

describe('the lag of the event loop', () => {
  afterEach(() => mock.timers.reset());

  it('is NaN before the first measurement, and then the same for every scrape', async () => {
    const [registry, delays] = [new Registry(), createHistogram()];
    watchEventLoopLag(registry, delays);
    const { now, ...unknown } = await readLag(registry);
    assert.ok(Number(now) >= 0);
    const figures = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'];
    assert.deepEqual(unknown, Object.fromEntries(figures.map((figure) => [figure, Number.NaN])));
    for (const seconds of [0.01, 0.01, 2]) delays.record(nanoseconds(seconds));
    for (const reader of ['one', 'another']) {
      const { min, max, p50 } = await readLag(registry);
      assert.deepEqual(
        [min, max, p50].map((seconds) => Number(seconds).toFixed(2)),
        ['0.01', '2.00', '0.01'],
        reader,
      );
    }
  });

  it('covers the last whole minute', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    const [registry, delays] = [new Registry(), createHistogram()];
    watchEventLoopLag(registry, delays);
    const readMax = async () => Number((await readLag(registry))['max']).toFixed(2);
    delays.record(nanoseconds(2));
    mock.timers.tick(60_000);
    delays.record(nanoseconds(0.5));
    assert.equal(await readMax(), '2.00');
    mock.timers.tick(60_000);
    assert.equal(await readMax(), '0.50');
  });

  it('replaces the gauges that reset on every scrape', async () => {
    const read = await (await createMetrics().read()).getMetricsAsJSON();
    const lags = read.filter(({ name }) => name.startsWith('nodejs_eventloop_lag'));
    assert.equal(lags.length, 8);
    assert.ok(lags.every(({ help }) => /over the last minute|at the time of reading/.test(help)));
  });
});
