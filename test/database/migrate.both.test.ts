import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import { readTables } from '../../src/database/catalogue.ts';
import type { Database } from '../../src/database/database.ts';
import {
  createMigrations,
  executedMigrations,
  isMigrated,
  type Migrations,
  migrateToLatest,
  pendingMigrations,
} from '../../src/database/migrate.ts';
import { createAuth } from '../../src/domain/accounts/auth.ts';
import { migrations } from '../../src/features/migrations.ts';
import { laterMigration, laterMigrations } from '../support/later-version.ts';
import { migrationNames } from '../support/migration-names.ts';
import { pluck } from '../support/pluck.ts';
import { openTestDatabase } from '../support/test-database.ts';

/** The migrations of the last version before the first release. */
const unreleased = [
  ...['0001-first-release', '0002-contest-changes', '0003-notices', '0004-recent-downloads', '0005-refusals'],
  ...['0006-webhooks', '0007-mailed-notices', '0008-notice-mails', '0009-notice-changes', '0010-own-changes'],
  ...['0011-notice-external-ids', '0012-notice-change-ends', '0013-invitations', '0014-provider-groups'],
  '0015-folded-contest-names',
];

async function recordMigrations({ kysely }: Database, names: ReadonlyArray<string>): Promise<void> {
  await sql`delete from kysely_migration`.execute(kysely);
  for (const name of names) {
    await sql`insert into kysely_migration (name, timestamp) values (${name}, '2026-12-01')`.execute(kysely);
  }
}

describe('migrations', () => {
  it('run once, in order, and running them again changes nothing', async () => {
    const database = await openTestDatabase();
    assert.equal(await isMigrated(database, migrations), false);
    assert.deepEqual(await migrateToLatest(database, migrations), migrationNames);
    assert.equal(await isMigrated(database, migrations), true);
    assert.deepEqual(await migrateToLatest(database, migrations), []);
  });

  it('of features are in files of the same names', () => {
    assert.deepEqual(Object.keys(migrations), migrationNames);
  });

  it('create only the tables of the given features', async () => {
    const [whole, core] = [await openTestDatabase(migrations), await openTestDatabase(createMigrations([]))];
    const [all, ofCore] = [await readTables(whole), await readTables(core)].map((tables) =>
      tables.map(({ name }) => name),
    );
    const ofFeatures = [
      ...['bookletTasks', 'booklets', 'calendarLinks', 'envelopes', 'idempotencyKeys'],
      'shadowDisagreements',
    ];
    assert.deepEqual(
      ofFeatures.map((name) => [all?.includes(name), ofCore?.includes(name)]),
      ofFeatures.map(() => [true, false]),
    );
  });

  it('leave nothing for better-auth to create, add or index', async () => {
    const database = await openTestDatabase(migrations);
    const auth = createAuth({
      database,
      secret: 'x'.repeat(32),
      publicUrl: 'http://127.0.0.1:8080',
      signUp: 'open',
      log: { warn: () => {}, error: () => {} },
    });
    const direct = { db: database.kysely, type: database.dialect };
    const missing = await getMigrations({ ...auth.options, database: direct });
    const { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems } = missing;
    const all = [toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems].flat();
    assert.deepEqual(all, []);
  });

  it('that are pending run alone, after the state before them could be saved', async () => {
    const database = await openTestDatabase(migrations);
    const saved: Array<string> = [];
    const migrate = (known: Migrations) =>
      migrateToLatest(database, known, async (last) => void saved.push(last));
    assert.deepEqual(await migrate(migrations), []);
    assert.deepEqual(await migrate(laterMigrations), [laterMigration]);
    assert.deepEqual(await migrate(laterMigrations), []);
    assert.deepEqual(saved, [migrationNames.at(-1)]);
    await assert.rejects(migrate(migrations), {
      name: 'OperatorError',
      message: /newer than this version.*9999-later/,
    });
  });

  it('take over a database of the last version before the first release, which has the same schema', async () => {
    const [first = '', ...others] = migrationNames;
    const onlyFirst = Object.fromEntries(Object.entries(migrations).filter(([name]) => name === first));
    const database = await openTestDatabase(onlyFirst);
    await recordMigrations(database, unreleased);
    assert.equal(await isMigrated(database, migrations), false);
    const later = [...others, laterMigration];
    const pending = pendingMigrations(unreleased, laterMigrations);
    assert.deepEqual(pluck(pending, 'name'), later);
    assert.deepEqual(await migrateToLatest(database, laterMigrations), later);
    assert.deepEqual(await executedMigrations(database), [first, ...later]);
  });

  for (const [what, names] of [
    ['an older', unreleased.slice(0, -1)],
    ['an incomplete', unreleased.filter((name) => name !== '0008-notice-mails')],
    ['the first', ['0001-foundation']],
    ['a first complete', ['0001-first-release']],
  ] as const) {
    it(`refuse a database of ${what} version before the first release, and change nothing`, async () => {
      const database = await openTestDatabase(migrations);
      await recordMigrations(database, names);
      await assert.rejects(migrateToLatest(database, migrations), {
        name: 'OperatorError',
        message: /before the first release.*"Upgrading" in the manual/,
      });
      assert.deepEqual(await executedMigrations(database), names);
    });
  }

  it('leave nothing behind when one fails, and succeed once the cause is fixed', async () => {
    const database = await openTestDatabase();
    await sql`create table "groups" (id text)`.execute(database.kysely);
    await assert.rejects(migrateToLatest(database, migrations), { name: 'OperatorError', message: /groups/ });
    const tables = await database.kysely.introspection.getTables();
    assert.deepEqual(pluck(tables, 'name'), ['groups']);
    assert.equal(await isMigrated(database, migrations), false);
    await sql`drop table "groups"`.execute(database.kysely);
    assert.deepEqual(await migrateToLatest(database, migrations), migrationNames);
  });
});
