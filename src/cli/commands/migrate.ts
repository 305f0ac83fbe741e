import { Command } from 'commander';
import { print } from '../output.ts';
import { withCore } from '../with-core.ts';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database up to date (serve does this too)')
    .addHelpText('after', '\nExample:\n  $ LECTERN_DATA_DIR=/var/lib/lectern lectern migrate')
    .action(() =>
      withCore(async ({ migrated }) => {
        print(migrated.length === 0 ? 'The database is up to date.' : `Applied: ${migrated.join(', ')}`);
      }),
    );
}
