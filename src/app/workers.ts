import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Logger } from 'pino';
import { type ReadyMessage, stopMessage } from './worker.ts';
import { collectMetrics } from './workers-metrics.ts';

/** If workers repeatedly die sooner than this after they became ready, the pause before a restart grows. */
const steadyMs = 5000;
const longestPauseMs = 10_000;

export interface Workers {
  /**
   * Stops all gracefully.
   * @throws Error if one failed
   */
  stop(): Promise<void>;
}

export interface WorkersParts {
  readonly count: number;
  readonly log: Logger;
  /** Called once all workers are ready. */
  readonly onReady: (message: ReadyMessage) => void;
  /** Called with a worker's exit code if all exited before any was ready; they have printed the reason. */
  readonly onHopeless: (code: number) => Promise<void>;
}

/** Forks workers that run this command again, and replaces workers that die. */
export function startWorkers({ count, log, onReady, onHopeless }: WorkersParts): Workers {
  // Workers accept connections themselves: one passed on by the primary would hang if its worker died in the meantime.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  collectMetrics();
  const running = new Set<Worker>();
  const readyAtMs = new Map<Worker, number>();
  const pauses = new Set<NodeJS.Timeout>();
  let isAnnounced = false;
  let hasBeenReady = false;
  let earlyDeaths = 0;
  let isStopping = false;
  let hasFailed = false;

  function start(): void {
    const worker = cluster.fork();
    // A message to a worker that is exiting fails; its exit is handled separately.
    worker.on('error', (error) =>
      log.warn({ worker: worker.id, error: error.message }, 'a worker is out of reach'),
    );
    running.add(worker);
  }

  function replace(): void {
    const pauseMs = earlyDeaths < 2 ? 0 : Math.min(50 * 2 ** earlyDeaths, longestPauseMs);
    const pause = setTimeout(() => {
      pauses.delete(pause);
      start();
    }, pauseMs);
    pauses.add(pause);
  }

  cluster.on('message', (worker, message: ReadyMessage) => {
    if (message?.type !== 'lectern:ready') return;
    if (!hasBeenReady) for (let missing = count - running.size; missing > 0; missing -= 1) replace();
    hasBeenReady = true;
    readyAtMs.set(worker, performance.now());
    log.info({ worker: worker.id, pid: worker.process.pid }, 'a worker is ready');
    if (isAnnounced || readyAtMs.size < count) return;
    isAnnounced = true;
    onReady(message);
  });

  cluster.on('exit', (worker, code, signal) => {
    const servedMs = performance.now() - (readyAtMs.get(worker) ?? performance.now());
    hasFailed ||= isStopping && readyAtMs.has(worker) && code !== 0;
    running.delete(worker);
    readyAtMs.delete(worker);
    if (isStopping) return;
    earlyDeaths = servedMs < steadyMs ? earlyDeaths + 1 : 0;
    log.error({ worker: worker.id, code, signal, servedMs: Math.round(servedMs) }, 'a worker has ended');
    if (hasBeenReady) replace();
    else if (running.size === 0) void onHopeless(code || 1); // no code if a signal ended it
  });

  for (let started = 0; started < count; started += 1) start();

  return {
    async stop() {
      isStopping = true;
      for (const pause of pauses) clearTimeout(pause);
      for (const worker of running) {
        if (readyAtMs.has(worker)) worker.send(stopMessage);
        else worker.process.kill('SIGKILL');
      }
      while (running.size > 0) await once(cluster, 'exit');
      if (hasFailed) throw new Error('a worker did not end well');
    },
  };
}
