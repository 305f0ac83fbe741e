import cluster from 'node:cluster';
import { basename } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { Command, InvalidArgumentError } from 'commander';
import type { Logger } from 'pino';
import type { Cli } from '../cli/cli.ts';
import { hint } from '../cli/output.ts';
import type { Config } from '../config/config.ts';
import { features } from '../features/index.ts';
import { configWarnings, readConfig } from '../features/settings.ts';
import { isoTime } from '../lib/clock.ts';
import { createLog, flushLog, logFatal } from '../lib/log.ts';
import { graceMs } from '../lib/timeout.ts';
import type { App, AppOptions } from './app.ts';
import { openTelemetry } from './open-with-features.ts';
import { releaseMemoryWhenQuiet } from './release-memory.ts';
import { runWorker } from './worker.ts';
import { startWorkers } from './workers.ts';

const maxWorkers = 64;
const noAccounts = 'There are no accounts yet.';

export function serveCommand({ environment }: Cli): Command {
  return new Command('serve')
    .description('run the API and the file server')
    .option(
      '--workers <number>',
      `number of processes that share the work and both ports, at most ${maxWorkers}`,
      toCount,
      1,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ LECTERN_DATA_DIR=/var/lib/lectern LECTERN_PORT=8080 lectern serve\n  $ lectern serve --workers 4',
    )
    .action(async ({ workers }: { workers: number }) => {
      const config = readConfig(environment);
      if (workers === 1) return hintIfNew(await startApp(config, environment));
      if (cluster.isPrimary) return startPrimary(config, environment, workers);
      const app = await runWorker(config, environment);
      if (cluster.worker?.id === 1) await hintIfNew(app);
    });
}

/** Starts both servers; stops them gracefully on SIGINT, SIGTERM, the end of npm, or an uncaught error. */
export async function startApp(
  config: Config,
  environment: NodeJS.ProcessEnv,
  options: Pick<AppOptions, 'demoAccounts'> = {},
): Promise<App> {
  // Only this command needs the servers, and they take longer to load than all other commands.
  const { createApp } = await import('./app.ts');
  const app = await createApp(config, {
    ...options,
    telemetry: await openTelemetry(features, environment),
  });
  const { log } = app.core;
  warn(config, environment, log);
  const grace = stopWithGrace(log, environment, graceMs, app.stop);
  try {
    await app.start();
  } catch (error) {
    grace.uninstall();
    throw error;
  }
  releaseMemoryWhenQuiet();
  log.info({ api: config.publicUrl, files: app.core.storage.publicUrl, dataDir: config.dataDir }, 'ready');
  return app;
}

/** Starts workers, which run the servers, and stops them gracefully. */
function startPrimary(config: Config, environment: NodeJS.ProcessEnv, count: number): void {
  const log = createLog(config);
  warn(config, environment, log);
  const workers = startWorkers({
    count,
    log,
    onReady: ({ files }) =>
      log.info({ api: config.publicUrl, files, dataDir: config.dataDir, workers: count }, 'ready'),
    async onHopeless(code) {
      await logFatal(log, {}, 'no worker became ready');
      process.exit(code);
    },
  });
  // Workers exit on their own shortly before, when their grace period ends.
  stopWithGrace(log, environment, graceMs + 1000, workers.stop);
}

function stopWithGrace(
  log: Logger,
  environment: NodeJS.ProcessEnv,
  delay: number,
  stop: () => Promise<void>,
) {
  const unfollow = followNpm(environment, () => process.kill(process.pid, 'SIGTERM'));
  return closeWithGrace({ delay, logger: false }, async ({ signal, err }) => {
    unfollow(); // a second signal would end this process immediately
    if (err)
      await logFatal(log, { error: err.message, stack: err.stack }, 'stopping after an unexpected error');
    else log.info({ signal }, 'stopping');
    await stop();
    log.info({}, 'stopped');
    await flushLog(log);
  });
}

function warn(config: Config, environment: NodeJS.ProcessEnv, log: Logger): void {
  for (const warning of configWarnings(config, environment)) log.warn({}, warning);
}

/** Prints the link for the first admin to standard error, which the person who starts the server sees: the log may go elsewhere. */
async function hintIfNew({ core: { config, firstAdmin, signInProvider } }: App): Promise<void> {
  if (config.passwordSignIn === 'off') {
    if (await firstAdmin.hasAccounts()) return;
    const next =
      signInProvider === undefined
        ? 'Create an API key for your platform: lectern api-keys create --name platform --scopes sync,upload,grant'
        : 'Create the first admin: lectern users create --email you@example.org --role admin';
    hint(`${noAccounts} ${next}`);
    return;
  }
  const link = await firstAdmin.offerLink();
  if (link === undefined) return;
  if (link === 'printed-already') {
    hint(
      `${noAccounts} Another start has just printed the link to create the first admin. To get a new link, run: lectern users first-admin-link`,
    );
    return;
  }
  hint(
    `${noAccounts} To create the first admin, open this link in a browser. It works once, until ${isoTime(link.expiresAtMs)}: ${link.url}`,
  );
}

function toCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > maxWorkers) {
    throw new InvalidArgumentError(`Use a whole number from 1 to ${maxWorkers}.`);
  }
  return count;
}

const everyMs = 250;

/**
 * Calls `stop` once when the shell in which npm or npx runs this program has ended. npm sends SIGTERM only to that shell, and most shells
 * exit without ending their child, which would keep its ports. Does nothing if npm did not start this program itself, or if the shell
 * replaced itself with it: npm's signals arrive then.
 * @returns a function that stops watching
 */
function followNpm(environment: NodeJS.ProcessEnv, stop: () => void): () => void {
  // All descendants of npm's command inherit its environment.
  const command = environment['npm_lifecycle_script'];
  if (!command?.includes(basename(process.argv[1] ?? ''))) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, everyMs).unref();
  return () => clearInterval(timer);
}
