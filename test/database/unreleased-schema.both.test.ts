import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { readTables } from '../../src/database/catalogue.ts';
import type { Database } from '../../src/database/database.ts';
import {
  executedMigrations,
  isMigrated,
  migrateToLatest,
  pendingMigrations,
} from '../../src/database/migrate.ts';
import { laterMigration, laterMigrations } from '../support/later-version.ts';
import { migrationNames } from '../support/migration-names.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { firstRelease, makeUnreleased } from '../support/unreleased-database.ts';

const now = '2026-11-24T12:00:00.000Z';
const flag = ({ dialect }: Database, value: boolean) => (dialect === 'sqlite' ? Number(value) : value);

async function addAccount(
  database: Database,
  [id, email, externalId]: readonly [string, string, string | null],
): Promise<void> {
  await sql`insert into "user" (id, name, "foldedName", email, "emailVerified", "createdAt", "updatedAt", "externalId")
    values (${id}, ${id}, ${id}, ${email}, ${flag(database, false)}, ${now}, ${now}, ${externalId})`.execute(
    database.kysely,
  );
}

async function accountsIn({ kysely }: Database) {
  const rows = await kysely.selectFrom('user').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ ...row }));
}

describe('the database of a version before the first release', () => {
  it('is taken over if it has all migrations: their list changes, and nothing else', async () => {
    const database = await openTestDatabase();
    await makeUnreleased(database, '0020-key-limits');
    await addAccount(database, ['ann', 'ann@example.org', null]);
    const before = [await readTables(database), await accountsIn(database)];
    assert.equal(await isMigrated(database, firstRelease), false);
    assert.deepEqual(pendingMigrations(await executedMigrations(database), firstRelease), [
      { name: '0001-schema', summary: 'takes over the tables of an unreleased version' },
    ]);

    const saved: Array<string> = [];
    const migrated = await migrateToLatest(database, firstRelease, async (last) => void saved.push(last));
    assert.deepEqual([migrated, saved], [['0001-schema'], ['0020-key-limits']]);
    assert.deepEqual(await executedMigrations(database), ['0001-schema']);
    assert.equal(await isMigrated(database, firstRelease), true);
    assert.deepEqual([await readTables(database), await accountsIn(database)], before);
    assert.deepEqual(await migrateToLatest(database, firstRelease), []);
  });

  it('is backed up once, unchanged, when later migrations follow', async () => {
    const database = await openTestDatabase();
    await makeUnreleased(database, '0018-group-booklets');
    const saved: Array<string> = [];
    const migrated = await migrateToLatest(database, laterMigrations, async (last) => void saved.push(last));
    assert.deepEqual(migrated, [...migrationNames, laterMigration]);
    assert.deepEqual(saved, ['0018-group-booklets']);
  });

  it('is migrated if it lacks the last two migrations', async () => {
    const database = await openTestDatabase();
    await makeUnreleased(database, '0018-group-booklets');
    const { kysely } = database;
    await addAccount(database, ['ann', 'ann@example.org', null]);
    await addAccount(database, ['bob', 'bob@example.org', 'of-platform']);
    await addAccount(database, ['eve', 'eve@example.org', 'of-platform-and-provider']);
    await addAccount(database, ['joe', 'joe', 'without-address']);
    await sql`insert into account (id, "userId", "accountId", "providerId", "createdAt", "updatedAt")
      values ('a', 'eve', 'eve', 'oidc', ${now}, ${now})`.execute(kysely);
    await sql`insert into "apiKeys" (id, hash, scopes, "createdAt") values ('joe', 'h', 'read', 1)`.execute(
      kysely,
    );

    assert.deepEqual(await migrateToLatest(database, firstRelease), ['0001-schema']);
    const fresh = await openTestDatabase();
    await migrateToLatest(fresh, firstRelease);
    assert.deepEqual(await readTables(database), await readTables(fresh));
    // Addresses of accounts are verified, except those that only a platform has given.
    assert.deepEqual(
      (await accountsIn(database)).map((each) => [each.id, Boolean(each.emailVerified), each.emailSource]),
      [
        ['ann', true, null],
        ['bob', false, null],
        ['eve', true, null],
        ['joe', false, null],
      ],
    );
    const [key] = await kysely.selectFrom('apiKeys').select(['scopes', 'limits']).execute();
    assert.deepEqual([key?.scopes, key?.limits], ['read', null]);
  });

  it('keeps addresses unverified that the last migration but one has left so', async () => {
    const database = await openTestDatabase();
    await makeUnreleased(database, '0019-verified-addresses');
    await addAccount(database, ['ann', 'ann@example.org', null]);
    assert.deepEqual(await migrateToLatest(database, firstRelease), ['0001-schema']);
    assert.deepEqual(
      (await accountsIn(database)).map(({ emailVerified }) => Boolean(emailVerified)),
      [false],
    );
  });

  it('stays unchanged when it cannot be backed up', async () => {
    const database = await openTestDatabase();
    await makeUnreleased(database, '0018-group-booklets');
    const before = [await readTables(database), await executedMigrations(database)];
    await assert.rejects(
      migrateToLatest(database, firstRelease, async () => {
        throw new Error('no room');
      }),
      /no room/,
    );
    assert.deepEqual([await readTables(database), await executedMigrations(database)], before);
  });

  it('is refused when it has too few migrations, and when it has later ones', async () => {
    const database = await openTestDatabase();
    await makeUnreleased(database, '0016-calendar-links');
    const before = await executedMigrations(database);
    const tooFew = {
      name: 'OperatorError',
      message:
        /before the first release.* lacks the migrations 0017-envelopes, 0018-group-booklets\. .*upgrading/,
    };
    await assert.rejects(migrateToLatest(database, firstRelease), tooFew);
    assert.throws(() => pendingMigrations(before, firstRelease), tooFew);
    assert.deepEqual(await executedMigrations(database), before);

    const later = await openTestDatabase();
    await makeUnreleased(later, '0020-key-limits');
    await sql`insert into kysely_migration (name, timestamp) values ('0021-more', '2026-11-25')`.execute(
      later.kysely,
    );
    await assert.rejects(migrateToLatest(later, firstRelease), {
      message: /newer than this version.*know 0021-more:/,
    });
    assert.equal((await executedMigrations(later)).length, 21);
  });
});
