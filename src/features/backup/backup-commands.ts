import { Command } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import { hint, printJson, printTable } from '../../cli/output.ts';
import { createProgressBar } from '../../cli/progress.ts';
import { systemClock } from '../../lib/clock.ts';
import type { FeatureCli } from '../feature.ts';
import { backUp } from './backup.ts';
import type { ObjectProblem } from './object-problem.ts';
import { restore } from './restore.ts';

export function backupCommand(cli: FeatureCli): Command {
  return new Command('backup')
    .description(
      'save the embedded database, files and keys to a folder, even while the server runs; exit code 1 if a file is missing or damaged',
    )
    .argument('<folder>', 'target folder; must be empty or not exist yet')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The backup contains the signing keys and the accounts. Protect it like the server.

Example:
  $ lectern backup /mnt/backups/2026-11-24`,
    )
    .action(async (folder: string, { json }: { json?: true }) => {
      const bar = createProgressBar();
      const manifest = await backUp(folder, {
        config: cli.settings.readConfig(cli.environment),
        features: cli.features,
        version: packageJson.version,
        clock: systemClock,
        onProgress: bar.onProgress,
      }).finally(bar.end);
      const { objects, problems, tables } = manifest;
      if (json) printJson(manifest);
      else printTable(['WHAT', 'NUMBER'], countRows(tables, objects));
      hintProblems(problems);
      if (problems.length > 0) process.exitCode = 1;
      else hint(`The backup in ${folder} is complete.`);
    });
}

export function restoreCommand(cli: FeatureCli): Command {
  return new Command('restore')
    .description(
      'restore a backup to LECTERN_DATA_DIR, which must be empty or not exist yet; exit code 1 if nothing was restored',
    )
    .argument('<folder>', 'folder of the backup')
    .option('--incomplete', 'restore the other files even if some in the backup are missing or damaged')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ LECTERN_DATA_DIR=/var/lib/lectern lectern restore /mnt/backups/2026-11-24',
    )
    .action(async (folder: string, { json, incomplete = false }: { json?: true; incomplete?: boolean }) => {
      const bar = createProgressBar();
      const report = await restore(folder, {
        config: cli.settings.readConfig(cli.environment),
        features: cli.features,
        isIncompleteFine: incomplete,
        onProgress: bar.onProgress,
      }).finally(bar.end);
      const { objects, tables, dataDir, takenAt, isRestored } = report;
      if (json) printJson(report);
      else printTable(['WHAT', 'NUMBER'], countRows(tables, objects));
      hintProblems(objects.problems);
      if (isRestored) return hint(`${dataDir} is restored as of ${takenAt}.`);
      process.exitCode = 1;
      hint('Nothing was restored. Use --incomplete to restore the other files.');
    });
}

export function hintProblems(problems: ReadonlyArray<ObjectProblem>): void {
  for (const { objectKey, problem } of problems) hint(`${objectKey} ${problem}`);
}

/** Rows of the printed table of copied items. */
export function countRows(
  tables: Readonly<Record<string, number>>,
  { count, bytes }: { readonly count: number; readonly bytes: number },
): ReadonlyArray<ReadonlyArray<string>> {
  return [
    ...Object.entries(tables).map(([name, rows]) => [`rows of ${name}`, String(rows)]),
    ['files', String(count)],
    ['bytes of files', String(bytes)],
  ];
}
