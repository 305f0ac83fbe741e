import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { backupCommand, restoreCommand } from '../features/backup/backup-commands.ts';
import { transferCommand } from '../features/backup/transfer/transfer-command.ts';
import { bookletsCommand } from '../features/booklets/booklet-commands.ts';
import { demoCommand } from '../features/demo/demo-command.ts';
import { doctorCommand } from '../features/doctor/doctor-command.ts';
import { envelopeCommand } from '../features/envelopes/envelope-command.ts';
import { explainCommand, preflightCommand } from '../features/preflight/preflight-command.ts';
import { pushCommand } from '../features/push/push-command.ts';
import { apiKeysCommand } from '../cli/commands/api-keys.ts';
import { configCommand } from '../cli/commands/config.ts';
import { keysCommand } from '../cli/commands/keys.ts';
import { migrateCommand } from '../cli/commands/migrate.ts';
import { openapiCommand } from './openapi-command.ts';
import { revokeCommand } from '../cli/commands/revoke.ts';
import { serveCommand } from './serve-command.ts';
import { signCommand, traceCommand, verifyCommand } from '../cli/commands/urls.ts';
import { usersCommand } from '../cli/commands/users.ts';
import { exitCodes, exitCodesInWords } from '../cli/exit-codes.ts';
import { explainFailure } from '../cli/explain-failure.ts';
import { hint, writeHints } from '../cli/output.ts';

export { tellFailedOutput } from '../cli/output.ts';

/** Runs a command, and returns what its process ends with, one of `exitCodes`. */
export async function runCli(argv: ReadonlyArray<string>): Promise<number> {
  try {
    await createProgram().parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.settings.code;
    const { message, exitCode } = explainFailure(error);
    hint(`lectern: ${message}`);
    return exitCode;
  }
}

/** The command line as it is read and explained. */
export function createProgram(): Command {
  const program = new Command('lectern')
    .description(
      'Short-lived signed URLs for private PDFs. Settings come from the environment: lectern config',
    )
    .version(packageJson.version)
    .showHelpAfterError('(lectern --help shows how)')
    .exitOverride()
    .configureOutput({ writeErr: writeHints })
    .addHelpText(
      'after',
      `
Examples:
  $ lectern demo                                            try it, with accounts and PDFs
  $ lectern users create --email ann@example.org --role admin
  $ lectern serve
  $ lectern trace < leaked-url.txt                          who got this URL?

Exit codes:
${exitCodesInWords}`,
    );
  const commands = [
    serveCommand(),
    demoCommand(),
    migrateCommand(),
    configCommand(),
    usersCommand(),
    keysCommand(),
    apiKeysCommand(),
    signCommand(),
    verifyCommand(),
    traceCommand(),
    revokeCommand(),
    explainCommand(),
    preflightCommand(),
    envelopeCommand(),
    bookletsCommand(),
    doctorCommand(),
    backupCommand(),
    restoreCommand(),
    transferCommand(),
    pushCommand(),
    openapiCommand(),
  ];
  for (const command of commands) program.addCommand(inheritSettings(command));
  return program;
}

/** commander does not hand these down to commands that are made apart. */
function inheritSettings(command: Command): Command {
  command
    .exitOverride()
    .configureOutput({ writeErr: writeHints })
    .showHelpAfterError('(lectern --help shows how)');
  for (const sub of command.commands) inheritSettings(sub);
  return command;
}
