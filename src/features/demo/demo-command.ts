import { resolve } from 'node:path';
import { Command } from 'commander';
import { hint, print, printTable } from '../../cli/output.ts';
import type { FeatureCli } from '../feature.ts';
import { demoAccounts, demoPassword } from './seed.ts';
import { seedDemoFolder } from './seed-folder.ts';

export function demoCommand(cli: FeatureCli): Command {
  return new Command('demo')
    .description('try Lectern: run a server with sample accounts, tasks and PDFs in ./.lectern-demo')
    .addHelpText('after', '\nExample:\n  $ LECTERN_PORT=9080 LECTERN_FILES_PORT=9081 lectern demo')
    .action(async () => {
      const environment = {
        LECTERN_DATA_DIR: resolve('.lectern-demo'),
        LECTERN_LOG_LEVEL: 'warn',
        ...cli.environment,
      };
      const config = cli.settings.readConfig(environment);
      await seedDemoFolder(config, cli.migrations, () =>
        hint(`Creating sample accounts, tasks and PDFs in ${config.dataDir} …`),
      );
      hint('Starting …');
      const { core } = await cli.serve(config, environment, {
        demoAccounts: demoAccounts.map(({ name, email }) => ({ name, email, password: demoPassword })),
      });
      print(
        `Lectern demo: ${config.publicUrl} (API, documentation at /docs), files at ${core.storage.publicUrl}\n`,
      );
      printTable(
        ['ACCOUNT', 'PASSWORD', ''],
        demoAccounts.map(({ email, about }) => [email, demoPassword, about]),
      );
      print(`
Try it (paste into another terminal):

  TOKEN=$(curl -s ${config.publicUrl}/api/auth/sign-in/email -H 'Content-Type: application/json' \\
    -d '{"email":"student@example.org","password":"${demoPassword}"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
  curl -s ${config.publicUrl}/api/v1/tasks -H "Authorization: Bearer $TOKEN"
  TASK=$(curl -s ${config.publicUrl}/api/v1/tasks -H "Authorization: Bearer $TOKEN" | sed 's/.*"taskId":"\\([^"]*\\)".*/\\1/')
  curl -s ${config.publicUrl}/api/v1/tasks/$TASK -H "Authorization: Bearer $TOKEN"
  URL=$(curl -s ${config.publicUrl}/api/v1/tasks/$TASK -H "Authorization: Bearer $TOKEN" | sed 's/.*"descriptionPdfUrl":"\\([^"]*\\)".*/\\1/')
  curl -sO -J "$URL"

Stop it with Ctrl+C. Starting it again keeps the data; delete ${config.dataDir} to start over.

Open ${config.publicUrl} in your browser.`);
    });
}
