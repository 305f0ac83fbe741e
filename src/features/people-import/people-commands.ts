import { Command, Option } from 'commander';
import { printProblems, readList } from '../../cli/csv-list.ts';
import { hint, print, printJson, printTable } from '../../cli/output.ts';
import { withCore } from '../../cli/with-core.ts';
import { isoTime } from '../../lib/clock.ts';
import type { FileProblem } from '../../lib/csv-file.ts';
import { LecternError } from '../../lib/errors.ts';
import { type OwnLanguage, ownLanguages } from '../../lib/own-languages.ts';
import type { PeopleImport } from './import-people.ts';
import { readPeopleFile } from './people-file.ts';

interface ImportOptions {
  readonly apply?: boolean;
  readonly invite?: OwnLanguage;
  readonly json?: true;
}

const inviteOption = () =>
  new Option('--invite <language>', 'send the links by e-mail instead of printing them').choices(
    ownLanguages,
  );

export function importCommand(): Command {
  return new Command('import')
    .description(
      'show what a list of people would change, or apply it with --apply; exit code 1 if it has problems',
    )
    .argument(
      '<file>',
      'CSV with the columns name, email and optionally role and group; "-" is standard input',
    )
    .option('--apply', 'apply the changes, all or nothing; new accounts get a link to set a password')
    .addOption(inviteOption())
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Example:
  $ printf 'name,email,group\\nAnn Lee,ann@example.org,Algorithms\\n' | lectern users import -`,
    )
    .action(async (path: string, { apply = false, invite, json }: ImportOptions) => {
      const file = await readList(path);
      await withCore(async ({ importPeople }) => {
        try {
          const imported = await importPeople(file, { apply, invite });
          if (json) printJson(imported);
          else printImport(imported);
        } catch (error) {
          if (!(error instanceof LecternError) || error.code !== 'people-file-invalid') throw error;
          process.exitCode = 1;
          const problems = error.facts['problems'] as ReadonlyArray<FileProblem>;
          if (json) return printJson({ applied: false, problems });
          printProblems(problems);
          hint(`lectern: ${error.message}`);
        }
      });
    });
}

export function firstAdminLinkCommand(): Command {
  return new Command('first-admin-link')
    .description(
      'print a one-time link to create the first admin in a browser, while there is no account; earlier links stop working',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern users first-admin-link')
    .action(({ json }: { json?: true }) =>
      withCore(async ({ firstAdmin }) => {
        const { url, expiresAtMs } = await firstAdmin.createLink();
        if (json) return printJson({ firstAdminLink: url, expiresAt: isoTime(expiresAtMs) });
        hint(`Expires at ${isoTime(expiresAtMs)}. Whoever opens it first becomes the admin.`);
        print(url);
      }),
    );
}

export function setupLinkCommand(): Command {
  return new Command('setup-link')
    .description('print a one-time link to set the password of an account; earlier links stop working')
    .argument('<email>')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern users setup-link ann@example.org')
    .action((email: string, { json }: { json?: true }) =>
      withCore(async ({ accounts, setupLinks }) => {
        const { id } = await accounts.findByEmail(email);
        const { url, expiresAtMs } = await setupLinks.create(id);
        if (json) return printJson({ email, setupLink: url, expiresAt: isoTime(expiresAtMs) });
        hint(`Expires at ${isoTime(expiresAtMs)}. Whoever has it can sign in as ${email}.`);
        print(url);
      }),
    );
}

export function setupLinksCommand(): Command {
  return new Command('setup-links')
    .description(
      'print new one-time links for all of a list who have not set their password yet; earlier links stop working',
    )
    .argument('<file>', 'the CSV that was imported; "-" is standard input')
    .addOption(inviteOption())
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern users setup-links course.csv')
    .action(async (path: string, { invite, json }: { invite?: OwnLanguage; json?: true }) => {
      const { rows, problems } = readPeopleFile(await readList(path));
      if (problems.length > 0) {
        process.exitCode = 1;
        return json ? printJson({ problems }) : printProblems(problems);
      }
      await withCore(async ({ setupLinks }) => {
        if (invite !== undefined) {
          const { invited, skipped } = await setupLinks.invite(
            rows.map(({ email }) => email),
            invite,
          );
          if (json) return printJson({ items: invited, skipped });
          for (const { email, reason } of skipped) hint(`${email}: ${whyNot[reason]}.`);
          return hint(`${invited.length} invitations wait; "lectern serve" sends them.`);
        }
        const { links, skipped } = await setupLinks.renew(rows.map(({ email }) => email));
        const expiresAt = links[0] ? isoTime(links[0].expiresAtMs) : null;
        if (json) {
          const items = links.map(({ email, name, url }) => ({ email, name, setupLink: url }));
          return printJson({ expiresAt, items, skipped });
        }
        for (const { email, reason } of skipped) hint(`${email}: ${whyNot[reason]}.`);
        if (expiresAt === null) return hint('Nobody on the list needs a link.');
        hint(`The links expire at ${expiresAt}. Each works once, for one person.`);
        printTable(
          ['EMAIL', 'LINK'],
          links.map(({ email, url }) => [email, url]),
        );
      });
    });
}

const whyNot = {
  unknown: 'there is no account',
  disabled: 'the account is disabled',
  'signs-in': 'can sign in already',
  unverified: 'nobody has verified the address',
  'invited-recently': 'was invited three times in the last hour',
} as const;

function printImport({ applied, invited, setupLinksExpireAt, rows }: PeopleImport): void {
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
  hint(applied ? `Applied ${share}.` : `Nothing has been changed yet. Use --apply to apply ${share}.`);
  if (invited > 0) hint(`${invited} invitations wait; "lectern serve" sends them.`);
  const created = rows.filter(({ setupLink }) => setupLink !== null);
  if (created.length === 0) return;
  print(`\nLinks to set a password, each for one person and once, until ${setupLinksExpireAt}:`);
  printTable(
    ['EMAIL', 'LINK'],
    created.map(({ email, setupLink }) => [email, setupLink ?? '']),
  );
}
