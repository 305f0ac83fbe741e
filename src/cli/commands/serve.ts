import closeWithGrace from 'close-with-grace';
import { Command } from 'commander';
import { type App, createApp, graceMs } from '../../app.ts';
import { type Config, configWarnings, readConfig } from '../../config.ts';
import { hint } from '../output.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the API and the file server')
    .addHelpText('after', '\nExample:\n  $ LECTERN_DATA_DIR=/var/lib/lectern LECTERN_PORT=8080 lectern serve')
    .action(async () => {
      const config = readConfig(process.env);
      const app = await startApp(config);
      if ((await app.core.accounts.count()) === 0) {
        hint(
          'There are no accounts yet. Make the first admin, in another terminal with the same environment:\n' +
            '  lectern users create --email you@example.org --role admin      (in a checkout: npm run lectern -- users …)',
        );
      }
    });
}

/** Starts both servers and stops them with grace on SIGINT, SIGTERM or an uncaught error. */
export async function startApp(config: Config): Promise<App> {
  const app = await createApp(config);
  const { log } = app.core;
  for (const warning of configWarnings(config, process.env)) log.warn({}, warning);
  closeWithGrace({ delay: graceMs, logger: false }, async ({ signal, err }) => {
    if (err) log.fatal({ error: err.message, stack: err.stack }, 'stopping after an unexpected error');
    else log.info({ signal }, 'stopping');
    await app.stop();
    log.info({}, 'stopped');
    log.flush();
  });
  await app.start();
  log.info({ api: config.publicUrl, files: app.core.storage.publicUrl, dataDir: config.dataDir }, 'ready');
  return app;
}
