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
    .description(
      'bring the database up to date, after saving a copy if it is SQLite; "lectern serve" does the same',
    )
    .option('--dry-run', 'show what would happen, and change nothing')
    .option('--no-backup', 'do not save a copy of SQLite, for example because you have a backup')
    .addHelpText(
      'after',
      `
To go back to the version before, see "Upgrading" in the manual (manual/upgrading.html where Lectern is installed).

Examples:
  $ LECTERN_DATA_DIR=/var/lib/lectern lectern migrate --dry-run
  $ LECTERN_DATA_DIR=/var/lib/lectern lectern migrate`,
    )
    .action(async ({ dryRun, backup }: Options) => {
      if (dryRun) return sayWhatWouldHappen(cli, backup);
      await cli.withCore(
        async ({ migrated, saved }) => {
          print(migrated.length === 0 ? 'The database is up to date.' : `Applied: ${migrated.join(', ')}`);
          if (saved !== undefined) hint(`A copy of the database from before is in ${saved}`);
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
    return 'Lectern does not save PostgreSQL. Stop the servers and run pg_dump first.';
  }
  if (!isSaved) return 'No copy would be saved.';
  const { database: path, backupsBeforeMigration: folder } = dataPaths(dataDir);
  const { version } = packageJson;
  const { pathFor } = createBackupBeforeMigration({ path, folder, version, clock: systemClock });
  return `A copy would first be saved to ${pathFor(lastMigration)}`;
}
