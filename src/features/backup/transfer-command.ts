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
      'copy a whole installation, with database and files, to another database and storage, and compare both; exit code 1 if they differ',
    )
    .requiredOption('--from <source>', 'data folder, or settings file, of the source')
    .requiredOption(
      '--to <target>',
      'data folder, or settings file, of the target; its database must be empty',
    )
    .option('--incomplete', 'finish even if files of the source are missing or damaged')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
A settings file has lines NAME=value, with the names that "lectern config" shows. The credentials of storage vendors
(${clientVariables.map((prefix) => `${prefix}…`).join(', ')}) may also come from environment variables.

First stop the servers of the source. To continue an interrupted transfer, run it again; until it has finished,
no other command can open the target.

Examples:
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
      `The source changed during the transfer (${changed.join(', ')}). Stop its servers, empty the target, then start again.`,
    );
  }
  if (differing.length > 0) {
    hint(
      `The target differs from the source (${differing.join(', ')}), because one of them changed after this transfer began. Stop the servers of both, empty the target, then start again.`,
    );
  }
  for (const each of advice) hint(each);
  if (isFinished) hint(`${target} is a complete copy of ${source}; all rows and files were compared.`);
  else if (differing.length + changed.length > 0) hint('The transfer is not finished.');
  else {
    hint('Put the files back and run the transfer again, or use --incomplete to finish without them.');
  }
}
