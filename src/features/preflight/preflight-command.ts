import { Command } from 'commander';
import { printJson, printTable } from '../../cli/output.ts';
import type { FeatureCli } from '../feature.ts';

export function preflightCommand(cli: FeatureCli): Command {
  return new Command('preflight')
    .description('check whether a contest is ready to start; exit code 1 if a check fails')
    .argument('<contest>', 'id of the contest')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern preflight 0198…')
    .action((contestId: string, { json }: { json?: true }) =>
      cli.withCore(async (core) => {
        const { preflight } = await (await import('./preflight.ts')).openPreflight(core, cli.features);
        const findings = await preflight(await core.contests.find(contestId));
        if (findings.some(({ severity }) => severity === 'failed')) process.exitCode = 1;
        if (json) return printJson(findings);
        printTable(
          ['RESULT', 'TASK', 'LANGUAGE', 'FINDING'],
          findings.map(({ severity, label, language, message }) => [
            severity,
            label ?? '-',
            language ?? '-',
            message,
          ]),
        );
      }),
    );
}
