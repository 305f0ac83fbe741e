import type { Database } from './database.ts';
import { migrateToLatest } from './migrate.ts';
import { openSqlite } from './sqlite.ts';

export interface DatabaseSettings {
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
}

/**
 * Opens PostgreSQL, or else SQLite at a path, and brings its schema up to date.
 * @throws LecternError `unavailable` when it does not answer, or is newer than this program
 */
export async function openDatabase(
  { databaseUrl, databaseConnections }: DatabaseSettings,
  sqlitePath: string,
): Promise<{ readonly database: Database; readonly migrated: ReadonlyArray<string> }> {
  if (databaseUrl === undefined) {
    const database = openSqlite(sqlitePath);
    return { database, migrated: await migrateToLatest(database) };
  }
  const { openPostgres } = await import('./postgres.ts');
  // Waiting for another process's migration, or building an index, may take longer than a request should.
  const patient = openPostgres(databaseUrl, { connections: 2, patient: true });
  try {
    const migrated = await migrateToLatest(patient);
    return { database: openPostgres(databaseUrl, { connections: databaseConnections }), migrated };
  } finally {
    await patient.close();
  }
}
