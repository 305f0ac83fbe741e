import { Migrator } from 'kysely/migration';
import { LecternError } from '../errors.ts';
import type { Database } from './database.ts';
import * as foundation from './migrations/0001-foundation.ts';
import * as contests from './migrations/0002-contests.ts';

/** In order; a migration that has been released is never changed. */
const migrations = { '0001-foundation': foundation, '0002-contests': contests };

/**
 * Brings the schema up to date. Safe to run by several processes at once, and again.
 * @returns the names of the migrations that ran
 * @throws LecternError `unavailable` when one fails, or when the database is newer than this program
 */
export async function migrateToLatest(database: Database): Promise<ReadonlyArray<string>> {
  const { error, results } = await migrator(database).migrateToLatest();
  if (error) {
    throw new LecternError(
      'unavailable',
      `The database could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** Whether the schema is the one that this program expects. */
export async function isMigrated(database: Database): Promise<boolean> {
  const known = await migrator(database).getMigrations();
  return known.every((migration) => migration.executedAt !== undefined);
}

function migrator(database: Database): Migrator {
  return new Migrator({ db: database.kysely, provider: { getMigrations: async () => migrations } });
}
