import { Command } from 'commander';
import { hint, printJson, printTable } from '../../cli/output.ts';
import { createProgressBar } from '../../cli/progress.ts';
import { clientVariables } from '../../storage/providers.ts';
import type { FeatureCli } from '../feature.ts';
import { countRows, hintProblems } from './backup-commands.ts';
import { joinCredentials, readSettingsFile } from './settings-file.ts';
import { type TransferReport, transferInstallation } from './transfer.ts';

interface TransferOptions {
  readonly from: string;
  readonly to: string;
  readonly incomplete?: boolean;
  readonly json?: true;
}

export function transferCommand(cli: FeatureCli): Command {
  return new Command('transfer')
    .description(
      'move a whole installation, rows and files, to another database and storage; exit code 1 if anything differs',
    )
    .requiredOption('--from <source>', 'a data folder, or a file of settings')
    .requiredOption('--to <target>', 'the same; its database must be empty')
    .option('--incomplete', 'finish even if files of the source are missing or damaged')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
A file of settings holds lines NAME=value, with the names that lectern config prints. Only the credentials that the
vendors' own clients look for (${clientVariables.map((prefix) => `${prefix}…`).join(', ')}) may come from the environment as well.

Stop the servers of the source first. A transfer that was cut off goes on when it is run again; until it
has finished, no other command opens the target.

Example:
  $ lectern transfer --from /var/lib/lectern --to cloud.env
  $ lectern transfer --from cloud.env --to ./back-home`,
    )
    .action(async ({ from, to, incomplete = false, json }: TransferOptions) => {
      const [source, target] = [readSettingsFile(from, cli.settings), readSettingsFile(to, cli.settings)];
      for (const warning of [...source.warnings, ...target.warnings]) hint(`warning: ${warning}`);
      Object.assign(cli.environment, joinCredentials([source, target]));
      const bar = createProgressBar();
      const report = await transferInstallation(source.config, target.config, {
        features: cli.features,
        isIncompleteFine: incomplete,
        onProgress: bar.onProgress,
      }).finally(bar.end);
      if (json) printJson(report);
      else {
        const tables = report.tables.map(({ name, rows }) => [name, rows] as const);
        printTable(['WHAT', 'NUMBER'], countRows(Object.fromEntries(tables), report.objects));
      }
      hintOutcome(report);
      if (!report.isFinished) process.exitCode = 1;
    });
}

function hintOutcome(report: TransferReport): void {
  const { differing, changed, objects, isFinished, source, target, advice } = report;
  hintProblems(objects.problems);
  if (changed.length > 0) {
    hint(
      `The source changed during the transfer (${changed.join(', ')}). Stop its servers, empty the target and start again.`,
    );
  }
  if (differing.length > 0) {
    hint(
      `The target differs from the source (${differing.join(', ')}): it was written to, or the source has changed since this transfer began. Empty the target and start again.`,
    );
  }
  for (const each of advice) hint(each);
  if (isFinished) hint(`${target} has everything that ${source} has; rows and files were compared.`);
  else if (differing.length + changed.length > 0) hint('The transfer is not finished.');
  else {
    hint('Run it again once the files are there, or with --incomplete to finish without them.');
  }
}
