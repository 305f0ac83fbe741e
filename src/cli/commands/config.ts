import { Command } from 'commander';
import { configWarnings, describeConfig, readConfig } from '../../config/config.ts';
import { hint, printJson, printTable } from '../output.ts';

export function configCommand(): Command {
  return new Command('config')
    .description('show the settings in force, with secrets hidden')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ SIGNED_URL_TTL_SECONDS=120 lectern config')
    .action(({ json }: { json?: true }) => {
      const config = readConfig(process.env);
      const rows = describeConfig(config);
      if (json) printJson(rows);
      else {
        printTable(
          ['SETTING', 'VALUE', 'MEANING'],
          rows.map(({ variable, value, meaning }) => [variable, value, meaning]),
        );
      }
      for (const warning of configWarnings(config, process.env)) hint(`warning: ${warning}`);
    });
}
