import { Command } from 'commander';
import { printJson, printTable } from '../../cli/output.ts';
import { withCore } from '../../cli/with-core.ts';
import type { Cli } from '../feature.ts';

export function preflightCommand({ features }: Cli): Command {
  return new Command('preflight')
    .description('check that a contest is ready to start; exit code 1 if anything fails')
    .argument('<contest>', 'contest id')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern preflight 0198…')
    .action((contestId: string, { json }: { json?: true }) =>
      withCore(async (core) => {
        const { preflight } = await (await import('./open.ts')).openPreflight(core, features);
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
