import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { pino } from 'pino';
import packageJson from '../../package.json' with { type: 'json' };
import { apiKeysCommand } from '../cli/commands/api-keys.ts';
import { configCommand } from '../cli/commands/config.ts';
import { keysCommand } from '../cli/commands/keys.ts';
import { migrateCommand } from '../cli/commands/migrate.ts';
import { revokeCommand } from '../cli/commands/revoke.ts';
import { signCommand, traceCommand, verifyCommand } from '../cli/commands/urls.ts';
import { usersCommand } from '../cli/commands/users.ts';
import { exitCodes, exitCodesInWords } from '../cli/exit-codes.ts';
import { explainFailure } from '../cli/explain-failure.ts';
import { hint, writeHints } from '../cli/output.ts';
import { type Config, dataPaths } from '../config/config.ts';
import type { FeatureCli } from '../features/feature.ts';
import { features } from '../features/index.ts';
import { migrations } from '../features/migrations.ts';
import * as settings from '../features/settings.ts';
import { OperatorError } from '../lib/errors.ts';
import { from, includes, profiles } from '../lib/profile.ts';
import { openapiCommand } from './openapi-command.ts';
import { serveCommand, startApp } from './serve-command.ts';

export { tellFailedOutput } from '../cli/output.ts';

const profileVariable = 'LECTERN_PROFILE';

/** Runs a command and returns its exit code, one of `exitCodes`. */
export async function runCli(argv: ReadonlyArray<string>): Promise<number> {
  try {
    const { args, profile } = takeProfile(argv);
    // Workers and child processes inherit it.
    if (profile !== undefined) process.env[profileVariable] = profile;
    await createProgram(process.env[profileVariable]).parseAsync(args);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.settings.code;
    const { message, exitCode } = explainFailure(error);
    hint(`lectern: ${message}`);
    return exitCode;
  }
}

const demoExample =
  '  $ lectern demo                                            try Lectern, with accounts and PDFs\n';
const userExample = '  $ lectern users create --email ann@example.org --role admin\n';

/** Takes `--profile` from anywhere in the arguments, because the commands depend on it. */
function takeProfile(argv: ReadonlyArray<string>): {
  readonly args: Array<string>;
  readonly profile?: string;
} {
  const at = argv.findIndex((word) => /^--profile(?:=|$)/.test(word));
  if (at === -1) return { args: [...argv] };
  const [, inWord] = (argv[at] ?? '').split('=');
  return { args: argv.toSpliced(at, inWord === undefined ? 2 : 1), profile: inWord ?? argv[at + 1] ?? '' };
}

/**
 * The definition of the command line.
 * @param given the profile; an unknown one is refused when the settings are read
 */
export function createProgram(given?: string): Command {
  const profile = profiles.find((name) => name === given) ?? 'course';
  const program = new Command('lectern')
    .description(
      'Short-lived signed URLs for private PDFs. Settings come from environment variables; "lectern config" lists them.',
    )
    .version(packageJson.version)
    .option(
      '--profile <name>',
      `how much of Lectern there is: ${profiles.join(', ')} (or ${profileVariable})`,
    )
    .showHelpAfterError('(for help, run: lectern --help)')
    .exitOverride()
    .configureOutput({ writeErr: writeHints })
    .addHelpText(
      'after',
      `
Examples:
${from('course', profile, demoExample).join('')}${from('platform', profile, userExample).join('')}  $ lectern serve
  $ lectern trace < leaked-url.txt                          find out who got this URL

Exit codes:
${exitCodesInWords}`,
    );
  const cli: FeatureCli = {
    features,
    settings,
    migrations,
    environment: process.env,
    serve: startApp,
    async withCore(run, { isExisting, ...options } = {}) {
      const { openCoreWith } = await import('./open-with-features.ts');
      const config = settings.readConfig(process.env);
      if (isExisting) assertDatabase(config);
      const core = await openCoreWith(features, config, { log: pino({ level: 'silent' }), ...options });
      try {
        return await run(core);
      } finally {
        await core.close();
      }
    },
  };
  const commands = [
    serveCommand(cli),
    migrateCommand(cli),
    configCommand(cli),
    ...from('platform', profile, usersCommand(cli)),
    keysCommand(cli),
    apiKeysCommand(cli),
    signCommand(cli),
    verifyCommand(cli),
    traceCommand(cli),
    revokeCommand(cli),
    openapiCommand(profile),
  ];
  for (const command of commands) program.addCommand(command);
  for (const feature of features) {
    if (includes(profile, feature.profile)) feature.cli?.addCommands?.(program, cli);
  }
  for (const command of program.commands) inheritSettings(command);
  return program;
}

/** @throws OperatorError that names the server's settings missing here */
function assertDatabase({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl !== undefined || existsSync(dataPaths(dataDir).database)) return;
  const why = process.env['LECTERN_DATA_DIR'] ? '' : ', and LECTERN_DATA_DIR is not set';
  throw new OperatorError(
    `There is no database in ${dataDir}${why}. Run this with the settings of the server: LECTERN_DATA_DIR, or DATABASE_URL for PostgreSQL.`,
    { kind: 'settings' },
  );
}

/** Commands created separately don't inherit these from commander. */
function inheritSettings(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ writeErr: writeHints })
    .showHelpAfterError('(for help, run: lectern --help)');
  for (const sub of command.commands) inheritSettings(sub);
}
