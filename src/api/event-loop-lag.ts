import { type Histogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTick } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';

const windowMs = 60_000;

/** Nanoseconds of a window, and how to aggregate several processes. */
const figures = {
  min: { aggregator: 'min', of: ({ min }) => min },
  max: { aggregator: 'max', of: ({ max }) => max },
  mean: { aggregator: 'average', of: ({ mean }) => mean },
  stddev: { aggregator: 'average', of: ({ stddev }) => stddev },
  p50: { aggregator: 'average', of: (delays) => delays.percentile(50) },
  p90: { aggregator: 'average', of: (delays) => delays.percentile(90) },
  p99: { aggregator: 'average', of: (delays) => delays.percentile(99) },
} satisfies Record<string, { aggregator: 'min' | 'max' | 'average'; of: (delays: Histogram) => number }>;

/**
 * Measures the delays of the event loop over the last whole minute, or since the start within the first one. The gauges
 * replace prom-client's, which reset at each reading: two readers would each miss some delays.
 * @param delays in nanoseconds
 */
export function watchEventLoopLag(register: Registry, delays: Histogram = monitorDelays()): void {
  let lastWindow: ReturnType<typeof read> | undefined;

  function read() {
    const isEmpty = delays.count === 0;
    return new Map(
      Object.entries(figures).map(([name, { of }]) => [name, isEmpty ? Number.NaN : of(delays) / 1e9]),
    );
  }

  setInterval(() => {
    lastWindow = read();
    delays.reset();
  }, windowMs).unref();

  for (const [name, { aggregator }] of Object.entries(figures)) {
    new Gauge({
      name: `nodejs_eventloop_lag_${name}_seconds`,
      help: `Event-loop delay over the last minute: ${name}.`,
      aggregator,
      registers: [register],
      collect() {
        this.set((lastWindow ?? read()).get(name) ?? Number.NaN);
      },
    });
  }
  new Gauge({
    name: 'nodejs_eventloop_lag_seconds',
    help: 'Event-loop delay at the time of reading.',
    aggregator: 'average',
    registers: [register],
    async collect() {
      const startedMs = performance.now();
      await nextTick();
      this.set((performance.now() - startedMs) / 1000);
    },
  });
}

function monitorDelays(): Histogram {
  const delays = monitorEventLoopDelay();
  delays.enable();
  return delays;
}
