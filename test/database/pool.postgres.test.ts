import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { executedMigrations, migrateToLatest } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { planMigration } from '../../src/database/plan-migration.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { migrations } from '../../src/features/migrations.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { laterMigration, laterMigrations } from '../support/later-version.ts';
import { migrationNames } from '../support/migration-names.ts';
import { pluck } from '../support/pluck.ts';
import { freePorts } from '../support/ports.ts';
import { createPostgresDatabase, runOnPostgres, templateName } from '../support/test-database.ts';
import { upTo } from '../support/up-to.ts';

async function open(connections = 4) {
  const url = await createPostgresDatabase(templateName);
  const database = openPostgres(url, { connections });
  after(() => database.close());
  const now = database.prepareRead<{ id: string }, { id: string }>((kysely, param) =>
    kysely.selectFrom('tasks').select('id').where('id', '=', param('id')).compile(),
  );
  return { url, database, kysely: database.kysely, read: () => now({ id: 'nothing' }) };
}

describe('a pool of connections to PostgreSQL', () => {
  it('recovers after the server has ended all its connections, idle and in use', async () => {
    const { url, kysely, read } = await open();
    await Promise.all([read(), read(), read()]);
    const held = sql`select pg_sleep(60)`.execute(kysely);
    const refused = assert.rejects(held, { code: 'unavailable' });
    await waitForStatement(url, 'pg_sleep');
    await runOnPostgres(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await refused;
    // Each idle connection that has not noticed its end yet fails once more.
    for (let idle = 3; idle > 0; idle -= 1) {
      const outcome = await read().catch((error: { code?: string }) => error.code);
      if (outcome !== 'unavailable') break;
    }
    assert.deepEqual(await read(), []);
  });

  it('ends a statement that takes too long, and uses its connection again', async () => {
    const { kysely } = await open(1);
    await sql`set statement_timeout = 50`.execute(kysely);
    await assert.rejects(sql`select pg_sleep(60)`.execute(kysely), { code: 'unavailable' });
    const { rows } = await sql<{ waits: string }>`show statement_timeout`.execute(kysely);
    assert.deepEqual(rows, [{ statement_timeout: '50ms' }]);
  });

  it('limits the time of statements and of idle transactions', async () => {
    const { kysely } = await open();
    const { rows } = await sql`select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`.execute(kysely);
    assert.deepEqual(rows, [{ statement: '10s', idle: '10s' }]);
  });

  it('waits for a connection while all are in use, instead of opening more', async () => {
    const { url, kysely, read } = await open(2);
    await Promise.all(Array.from({ length: 20 }, read));
    await Promise.all(Array.from({ length: 20 }, () => sql`select 1`.execute(kysely)));
    const [row] = await runOnPostgres(
      url,
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and application_name = 'lectern'`,
    );
    assert.deepEqual(row, { count: 2 });
  });

  it('prepares a read once for each connection', async () => {
    const { kysely, read } = await open(1);
    for (let times = 0; times < 3; times += 1) await read();
    const { rows } = await sql`select count(*) as statements from pg_prepared_statements`.execute(kysely);
    assert.deepEqual(rows, [{ statements: 1 }]);
  });

  it('runs transactions one after another', async () => {
    const { kysely } = await open();
    const steps: Array<string> = [];
    const transact = (name: string) =>
      kysely.transaction().execute(async (trx) => {
        steps.push(`${name} begins`);
        await sql`select pg_sleep(0.02)`.execute(trx);
        steps.push(`${name} ends`);
      });
    await Promise.all(['a', 'b', 'c'].map(transact));
    for (let at = 0; at < steps.length; at += 2) {
      assert.equal(steps[at + 1], steps[at]?.replace('begins', 'ends'));
    }
    assert.equal(steps.length, 6);
  });
});

describe('a PostgreSQL server that cannot answer', () => {
  it('is unavailable when it is read-only, as a standby is', async () => {
    const { url, database } = await open();
    await database.checkWritable();
    const readOnly = openPostgres(`${url}?options=-c%20default_transaction_read_only%3Don`, {
      connections: 2,
    });
    after(() => readOnly.close());
    await assert.rejects(readOnly.checkWritable(), { code: 'unavailable' });
  });

  it('is named to the operator when it is unreachable, and so is a database that does not exist', async () => {
    const [port] = await freePorts();
    const server = process.env['LECTERN_TEST_POSTGRES'];
    for (const url of [`postgres://lectern@127.0.0.1:${port}/lectern`, `${server}/not_there`]) {
      await assert.rejects(openDatabase({ databaseUrl: url, databaseConnections: 2 }, '', migrations), {
        name: 'OperatorError',
        message: /^The database cannot be used: .* in DATABASE_URL\.$/,
      });
    }
  });

  it('is used again after a restart', async () => {
    const server: PostgresServer = await startPostgres();
    after(() => server.end());
    const database = openPostgres(`${server.url}/postgres`, { connections: 2 });
    after(() => database.close());
    await migrateToLatest(database, migrations);
    const insert = database.prepareInsert('contestStaff', ['contestId', 'userId', 'createdAt']);
    await insert([]);
    await server.stop();
    await assert.rejects(insert([]), { code: 'unavailable' });
    await server.start();
    await insert([]);
  });
});

describe('ten instances that start at once', () => {
  async function assertMigratedOnce(databaseUrl: string, names: ReadonlyArray<string>): Promise<void> {
    const opened = await Promise.all(
      Array.from({ length: 10 }, () =>
        openDatabase({ databaseUrl, databaseConnections: 2 }, '', laterMigrations),
      ),
    );
    await Promise.all(opened.map(({ database }) => database.close()));
    assert.deepEqual(
      opened.flatMap(({ migrated }) => migrated),
      names,
    );
  }

  it('migrate an empty database once', async () => {
    await assertMigratedOnce(await createPostgresDatabase(), [...migrationNames, laterMigration]);
  });

  it('migrate a database of an earlier version once', async () => {
    const databaseUrl = await createPostgresDatabase();
    const database = openPostgres(databaseUrl, { connections: 2 });
    await migrateToLatest(database, migrations);
    await database.close();
    await assertMigratedOnce(databaseUrl, [laterMigration]);
  });
});

describe('a dry run of a migration of PostgreSQL', () => {
  it('names pending migrations and the size, and changes nothing', async () => {
    const databaseUrl = await createPostgresDatabase();
    const database = openPostgres(databaseUrl, { connections: 2 });
    after(() => database.close());
    await migrateToLatest(database, migrations);
    const plan = await planMigration({ databaseUrl, databaseConnections: 2 }, '', laterMigrations);
    assert.equal(plan.lastMigration, migrationNames.at(-1));
    assert.deepEqual(pluck(plan.pending, 'name'), [laterMigration]);
    assert.ok(plan.bytes > 1_000_000);
    assert.deepEqual(await executedMigrations(database), migrationNames);
  });
});

/** Waits until a statement with this text is running. */
async function waitForStatement(url: string, text: string): Promise<void> {
  const bound = upTo(10_000);
  let isRunning = false;
  while (!isRunning && bound()) {
    const rows = await runOnPostgres(
      url,
      `select 1 from pg_stat_activity
       where state = 'active' and query like '%${text}%' and pid <> pg_backend_pid()`,
    );
    isRunning = rows.length > 0;
  }
}
