import { migrateToLatest } from '../../src/database/migrate.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { migrations } from '../../src/features/migrations.ts';
import { memoryFolder } from '../support/temporary-folder.ts';
import { runOnPostgres, templateName } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';

/** Twice what the databases of all suites need. The long size may need any amount, so it is on the disk. */
const databaseBytes = sized(9e9, Number.POSITIVE_INFINITY);

/** A server with the database that test databases are copied from: copying is faster than migrating. */
export async function startTemplateServer(): Promise<PostgresServer> {
  const server = await startPostgres({ parent: memoryFolder(databaseBytes) });
  await runOnPostgres(`${server.url}/postgres`, `create database ${templateName}`);
  const template = openPostgres(`${server.url}/${templateName}`, { connections: 2 });
  await migrateToLatest(template, migrations);
  await template.close();
  return server;
}
