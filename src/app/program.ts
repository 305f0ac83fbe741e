import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { apiKeysCommand } from '../cli/commands/api-keys.ts';
import { configCommand } from '../cli/commands/config.ts';
import { explainCommand } from '../cli/commands/explain.ts';
import { keysCommand } from '../cli/commands/keys.ts';
import { migrateCommand } from '../cli/commands/migrate.ts';
import { revokeCommand } from '../cli/commands/revoke.ts';
import { signCommand, traceCommand, verifyCommand } from '../cli/commands/urls.ts';
import { usersCommand } from '../cli/commands/users.ts';
import { exitCodes, exitCodesInWords } from '../cli/exit-codes.ts';
import { explainFailure } from '../cli/explain-failure.ts';
import { hint, writeHints } from '../cli/output.ts';
import { readConfig } from '../config/config.ts';
import { features } from '../features/index.ts';
import { openapiCommand } from './openapi-command.ts';
import { serveCommand, startApp } from './serve-command.ts';

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
    migrateCommand(),
    configCommand(),
    usersCommand(),
    keysCommand(),
    apiKeysCommand(),
    signCommand(),
    verifyCommand(),
    traceCommand(),
    revokeCommand(async (core, taskId) => {
      const discarded = await Promise.all(features.map((feature) => feature.discardWith?.(core, taskId)));
      return discarded.filter((each) => each !== undefined);
    }),
    explainCommand(),
    openapiCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  const cli = { features, serve: (environment: NodeJS.ProcessEnv) => startApp(readConfig(environment)) };
  for (const { addCommands } of features) addCommands?.(program, cli);
  for (const command of program.commands) inheritSettings(command);
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
