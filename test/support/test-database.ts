import { randomBytes } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { dataPaths } from '../../src/config/config.ts';
import type { Database, Dialect } from '../../src/database/database.ts';
import { type Migrations, migrateToLatest } from '../../src/database/migrate.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { openSqlite } from '../../src/database/sqlite.ts';
import { migrations } from '../../src/features/migrations.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { postgresVariable } from './variables.ts';

/** A database with the newest schema and no rows, of which new ones are copies. */
export const templateName = 'lectern_template';

export const testDialect: Dialect = process.env[postgresVariable] ? 'postgres' : 'sqlite';

/** Settings of a new database with the newest schema; SQLite is in the data folder and needs none. */
export async function newDatabaseSettings(dataDir?: string): Promise<Readonly<Record<string, string>>> {
  if (testDialect === 'postgres') return { DATABASE_URL: await createPostgresDatabase(templateName) };
  if (dataDir !== undefined) copyFileSync(await sqliteTemplate(), dataPaths(dataDir).database);
  return {};
}

let template: Promise<string> | undefined;

/** All migrations take longer than the rest of a test app, so they run once in a process. */
function sqliteTemplate(): Promise<string> {
  template ??= (async () => {
    const path = join(temporaryFolder(), `${templateName}.db`);
    const database = openSqlite(path);
    await migrateToLatest(database, migrations);
    await database.close();
    return path;
  })();
  return template;
}

/** A new database, empty or after these migrations; closed after the tests. */
export async function openTestDatabase(known: Migrations = {}): Promise<Database> {
  const database = (await testDatabaseOpener())();
  if (Object.keys(known).length > 0) await migrateToLatest(database, known);
  return database;
}

/** Opens the same new, empty database on each call, as each of several instances does. */
export async function testDatabaseOpener(): Promise<() => Database> {
  const path =
    testDialect === 'sqlite' ? join(temporaryFolder(), 'lectern.db') : await createPostgresDatabase();
  return () => {
    const database = testDialect === 'sqlite' ? openSqlite(path) : openPostgres(path, { connections: 4 });
    after(() => database.close());
    return database;
  };
}

export async function createPostgresDatabase(template = 'template1'): Promise<string> {
  const server = process.env[postgresVariable];
  if (!server) throw new Error(`${postgresVariable} is not set: run the tests with test/run.ts`);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runOnPostgres(`${server}/postgres`, `create database ${name} template ${template}`);
  return `${server}/${name}`;
}

export async function runOnPostgres(
  url: string,
  statement: string,
): Promise<ReadonlyArray<pg.QueryResultRow>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
