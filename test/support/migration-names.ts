import { globSync } from 'node:fs';
import { basename } from 'node:path';

/** All migrations in their order, as their files are named. */
export const migrationNames: ReadonlyArray<string> = globSync('src/database/migrations/[0-9]*.ts')
  .map((file) => basename(file, '.ts'))
  .sort();
