import { Command } from 'commander';
import type { Cli } from '../../cli/cli.ts';
import { inviteOption } from '../../cli/commands/users.ts';
import { readList } from '../../cli/input.ts';
import { hint, print, printJson, printProblems, printTable } from '../../cli/output.ts';
import { LecternError } from '../../lib/errors.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import type { RowProblem } from '../../lib/row-problems.ts';
import type { PeopleImport } from './import-people.ts';

interface ImportOptions {
  readonly apply?: boolean;
  readonly invite?: OwnLanguage;
  readonly json?: true;
}

export function importCommand(cli: Cli): Command {
  return new Command('import')
    .description(
      'show what importing a list of people would change, or import it with --apply; exit code 1 if the list has errors',
    )
    .argument(
      '<file>',
      'CSV file with the columns name, email and optionally role and group; "-" reads standard input',
    )
    .option('--apply', 'import the list, if no row has an error; new accounts get a link to set a password')
    .addOption(inviteOption())
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ lectern users import course.csv --apply
  $ printf 'name,email,group\\nAnn Lee,ann@example.org,Algorithms\\n' | lectern users import -`,
    )
    .action(async (path: string, { apply = false, invite, json }: ImportOptions) => {
      const file = await readList(path);
      const { createImportPeople } = await import('./import-people.ts');
      await cli.withCore(async (core) => {
        try {
          const imported = await createImportPeople(core)(file, { dryRun: !apply, invite });
          if (json) printJson({ applied: apply, ...imported });
          else printImport(imported, apply);
        } catch (error) {
          if (!(error instanceof LecternError) || error.code !== 'people-file-invalid') throw error;
          process.exitCode = 1;
          if (json) return printJson({ applied: false, ...error.facts });
          printProblems(error.facts['problems'] as ReadonlyArray<RowProblem>);
          hint(`lectern: ${error.message}`);
        }
      });
    });
}

function printImport({ invited, setupLinksExpireAt, rows }: PeopleImport, applied: boolean): void {
  printTable(
    ['LINE', 'CHANGE', 'EMAIL', 'NAME', 'ROLE', 'GROUP'],
    rows.map(({ line, changes, email, name, role, group }) => [
      String(line),
      changes.map((change) => change.replaceAll('-', ' ')).join(', ') || 'unchanged',
      email,
      name,
      role,
      group?.name ?? '-',
    ]),
  );
  const changed = rows.filter(({ changes }) => changes.length > 0).length;
  const share = `${changed} of ${rows.length} rows`;
  hint(applied ? `Applied ${share}.` : `Nothing was changed. Use --apply to apply ${share}.`);
  if (invited > 0) hint(`${invited} invitations are queued; a running "lectern serve" sends them.`);
  const created = rows.filter(({ setupLink }) => setupLink !== null);
  if (created.length === 0) return;
  print(
    `\nLinks to set a password. Each is for one person, works once, and expires at ${setupLinksExpireAt}:`,
  );
  printTable(
    ['EMAIL', 'LINK'],
    created.map(({ email, setupLink }) => [email, setupLink ?? '']),
  );
}
