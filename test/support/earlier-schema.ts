import { join } from 'node:path';
import { Migrator } from 'kysely/migration';
import type { Database } from '../../src/database/database.ts';
import { tablesOf } from '../../src/database/migrations/tables.ts';
import { migrationNames } from './migration-names.ts';

/**
 * Brings a database to the schema of an earlier version, whose last migration this was, as that version did.
 * @returns the names of the migrations that ran
 */
export async function migrateAsEarlierVersion(
  { dialect, kysely }: Database,
  lastMigration: string,
): Promise<ReadonlyArray<string>> {
  const known = migrationNames.filter((name) => name <= lastMigration);
  const files = known.map(async (name) => {
    const { up } = await import(join(import.meta.dirname, '../../src/database/migrations', `${name}.ts`));
    return [name, { up: (db: never) => up(db, tablesOf(dialect, db)) }];
  });
  const provider = { getMigrations: async () => Object.fromEntries(await Promise.all(files)) };
  const { error, results = [] } = await new Migrator({ db: kysely, provider }).migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}
