import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { createBackupBeforeMigration } from '../../src/database/backup-before-migration.ts';
import { migrateToLatest } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { openSqlite } from '../../src/database/sqlite.ts';
import { migrations } from '../../src/features/migrations.ts';
import { laterMigration, laterMigrations } from '../support/later-version.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { migrationNames } from '../support/migration-names.ts';
import { scriptProcess } from '../support/script-process.ts';
import { settableClock } from '../support/settable-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { rowsOfSqlite } from '../support/whole-content.ts';

const settings = { databaseUrl: undefined, databaseConnections: 1 };
const pending = [laterMigration];

/** A data folder of an earlier version, with one account. */
async function earlierFolder(): Promise<string> {
  const folder = temporaryFolder();
  const database = openSqlite(join(folder, 'lectern.db'));
  await migrateToLatest(database, migrations);
  await database.close();
  change(
    folder,
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", "foldedName")
    values ('ann', 'Ann', 'ann@example.org', 0, '2026-01-01', '2026-01-01', 'ann')`,
  );
  return folder;
}

function change(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'lectern.db'));
  database.exec(sql);
  database.close();
}

function backupOf(folder: string, parts: Partial<Parameters<typeof createBackupBeforeMigration>[0]> = {}) {
  return createBackupBeforeMigration({
    path: join(folder, 'lectern.db'),
    folder: join(folder, 'backups'),
    version: '0.2.0',
    clock: settableClock(Date.UTC(2027, 2, 1, 6)),
    ...parts,
  });
}

async function migrate(folder: string, backup = backupOf(folder)) {
  const path = join(folder, 'lectern.db');
  const { database, ...done } = await openDatabase(settings, path, laterMigrations, backup);
  await database.close();
  return done;
}

const backupsIn = (folder: string) =>
  existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')).sort() : [];
const name = `2027-03-01T06-00-00Z-before-0.2.0-schema-${migrationNames.at(-1)?.slice(0, 4)}.db`;
/** Makes the pending migration fail. */
const inTheWay = 'create table later (id text)';

describe('before a migration, an SQLite database', () => {
  it('is backed up unchanged, readable only by its owner, with version and time in the file name', async () => {
    const folder = await earlierFolder();
    const before = rowsOfSqlite(folder);
    const { migrated, saved } = await migrate(folder);
    assert.deepEqual(migrated, pending);
    assert.equal(saved, join(folder, 'backups', name));
    assert.deepEqual(backupsIn(folder), [name]);
    assert.equal(statSync(saved).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, 'backups')).mode & 0o777, 0o700);
    const back = temporaryFolder();
    writeFileSync(join(back, 'lectern.db'), readFileSync(saved));
    assert.deepEqual(rowsOfSqlite(back), before);
  });

  it('is not backed up when it is new or up to date', async () => {
    const folder = temporaryFolder();
    assert.equal((await migrate(folder)).saved, undefined);
    assert.deepEqual(await migrate(folder), { migrated: [], saved: undefined });
    assert.deepEqual(backupsIn(folder), []);
  });

  it('stays unchanged when the backup does not fit, and the operator learns how much room it needs', async () => {
    const folder = await earlierFolder();
    const before = readFileSync(join(folder, 'lectern.db'));
    const size = RegExp.escape((before.length / 2 ** 20).toFixed(1));
    await assert.rejects(migrate(folder, backupOf(folder, { freeBytes: async () => 1000 })), {
      name: 'OperatorError',
      kind: 'unavailable',
      message: new RegExp(
        `^The database must be migrated, .* takes ${size} MiB, but only 0.0 MiB are free\\..*--no-backup`,
      ),
    });
    assert.deepEqual(readFileSync(join(folder, 'lectern.db')), before);
    assert.deepEqual(backupsIn(folder), []);
  });

  it('stays unchanged when the backup cannot be written', async () => {
    const folder = await earlierFolder();
    writeFileSync(join(folder, 'backups'), 'not a folder');
    await assert.rejects(migrate(folder), {
      name: 'OperatorError',
      kind: 'unavailable',
      message: /could not be backed up first: EEXIST/,
    });
    assert.deepEqual(await migrate(folder, backupOf(folder, { folder: join(folder, 'elsewhere') })), {
      migrated: pending,
      saved: join(folder, 'elsewhere', name),
    });
  });

  it('keeps its last three backups; older ones are removed after a successful migration', async () => {
    const folder = await earlierFolder();
    mkdirSync(join(folder, 'backups'));
    const older = [1, 2, 3, 4].map((at) => `2026-0${at}-01T06-00-00Z-before-0.1.${at}-schema-0001.db`);
    for (const each of [...older, 'mine.db']) writeFileSync(join(folder, 'backups', each), '');
    change(folder, inTheWay);
    await assert.rejects(migrate(folder), /later/);
    assert.deepEqual(backupsIn(folder), [...older, 'mine.db']);
    change(folder, 'drop table later');
    await migrate(folder);
    assert.deepEqual(backupsIn(folder), [...older.slice(-2), name, 'mine.db']);
  });

  it('keeps one backup of attempts that were killed', async () => {
    const folder = await earlierFolder();
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', 'unfinished.db'), '');
    writeFileSync(join(folder, 'backups', name.replace('T06', 'T05')), '');
    await migrate(folder);
    assert.deepEqual(backupsIn(folder), [name]);
  });

  it('is backed up once by processes that start together, which are all up to date afterwards', async () => {
    const folder = await earlierFolder();
    const source = `
      import { createBackupBeforeMigration } from './src/database/backup-before-migration.ts';
      import { openDatabase } from './src/database/open-database.ts';
      import { laterMigrations } from './test/support/later-version.ts';
      const [path, folder] = [${JSON.stringify(join(folder, 'lectern.db'))}, ${JSON.stringify(join(folder, 'backups'))}];
      const backup = createBackupBeforeMigration({ path, folder, version: '0.2.0', clock: { nowMs: Date.now } });
      const { database, migrated } = await openDatabase(${JSON.stringify(settings)}, path, laterMigrations, backup);
      console.log(JSON.stringify(migrated));
      await database.close();`;
    const ran = await Promise.all([1, 2, 3].map(() => scriptProcess(source).ended));
    assert.deepEqual(
      ran.flatMap((text) => JSON.parse(text)),
      pending,
    );
    assert.equal(backupsIn(folder).length, 1);
  });
});

describe('going back', () => {
  it('works as docs/upgrading.md says: the earlier version finds its schema and its rows', async () => {
    const folder = await earlierFolder();
    const before = rowsOfSqlite(folder);
    await migrate(folder, backupOf(folder, { folder: join(folder, 'backups-before-migration') }));
    change(folder, `update "user" set name = 'changed after the upgrade'`);
    // A killed server leaves its log, which must not be applied to another database.
    writeFileSync(join(folder, 'lectern.db-wal'), 'of the newer database');

    const [steps = ''] = commandsIn('docs/upgrading.md', 'Going back');
    assert.match(steps, /-schema-\d{4}\.db lectern\.db/);
    const script = steps
      .replace('/var/lib/lectern', `'${folder}'`)
      .replace(/\S+-schema-\d{4}\.db/, `backups-before-migration/${name}`);
    const { status, stderr } = spawnSync('sh', ['-euc', `systemctl() { :; }\n${script}`], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);

    assert.equal(statSync(join(folder, 'lectern.db')).mode & 0o777, 0o600);
    const earlier = openSqlite(join(folder, 'lectern.db'));
    assert.deepEqual(await migrateToLatest(earlier, migrations), []);
    await earlier.close();
    assert.deepEqual(rowsOfSqlite(folder), before);
  });
});
