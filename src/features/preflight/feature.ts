import { Command } from 'commander';
import { aboutContest } from '../../cli/input.ts';
import { printJson, printTable } from '../../cli/output.ts';
import { idOfReference } from '../../database/external-ids.ts';
import type { Feature, FeatureCli } from '../feature.ts';

/** Checks whether a contest is ready to start. */
export const preflight: Feature = {
  name: 'preflight',
  profile: 'platform',
  cli: { addCommands: (program, cli) => program.addCommand(preflightCommand(cli)) },
  async open(host) {
    const { openPreflight } = await import('./preflight.ts');
    const { preflightRoutes } = await import('./preflight-routes.ts');
    const { preflight, kinds } = await openPreflight(host, host.features);
    return { http: { routes: [preflightRoutes(preflight, kinds)] } };
  },
};

function preflightCommand(cli: FeatureCli): Command {
  return new Command('preflight')
    .description('check whether a contest is ready to start; exit code 1 if a check fails')
    .argument('<contest>', aboutContest)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern preflight 0198…')
    .action((contest: string, { json }: { json?: true }) =>
      cli.withCore(async (core) => {
        const { preflight } = await (await import('./preflight.ts')).openPreflight(core, cli.features);
        const contestId = await idOfReference(core.findExternal, 'contest', contest);
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
