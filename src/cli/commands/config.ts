import { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { hint, printJson, printTable } from '../output.ts';

export function configCommand(cli: Cli): Command {
  return new Command('config')
    .description('show all settings with their current values; secrets are hidden')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ SIGNED_URL_TTL_SECONDS=120 lectern config')
    .action(({ json }: { json?: true }) => {
      const config = cli.settings.readConfig(cli.environment);
      const rows = cli.settings.describeConfig(config);
      if (json) printJson(rows);
      else {
        printTable(
          ['SETTING', 'VALUE', 'MEANING'],
          rows.map(({ variable, value, meaning }) => [variable, value, meaning]),
        );
      }
      for (const warning of cli.settings.configWarnings(config, cli.environment)) hint(`warning: ${warning}`);
    });
}
