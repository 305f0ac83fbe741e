import { migrateToLatest } from '../../src/database/migrate.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { migrations } from '../../src/features/migrations.ts';
import { runOnPostgres, templateName } from '../support/test-database.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';

/** A server with the database that test databases are copied from: copying is faster than migrating. */
export async function startTemplateServer(): Promise<PostgresServer> {
  const server = await startPostgres();
  await runOnPostgres(`${server.url}/postgres`, `create database ${templateName}`);
  const template = openPostgres(`${server.url}/${templateName}`, { connections: 2 });
  await migrateToLatest(template, migrations);
  await template.close();
  return server;
}
