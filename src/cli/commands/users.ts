import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { type Role, roles } from '../../domain/accounts/principal.ts';
import { isoTime } from '../../lib/clock.ts';
import type { Cli } from '../cli.ts';
import { aboutPerson, personArgument } from '../input.ts';
import { hint, personText, print, printJson, printTable } from '../output.ts';
import { readAll } from '../read-all.ts';

export function usersCommand(cli: Cli): Command {
  const users = new Command('users').description('manage accounts');
  users.addHelpText(
    'after',
    `
Examples:
  $ lectern users create --email ann@example.org --name 'Ann Lee' --role teacher
  $ printf %s "$PASSWORD" | lectern users create --email bob@example.org --password-stdin
  $ lectern users disable bob@example.org`,
  );
  users
    .command('create')
    .description('create an account; without --password-stdin, generates a password and prints it once')
    .addHelpText('after', '\nExample:\n  $ lectern users create --email ann@example.org --role admin')
    .requiredOption('--email <address>', 'e-mail address to sign in with')
    .option('--name <name>', 'name that others see (default: the e-mail address)')
    .addOption(new Option('--role <role>', 'role of the account').choices(roles).default('student'))
    .option('--password-stdin', 'read the password from standard input')
    .action((options: { email: string; name?: string; role: Role; passwordStdin?: true }) =>
      cli.withCore(async ({ newAccounts }) => {
        const { password, made } = await passwordFrom(options);
        const { email, role } = options;
        const account = await newAccounts.create({ email, name: options.name ?? email, role, password });
        print(`Created ${account.role} ${account.email} (${account.id}).`);
        if (made) print(`Password (shown only once): ${password}`);
      }),
    );
  users
    .command('list')
    .description('list all accounts, by e-mail address')
    .addHelpText('after', '\nExample:\n  $ lectern users list')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) =>
      cli.withCore(async ({ accounts }) => {
        const all = await readAll(
          accounts.list,
          ({ email, unverifiedEmail, id }) => email ?? unverifiedEmail ?? id,
        );
        if (json) printJson(all);
        else {
          printTable(
            ['EMAIL', 'EXTERNAL ID', 'ROLE', 'STATE', 'NAME', 'CREATED'],
            all.map(({ email, unverifiedEmail, externalId, role, disabled, name, createdAt }) => [
              email ?? (unverifiedEmail === null ? '-' : `${unverifiedEmail} (unverified)`),
              externalId ?? '-',
              role,
              disabled ? 'disabled' : 'enabled',
              name,
              createdAt,
            ]),
          );
        }
      }),
    );
  users
    .command('set-role')
    .argument(personArgument, aboutPerson)
    .argument('<role>', `one of ${roles.join(', ')}`)
    .description('change the role of an account')
    .addHelpText('after', '\nExample:\n  $ lectern users set-role ann@example.org teacher')
    .action((person: string, role: string) =>
      cli.withCore(async ({ accounts }) => {
        const known = roles.find((candidate) => candidate === role);
        if (!known) return users.error(`error: the role must be one of ${roles.join(', ')}`);
        const account = await accounts.setRole(person, known);
        print(`${personText(account)} is now ${account.role}.`);
      }),
    );
  users
    .command('disable')
    .argument(personArgument, aboutPerson)
    .description('end all sessions of an account and refuse new ones; effective immediately')
    .addHelpText('after', '\nExample:\n  $ lectern users disable bob@example.org')
    .action((person: string) =>
      cli.withCore(async ({ accounts }) =>
        print(`${personText(await accounts.disable(person))} is disabled.`),
      ),
    );
  users
    .command('enable')
    .argument(personArgument, aboutPerson)
    .description('let a disabled account sign in again')
    .addHelpText('after', '\nExample:\n  $ lectern users enable bob@example.org')
    .action((person: string) =>
      cli.withCore(async ({ accounts }) => print(`${personText(await accounts.enable(person))} is enabled.`)),
    );
  users
    .command('reset-password')
    .argument(personArgument, aboutPerson)
    .option('--password-stdin', 'read the new password from standard input')
    .description(
      'set a new password and end all sessions; without --password-stdin, generates a password and prints it once',
    )
    .addHelpText('after', '\nExample:\n  $ lectern users reset-password bob@example.org')
    .action((person: string, options: { passwordStdin?: true }) =>
      cli.withCore(async ({ resetPassword }) => {
        const { password, made } = await passwordFrom(options);
        const account = await resetPassword(person, password);
        print(`The password of ${personText(account)} was changed.`);
        if (made) print(`Password (shown only once): ${password}`);
      }),
    );
  users.addCommand(firstAdminLinkCommand(cli));
  users.addCommand(setupLinkCommand(cli));
  return users;
}

async function passwordFrom(options: { passwordStdin?: true }): Promise<{ password: string; made: boolean }> {
  if (!options.passwordStdin) return { password: randomBytes(15).toString('base64url'), made: true };
  return { password: (await text(process.stdin)).replace(/\r?\n$/, ''), made: false };
}

function firstAdminLinkCommand(cli: Cli): Command {
  return new Command('first-admin-link')
    .description(
      'print a one-time link to create the first admin in a browser, if there are no accounts yet; earlier links stop working',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern users first-admin-link')
    .action(({ json }: { json?: true }) =>
      cli.withCore(async ({ firstAdmin }) => {
        const { url, expiresAtMs } = await firstAdmin.createLink();
        if (json) return printJson({ firstAdminLink: url, expiresAt: isoTime(expiresAtMs) });
        hint(`Expires at ${isoTime(expiresAtMs)}. The first person to use it becomes the admin.`);
        print(url);
      }),
    );
}

function setupLinkCommand(cli: Cli): Command {
  return new Command('setup-link')
    .description('print a one-time link to set the password of an account; earlier links stop working')
    .argument(personArgument, aboutPerson)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern users setup-link ann@example.org')
    .action((person: string, { json }: { json?: true }) =>
      cli.withCore(async ({ accounts, setupLinks }) => {
        const { id, email } = await accounts.findPerson(person);
        const { url, expiresAtMs } = await setupLinks.create(id);
        if (json) return printJson({ email, setupLink: url, expiresAt: isoTime(expiresAtMs) });
        hint(`Expires at ${isoTime(expiresAtMs)}. Anyone with the link can sign in as ${email}.`);
        print(url);
      }),
    );
}
