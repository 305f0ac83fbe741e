import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import { readTables } from '../../src/database/catalogue.ts';
import {
  createMigrations,
  executedMigrations,
  isMigrated,
  type Migrations,
  migrateToLatest,
} from '../../src/database/migrate.ts';
import { createAuth } from '../../src/domain/accounts/auth.ts';
import { loggedTables } from '../../src/features/audit-log/logged-tables.ts';
import { ensureTriggers, hasTriggers } from '../../src/features/audit-log/triggers.ts';
import { migrations } from '../../src/features/migrations.ts';
import { firstRelease } from '../support/first-release.ts';
import { laterMigration, laterMigrations } from '../support/later-version.ts';
import { migrationNames } from '../support/migration-names.ts';
import { openTestDatabase } from '../support/test-database.ts';

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

  it('refuse a database from before the first release, and change nothing', async () => {
    const database = await openTestDatabase(firstRelease);
    await sql`update kysely_migration set name = '0001-foundation'`.execute(database.kysely);
    await assert.rejects(migrateToLatest(database, migrations), /before the first release.*upgrading/);
    assert.deepEqual(await executedMigrations(database), ['0001-foundation']);
  });

  it('keep the rows of the first release, with the old roles on a task as staff', async () => {
    const { kysely, ...database } = await openTestDatabase(firstRelease);
    const version = (
      id: string,
      language = 'en',
    ) => sql`insert into "documentVersions" (id, "taskId", language,
      "objectKey", "fileName", size, sha256, "uploadedBy", "createdAt", "completedAt") values
      (${id}, 't', ${language}, ${`${id}.pdf`}, 'a.pdf', 1, '', 'u', 1, 1)`;
    for (const statement of [
      sql`insert into "user" (id, name, "foldedName", email, "emailVerified", "createdAt", "updatedAt")
        values ('u', 'Ann', 'ann', '1', ${database.dialect === 'sqlite' ? 0 : false},
          '2026-11-24T12:00:00.000Z', '2026-11-24T12:00:00.000Z')`,
      sql`insert into tasks (id, title, "foldedTitle", "primaryLanguage", visibility, "createdBy", "createdAt", "updatedAt")
        values ('t', 'Sums', 'sums', 'en', 'restricted', 'u', 1, 1)`,
      sql`insert into contests (id, name, "startsAt", "afterEnd", "createdBy", "createdAt", "updatedAt")
        values ('c', 'Finals', 0, 'closed', 'u', 0, 0)`,
      version('v'),
      version('u', 'pl'), // not examined
      sql`insert into "documentExaminations" ("versionId", "examinedAt", findings) values ('v', 1, '[]')`,
      sql`insert into "taskCollaborators" ("taskId", "userId", role, "createdAt") values ('t', 'u', 'editor', 1)`,
      sql`insert into "issuedUrls" ("issueId", "objectKey", ground, disposition, "issuedAt", "expiresAt")
        values ('i', 'k', 'collaborator', 'inline', 1, 2), ('j', 'k', 'group', 'inline', 1, 2)`,
      sql`insert into "issueJournal" (id, size, records) values ('b', 1, '[{"ground":"collaborator"}]')`,
    ]) {
      await statement.execute(kysely);
    }
    await migrateToLatest({ kysely, ...database }, migrations);
    for (const [query, expected] of [
      [
        kysely.selectFrom('user').select(['name', 'nameSource', 'adminUntil']),
        [{ name: 'Ann', nameSource: null, adminUntil: null }],
      ],
      [kysely.selectFrom('tasks').select(['title', 'titles']), [{ title: 'Sums', titles: null }]],
      [kysely.selectFrom('contests').select(['name', 'networks']), [{ name: 'Finals', networks: null }]],
      [
        kysely.selectFrom('documentVersions').select(['id', 'attachmentId']).orderBy('id'),
        [
          { id: 'u', attachmentId: null },
          { id: 'v', attachmentId: null },
        ],
      ],
      [kysely.selectFrom('unexaminedPdfs').select('id'), [{ id: 'u' }]],
      [
        kysely.selectFrom('taskStaff').select(['taskId', 'userId', 'role']),
        [{ taskId: 't', userId: 'u', role: 'editor' }],
      ],
      [
        kysely.selectFrom('issuedUrls').select('ground').orderBy('issueId'),
        [{ ground: 'task-staff' }, { ground: 'group' }],
      ],
      [kysely.selectFrom('issueJournal').select('records'), [{ records: '[{"ground":"task-staff"}]' }]],
    ] as const) {
      const rows: ReadonlyArray<object> = await query.execute();
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        expected,
      );
    }
    await assert.rejects(version('w').execute(kysely)); // a language still has one current PDF
    const [first] = await kysely.selectFrom('documentVersions').selectAll().execute();
    assert.ok(first);
    const attached = { ...first, id: 'x', objectKey: 'x', attachmentId: 'a' };
    await kysely.insertInto('documentVersions').values(attached).execute();
  });

  it('keep the audit log, and drop its triggers, so that all rows are logged anew with tags', async () => {
    const earlier = Object.entries(migrations).filter(([name]) => name < '0011');
    const database = await openTestDatabase(Object.fromEntries(earlier));
    await ensureTriggers(database, loggedTables);
    await sql`insert into "auditLogEntries" ("index", time, commitment) values (0, 0, 'c')`.execute(
      database.kysely,
    );
    await migrateToLatest(database, migrations);
    assert.equal(await hasTriggers(database, loggedTables), false);
    const entries = await database.kysely
      .selectFrom('auditLogEntries')
      .select(['commitment', 'tags'])
      .execute();
    assert.deepEqual(
      entries.map((row) => ({ ...row })),
      [{ commitment: 'c', tags: null }],
    );
  });

  it('leave nothing behind when one fails, and succeed once the cause is fixed', async () => {
    const database = await openTestDatabase();
    await sql`create table "groups" (id text)`.execute(database.kysely);
    await assert.rejects(migrateToLatest(database, migrations), { name: 'OperatorError', message: /groups/ });
    const tables = await database.kysely.introspection.getTables();
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['groups'],
    );
    assert.equal(await isMigrated(database, migrations), false);
    await sql`drop table "groups"`.execute(database.kysely);
    assert.deepEqual(await migrateToLatest(database, migrations), migrationNames);
  });
});
