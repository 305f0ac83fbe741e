import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { type Role, roles } from '../../domain/accounts/principal.ts';
import {
  firstAdminLinkCommand,
  importCommand,
  setupLinkCommand,
  setupLinksCommand,
} from '../../features/people-import/people-commands.ts';
import { print, printJson, printTable } from '../output.ts';
import { readAll } from '../read-all.ts';
import { withCore } from '../with-core.ts';

export function usersCommand(): Command {
  const users = new Command('users').description('manage accounts');
  users.addHelpText(
    'after',
    `
Examples:
  $ lectern users create --email ann@example.org --name 'Ann Lee' --role teacher
  $ printf %s "$PASSWORD" | lectern users create --email bob@example.org --password-stdin
  $ lectern users import course.csv
  $ lectern users disable bob@example.org`,
  );
  users
    .command('create')
    .description('create an account; without --password-stdin a password is generated and printed once')
    .requiredOption('--email <address>', 'e-mail address to sign in with')
    .option('--name <name>', 'name shown to others (default: the address)')
    .addOption(new Option('--role <role>', 'role of the account').choices(roles).default('student'))
    .option('--password-stdin', 'read the password from standard input')
    .action((options: { email: string; name?: string; role: Role; passwordStdin?: true }) =>
      withCore(async ({ accounts }) => {
        const { password, made } = await passwordFrom(options);
        const { email, role } = options;
        const account = await accounts.create({ email, name: options.name ?? email, role, password });
        print(`Created ${account.role} ${account.email} (${account.id}).`);
        if (made) print(`Password (shown only once): ${password}`);
      }),
    );
  users
    .command('list')
    .description('list all accounts')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) =>
      withCore(async ({ accounts }) => {
        const all = await readAll(
          accounts.list,
          ({ email, unverifiedEmail, id }) => email ?? unverifiedEmail ?? id,
        );
        if (json) printJson(all);
        else {
          printTable(
            ['EMAIL', 'ROLE', 'STATE', 'NAME', 'CREATED'],
            all.map(({ email, unverifiedEmail, role, disabled, name, createdAt }) => [
              email ?? (unverifiedEmail === null ? '' : `${unverifiedEmail} (unverified)`),
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
    .argument('<email>')
    .argument('<role>', roles.join(', '))
    .description('change the role of an account')
    .action((email: string, role: string) =>
      withCore(async ({ accounts }) => {
        const known = roles.find((candidate) => candidate === role);
        if (!known) users.error(`error: the role must be one of ${roles.join(', ')}`);
        const account = await accounts.setRole(email, known as Role);
        print(`${account.email} is now ${account.role}.`);
      }),
    );
  users
    .command('verify')
    .argument('<email>')
    .description('say that an address belongs to whoever has the account: it names them from now on')
    .action((email: string) =>
      withCore(async ({ accounts }) => print(`${(await accounts.verify(email)).email} is verified.`)),
    );
  users
    .command('disable')
    .argument('<email>')
    .description('end all sessions of an account and refuse new ones, from the next request on')
    .action((email: string) =>
      withCore(async ({ accounts }) => {
        await accounts.disable(email);
        print(`${email} is disabled.`);
      }),
    );
  users
    .command('enable')
    .argument('<email>')
    .description('let a disabled account sign in again')
    .action((email: string) =>
      withCore(async ({ accounts }) => {
        await accounts.enable(email);
        print(`${email} is enabled.`);
      }),
    );
  users
    .command('reset-password')
    .argument('<email>')
    .option('--password-stdin', 'read the new password from standard input')
    .description(
      'set a new password and end all sessions; without --password-stdin one is generated and printed once',
    )
    .action((email: string, options: { passwordStdin?: true }) =>
      withCore(async ({ accounts }) => {
        const { password, made } = await passwordFrom(options);
        const account = await accounts.resetPassword(email, password);
        print(`The password of ${account.email} was changed.`);
        if (made) print(`Password (shown only once): ${password}`);
      }),
    );
  users.addCommand(firstAdminLinkCommand());
  users.addCommand(setupLinkCommand());
  users.addCommand(setupLinksCommand());
  users.addCommand(importCommand());
  return users;
}

async function passwordFrom(options: { passwordStdin?: true }): Promise<{ password: string; made: boolean }> {
  if (!options.passwordStdin) return { password: randomBytes(15).toString('base64url'), made: true };
  return { password: (await text(process.stdin)).replace(/\r?\n$/, ''), made: false };
}
