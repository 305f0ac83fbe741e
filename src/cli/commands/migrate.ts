import { Command } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import { type Config, dataPaths } from '../../config/config.ts';
import { createBackupBeforeMigration, inMiB } from '../../database/backup-before-migration.ts';
import { planMigration } from '../../database/plan-migration.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Cli } from '../cli.ts';
import { hint, print } from '../output.ts';

interface Options {
  readonly dryRun?: true;
  readonly backup: boolean;
}

export function migrateCommand(cli: Cli): Command {
  return new Command('migrate')
    .description('bring the database up to date (serve does this too), and save SQLite before that')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--no-backup', 'do not save SQLite before, because you have done so yourself')
    .addHelpText(
      'after',
      `
/manual/upgrading of the server says how to go back.

Examples:
  $ LECTERN_DATA_DIR=/var/lib/lectern lectern migrate --dry-run
  $ LECTERN_DATA_DIR=/var/lib/lectern lectern migrate`,
    )
    .action(async ({ dryRun, backup }: Options) => {
      if (dryRun) return sayWhatWouldHappen(cli, backup);
      await cli.withCore(
        async ({ migrated, saved }) => {
          print(migrated.length === 0 ? 'The database is up to date.' : `Applied: ${migrated.join(', ')}`);
          if (saved !== undefined) hint(`The database as it was before is ${saved}`);
        },
        { isUnsavedFine: !backup },
      );
    });
}

async function sayWhatWouldHappen(cli: Cli, isSaved: boolean): Promise<void> {
  const config = cli.settings.readConfig(cli.environment);
  const paths = dataPaths(config.dataDir);
  const { lastMigration, pending, bytes } = await planMigration(config, paths.database, cli.migrations);
  if (pending.length === 0) print('The database is up to date: nothing would be applied.');
  else print('Would be applied:');
  for (const { name, summary } of pending) print(`  ${name}  ${summary}`);
  if (lastMigration === undefined) print('The database is new, so there is nothing to save.');
  else {
    print(`The database takes ${inMiB(bytes)}; its last migration is ${lastMigration}.`);
    if (pending.length > 0) print(whereSaved(config, lastMigration, isSaved));
  }
  print('Nothing was changed.');
}

function whereSaved({ databaseUrl, dataDir }: Config, lastMigration: string, isSaved: boolean): string {
  if (databaseUrl !== undefined) {
    return 'PostgreSQL is not saved by Lectern: run pg_dump before, with the servers stopped.';
  }
  if (!isSaved) return 'It would not be saved before.';
  const { database: path, backupsBeforeMigration: folder } = dataPaths(dataDir);
  const { version } = packageJson;
  const { pathFor } = createBackupBeforeMigration({ path, folder, version, clock: systemClock });
  return `Before that it would be saved to ${pathFor(lastMigration)}`;
}
