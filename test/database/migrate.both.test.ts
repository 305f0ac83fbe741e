import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import { isMigrated, migrateToLatest } from '../../src/database/migrate.ts';
import * as booklets from '../../src/database/migrations/0014-booklets.ts';
import { tablesOf } from '../../src/database/migrations/tables.ts';
import { createAuth } from '../../src/domain/accounts/auth.ts';
import { openTestDatabase } from '../support/test-database.ts';

const all = [
  '0001-foundation',
  '0002-contests',
  '0003-instances',
  '0004-leases',
  '0005-account-search',
  '0006-hashed-sessions',
  '0007-revocation',
  '0008-upload-limits',
  '0009-document-examinations',
  '0010-platforms',
  '0011-issue-journal',
  '0012-idempotency-keys',
  '0013-mail',
  '0014-booklets',
  '0015-change-reasons',
  '0016-calendar-links',
  '0017-envelopes',
  '0018-group-booklets',
  '0019-verified-addresses',
  '0020-key-limits',
];

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

  it('fill in the names that searches see, of accounts that are older', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    const { kysely } = database;
    await undoHashedSessions(kysely);
    await sql`alter table "user" drop column "foldedName"`.execute(kysely);
    await undoVerifiedAddresses(kysely);
    await sql`delete from kysely_migration where name >= '0005-account-search'`.execute(kysely);
    const count = 1001;
    const now = '2026-11-24T12:00:00.000Z';
    const isVerified = database.dialect === 'sqlite' ? 0 : false;
    const rows = Array.from(
      { length: count },
      (_, at) =>
        sql`(${`user-${at}`}, ${`Łukasz ${at}`}, ${`${at}@example.org`}, ${isVerified}, ${now}, ${now})`,
    );
    await sql`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
      values ${sql.join(rows)}`.execute(kysely);
    assert.deepEqual(
      await migrateToLatest(database),
      all.filter((name) => name >= '0005'),
    );
    const people = await kysely.selectFrom('user').select(['id', 'foldedName']).execute();
    assert.equal(people.length, count);
    for (const { id, foldedName } of people) assert.equal(foldedName, id.replace('user-', 'lukasz '));
  });

  it('end the sessions whose tokens lay there as they are', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    const { kysely } = database;
    await undoHashedSessions(kysely);
    await undoVerifiedAddresses(kysely);
    const now = '2026-11-24T12:00:00.000Z';
    await sql`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
      values ('ann', 'Ann', 'ann@example.org', ${database.dialect === 'sqlite' ? 0 : false}, ${now}, ${now})`.execute(
      kysely,
    );
    await sql`insert into session (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
      values ('a', 'as-it-is', 'ann', '2100-01-01T00:00:00.000Z', ${now}, ${now})`.execute(kysely);
    assert.deepEqual(await migrateToLatest(database), all.slice(5));
    assert.deepEqual(await kysely.selectFrom('session').selectAll().execute(), []);
    assert.equal((await kysely.selectFrom('user').select('id').execute()).length, 1);
  });

  it('verify the addresses of older accounts but for those that only a platform has said', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    const { kysely } = database;
    await undoVerifiedAddresses(kysely);
    await undoKeyLimits(kysely);
    await sql`delete from kysely_migration where name >= '0019'`.execute(kysely);
    const now = '2026-11-24T12:00:00.000Z';
    const isVerified = database.dialect === 'sqlite' ? 0 : false;
    const rows = [
      ['ann', 'ann@example.org', null],
      ['bob', 'bob@example.org', 'of-platform'],
      ['eve', 'eve@example.org', 'of-platform-and-provider'],
      ['joe', 'joe', 'without-address'],
    ].map(
      ([id, email, externalId]) =>
        sql`(${id}, ${id}, ${id}, ${email}, ${isVerified}, ${now}, ${now}, ${externalId})`,
    );
    await sql`insert into "user" (id, name, "foldedName", email, "emailVerified", "createdAt", "updatedAt", "externalId")
      values ${sql.join(rows)}`.execute(kysely);
    await sql`insert into account (id, "userId", "accountId", "providerId", "createdAt", "updatedAt")
      values ('a', 'eve', 'eve', 'oidc', ${now}, ${now})`.execute(kysely);
    assert.deepEqual(await migrateToLatest(database), all.slice(18));
    const accounts = await kysely
      .selectFrom('user')
      .select(['id', 'emailVerified', 'emailSource'])
      .orderBy('id')
      .execute();
    assert.deepEqual(
      accounts.map(({ id, emailVerified, emailSource }) => [id, Boolean(emailVerified), emailSource]),
      [
        ['ann', true, null],
        ['bob', false, null],
        ['eve', true, null],
        ['joe', false, null],
      ],
    );
  });

  it('leave keys of before without limits', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    const { kysely } = database;
    await undoKeyLimits(kysely);
    await sql`delete from kysely_migration where name >= '0020'`.execute(kysely);
    const now = '2026-11-24T12:00:00.000Z';
    await sql`insert into "user" (id, name, "foldedName", email, "emailVerified", role, "createdAt", "updatedAt")
      values ('k', 'k', 'k', 'k', ${database.dialect === 'sqlite' ? 0 : false}, 'program', ${now}, ${now})`.execute(
      kysely,
    );
    await sql`insert into "apiKeys" (id, hash, scopes, "createdAt") values ('k', 'h', 'read', 1)`.execute(
      kysely,
    );
    assert.deepEqual(await migrateToLatest(database), ['0020-key-limits']);
    const [key] = await kysely.selectFrom('apiKeys').select(['scopes', 'limits']).execute();
    assert.deepEqual([key?.scopes, key?.limits], ['read', null]);
  });

  it('keep the booklets of contests, and the tasks in them', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    const { kysely } = database;
    const contest = { id: 'c', name: 'Finals', startsAt: 1, endsAt: null, afterEnd: 'closed' } as const;
    const at = { createdBy: 'ann', createdAt: 1, updatedAt: 1, deletedAt: null };
    await kysely
      .insertInto('contests')
      .values({ ...contest, ...at })
      .execute();
    await kysely.schema.dropTable('bookletTasks').execute();
    await kysely.schema.dropTable('booklets').execute();
    await booklets.up(kysely as never, tablesOf(database.dialect, kysely as never));
    await undoVerifiedAddresses(kysely);
    await undoKeyLimits(kysely);
    await sql`delete from kysely_migration where name >= '0018'`.execute(kysely);
    await sql`insert into booklets (id, "contestId", language, "oddPages", "timeZone", "askedBy", "askedAt", "urlEpoch",
      "claimedUntil", failures) values ('b', 'c', 'pl', 1, 'UTC', 'ann', 7, 3, 0, 0)`.execute(kysely);
    await kysely.insertInto('bookletTasks').values({ bookletId: 'b', taskId: 't' }).execute();

    assert.deepEqual(await migrateToLatest(database), all.slice(17));
    const [kept] = await kysely.selectFrom('booklets').selectAll().execute();
    const { contestId, groupId, language, oddPages, includesUpcoming, askedAt, urlEpoch, pages } = kept ?? {};
    assert.deepEqual([contestId, groupId, language, oddPages, includesUpcoming], ['c', null, 'pl', 1, 1]);
    assert.deepEqual([askedAt, urlEpoch, pages], [7, 3, null]);
    const tasks = async () =>
      (await kysely.selectFrom('bookletTasks').select('taskId').execute()).map(({ taskId }) => taskId);
    assert.deepEqual(await tasks(), ['t']);
    await kysely.deleteFrom('contests').execute();
    assert.deepEqual(await tasks(), []);
  });

  it('refuse a database that is newer than the program', async () => {
    const database = await openTestDatabase();
    await migrateToLatest(database);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00Z')`.execute(
      database.kysely,
    );
    await assert.rejects(migrateToLatest(database), {
      name: 'OperatorError',
      message: /newer than this version.*9999-later/,
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

/** Takes back that migration, and those after it. */
async function undoHashedSessions(kysely: Database['kysely']): Promise<void> {
  const externals = ['user', 'tasks', 'groups', 'contests'];
  for (const change of [
    ...externals.map((table) => `drop index "${table}_externalId_idx"`),
    ...externals.map((table) => `alter table "${table}" drop column "externalId"`),
    'drop index "tasks_documentChange_idx"',
    'alter table tasks drop column "documentChange"',
    'alter table "documentVersions" drop column reason',
    'drop table "bookletTasks"',
    'drop table "booklets"',
    'drop table "calendarLinks"',
    'drop table envelopes',
    'drop index "contests_prefetchFrom_idx"',
    'alter table contests drop column "prefetchFrom"',
    'drop table "mails"',
    'drop table "idempotencyKeys"',
    'drop table "issueJournal"',
    'drop table "apiKeys"',
    'alter table "issuedUrls" drop column issuer',
    'alter table "issuedUrls" drop column "apiKeyId"',
    'alter table "user" drop column "urlEpoch"',
    'alter table tasks drop column "urlEpoch"',
    'drop table revocations',
    'drop table "discardedObjects"',
    'drop index "documentVersions_uploader_idx"',
    'drop index "documentVersions_size_idx"',
    'drop table "documentExaminations"',
  ]) {
    await sql.raw(change).execute(kysely);
  }
  for (const index of ['session_expiresAt_idx', 'verification_expiresAt_idx']) {
    await kysely.schema.dropIndex(index).execute();
  }
  await sql`alter table session add column "impersonatedBy" text`.execute(kysely);
  for (const column of ['banReason', 'banExpires']) {
    await sql`alter table "user" add column ${sql.ref(column)} text`.execute(kysely);
  }
  await sql`delete from kysely_migration where name >= '0006-hashed-sessions'`.execute(kysely);
}

async function undoVerifiedAddresses(kysely: Database['kysely']): Promise<void> {
  await sql`alter table "user" drop column "emailSource"`.execute(kysely);
}

async function undoKeyLimits(kysely: Database['kysely']): Promise<void> {
  await sql`alter table "apiKeys" drop column limits`.execute(kysely);
}
