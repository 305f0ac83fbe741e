import { globSync } from 'node:fs';
import { basename } from 'node:path';

/** All migrations in order, by the names of their files. The tables of features belong to the first. */
export const migrationNames: ReadonlyArray<string> = [
  ...globSync('src/database/migrations/[0-9]*.ts'),
  ...globSync('src/features/*/[0-9]*.ts').filter((file) => basename(file) !== '0001-tables.ts'),
]
  .map((file) => basename(file, '.ts'))
  .sort();
