import cluster from 'node:cluster';
import closeWithGrace, { type Signals } from 'close-with-grace';
import type { Config } from '../config/config.ts';
import { features } from '../features/index.ts';
import { createLog, flushLog, logFatal } from '../lib/log.ts';
import { graceMs } from '../lib/timeout.ts';
import type { App } from './app.ts';
import { openTelemetry } from './open-with-features.ts';
import { releaseMemoryWhenQuiet } from './release-memory.ts';
import { readMetricsOfAll } from './workers-metrics.ts';

/** From a worker to the primary, once both of its servers listen. */
export interface ReadyMessage {
  readonly type: 'lectern:ready';
  /** URL of the file server, as browsers see it. */
  readonly files: string;
}

/** From the primary to a worker. */
export const stopMessage = 'lectern:stop';

/** A terminal or systemd sends these to all processes, but the primary decides when a worker stops. */
const leftToThePrimary: ReadonlyArray<Signals> = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'];

/**
 * Runs the app in a process that the primary forked, on the listeners that all workers share. `node:cluster` ends the process when the
 * primary is gone.
 */
export async function runWorker(config: Config, environment: NodeJS.ProcessEnv): Promise<App> {
  try {
    return await startWorker(config, environment);
  } catch (error) {
    process.channel?.unref(); // otherwise this process would wait for the primary
    throw error;
  }
}

async function startWorker(config: Config, environment: NodeJS.ProcessEnv): Promise<App> {
  const log = createLog(config, { worker: cluster.worker?.id });
  const { createApp } = await import('./app.ts');
  const telemetry = await openTelemetry(features, environment);
  const app = await createApp(config, { log, readMetrics: readMetricsOfAll, telemetry });
  const grace = closeWithGrace(
    { delay: graceMs, logger: false, skip: [...leftToThePrimary] },
    async ({ err }) => {
      if (err)
        await logFatal(log, { error: err.message, stack: err.stack }, 'stopping after an unexpected error');
      await app.stop();
      await flushLog(log);
    },
  );
  for (const signal of leftToThePrimary) process.on(signal, () => {});
  process.on('message', (message) => {
    if (message === stopMessage) grace.close();
  });
  try {
    await app.start();
  } catch (error) {
    grace.uninstall();
    throw error;
  }
  releaseMemoryWhenQuiet();
  const ready: ReadyMessage = { type: 'lectern:ready', files: app.core.storage.publicUrl };
  process.send?.(ready);
  return app;
}
