import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import { isMigrated, migrateToLatest } from '../../src/database/migrate.ts';
import { createAuth } from '../../src/domain/accounts/auth.ts';
import { asLaterVersion, laterMigration } from '../support/later-version.ts';
import { openTestDatabase } from '../support/test-database.ts';

const all = ['0001-schema'];

describe('migrations', () => {
  it('run once, in order, and running them again changes nothing', async () => {
    const database = await openTestDatabase();
    assert.equal(await isMigrated(database), false);
    assert.deepEqual(await migrateToLatest(database), all);
    assert.equal(await isMigrated(database), true);
    assert.deepEqual(await migrateToLatest(database), []);
  });

  it('leave nothing for better-auth to create, add or index', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    const auth = createAuth({
      database,
      secret: 'x'.repeat(32),
      publicUrl: 'http://127.0.0.1:8080',
      signUp: 'open',
      log: { warn: () => {}, error: () => {} },
    });
    const direct = { db: database.kysely, type: database.dialect };
    const missing = await getMigrations({ ...auth.options, database: direct });
    assert.deepEqual(missing.toBeCreated, []);
    assert.deepEqual(missing.toBeAdded, []);
    assert.deepEqual(missing.toBeAddedIndexes, []);
    assert.deepEqual(missing.unsafeChanges, []);
    assert.deepEqual(missing.schemaProblems, []);
  });

  it('that are new run alone, after the state before them could be saved', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    const saved: Array<string> = [];
    const migrate = () => migrateToLatest(database, async (last) => void saved.push(last));
    assert.deepEqual(await migrate(), []);
    await asLaterVersion(async () => {
      assert.deepEqual(await migrate(), [laterMigration]);
      assert.deepEqual(await migrate(), []);
    });
    assert.deepEqual(saved, all);
    await assert.rejects(migrate(), {
      name: 'OperatorError',
      message: /newer than this version.*0002-later/,
    });
  });

  it('leave nothing behind when one fails, and succeed once the reason is gone', async () => {
    const database = await openTestDatabase();
    await sql`create table "groups" (id text)`.execute(database.kysely);
    await assert.rejects(migrateToLatest(database), { name: 'OperatorError', message: /groups/ });
    const tables = await database.kysely.introspection.getTables();
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['groups'],
    );
    assert.equal(await isMigrated(database), false);
    await sql`drop table "groups"`.execute(database.kysely);
    assert.deepEqual(await migrateToLatest(database), all);
  });
});
