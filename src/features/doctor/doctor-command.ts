import { Command } from 'commander';
import { print, printJson } from '../../cli/output.ts';
import type { Diagnosis } from '../../lib/findings.ts';
import { pageOriginsOf } from '../../lib/page-origins.ts';
import type { Policy } from '../../storage/provider.ts';
import { policiesOf } from '../../storage/providers.ts';
import type { FeatureCli } from '../feature.ts';

const marks: Readonly<Record<Diagnosis['outcome'], string>> = {
  ok: 'ok     ',
  warning: 'WARNING',
  failed: 'FAILED ',
  skipped: 'skipped',
};

export function doctorCommand(cli: FeatureCli): Command {
  return new Command('doctor')
    .description(
      'check the storage with a small test file, the mail server and the keys of the trusted issuer; exit code 1 if a check fails',
    )
    .option('--json', 'print JSON, one line per check')
    .option('--print-policy', 'print the CORS rules and the minimal permissions that the storage needs')
    .addHelpText(
      'after',
      '\nExample:\n  $ LECTERN_STORAGE=s3 S3_BUCKET=pdfs S3_REGION=eu-central-1 lectern doctor',
    )
    .action(async ({ json, printPolicy }: { json?: true; printPolicy?: true }) => {
      const config = cli.settings.readConfig(cli.environment);
      if (printPolicy) {
        const ttlSeconds = config.signedUrlTtlSeconds;
        const policies = policiesOf(config.storage, { ...pageOriginsOf(config), ttlSeconds });
        return json ? printJson(policies) : print(describePolicies(policies));
      }
      const tell = (diagnosis: Diagnosis) => {
        if (diagnosis.outcome === 'failed') process.exitCode = 1;
        if (json) printJson(diagnosis, 0);
        else print(describe(diagnosis));
      };
      const { diagnoseAll } = await import('./doctor.ts');
      return cli.withCore(async (core) => {
        for await (const diagnosis of diagnoseAll(core, cli.features)) tell(diagnosis);
      });
    });
}

function describe({ outcome, title, detail, remedy }: Diagnosis): string {
  return `${marks[outcome]}  ${title}: ${detail}${remedy ? `\n         -> ${remedy}` : ''}`;
}

function describePolicies(policies: ReadonlyArray<Policy>): string {
  if (policies.length === 0)
    return 'The embedded store needs no policies: Lectern sets CORS and access itself.';
  return policies.map(({ title, how, document }) => `# ${title}\n# ${how}\n${document}`).join('\n\n');
}
