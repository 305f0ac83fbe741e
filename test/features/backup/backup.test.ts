import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { Config } from '../../../src/config/config.ts';
import { backUp } from '../../../src/features/backup/backup.ts';
import { restore } from '../../../src/features/backup/restore.ts';
import { seedDemoFolder } from '../../../src/features/demo/seed-folder.ts';
import { features } from '../../../src/features/index.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { settableClock } from '../../support/settable-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { filesOf, rowsOfSqlite } from '../../support/whole-content.ts';

const configOf = (dataDir: string, changes: Readonly<Record<string, string>> = {}): Config =>
  readConfig({ LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent', ...changes });
const base = temporaryFolder();
let paths = 0;
const newPath = () => join(base, `path-${++paths}`);

const source = newPath();
await seedDemoFolder(configOf(source), migrations);

const backUpTo = (folder: string, dataDir = source) =>
  backUp(folder, { config: configOf(dataDir), features, version: '1.2.3', clock: settableClock() });
const restoreTo = (dataDir: string, backup: string, isIncompleteFine = false) =>
  restore(backup, { config: configOf(dataDir), features, isIncompleteFine });

/** A new backup for each test that changes one. */
async function newBackup(): Promise<string> {
  const backup = newPath();
  await backUpTo(backup);
  return backup;
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const objectPath = (folder: string, key: string) => join(folder, 'files/objects', key);

/** Overwrites a block in the middle, a whole page of a database, and keeps the size. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  const first = (bytes.length >> 13) * 4096;
  writeFileSync(path, bytes.fill(0x2a, first, first + 4096));
}

describe('a backup', () => {
  it('contains every row, every file, the keys and the secret, counts them, and a restore returns them all', async () => {
    const backup = await newBackup();
    const manifest = JSON.parse(readFileSync(join(backup, 'backup.json'), 'utf8'));
    const rows = rowsOfSqlite(source);
    const files = Object.keys(filesOf(source));
    const bytes = files.reduce((sum, key) => sum + statSync(objectPath(source, key)).size, 0);
    assert.partialDeepStrictEqual(manifest, {
      ...{ takenAt: '2026-11-24T12:00:00Z', version: '1.2.3' },
      tables: Object.fromEntries(Object.entries(rows).map(([name, { length }]) => [name, length])),
      objects: { count: files.length, bytes },
    });
    assert.ok(manifest.migrations.includes('0001-tables'));

    const restored = newPath();
    assert.equal((await restoreTo(restored, backup)).isRestored, true);
    assert.deepEqual(rowsOfSqlite(restored), rows);
    assert.deepEqual(filesOf(restored), filesOf(source));
    for (const name of ['signing-keys.json', 'auth-secret']) {
      assert.deepEqual(readFileSync(join(restored, name)), readFileSync(join(source, name)));
    }
    // Revocations are not kept (docs/backup.md).
    const kept = readdirSync(source).filter((name) => name !== 'revoked');
    assert.deepEqual(readdirSync(restored).sort(), kept.sort());
  });

  it('is readable only by its owner, and so is what is restored from it', async () => {
    const [backup, restored] = [newPath(), newPath()];
    mkdirSync(backup, { mode: 0o755 });
    await backUpTo(backup);
    await restoreTo(restored, backup);
    for (const folder of [backup, restored]) {
      assert.equal(modeOf(folder), '700');
      for (const name of ['lectern.db', 'signing-keys.json', 'auth-secret']) {
        assert.equal(modeOf(join(folder, name)), '600', name);
      }
    }
  });

  it('names files that are missing or damaged, and keeps all others', async () => {
    const [dataDir, backup] = [newPath(), newPath()];
    await restoreTo(dataDir, await newBackup());
    const keys = Object.keys(filesOf(dataDir)) as [string, string, string];
    const sizeOf = (key: string) => statSync(objectPath(dataDir, key)).size;
    const [damaged, missing, short] = keys.toSorted((a, b) => sizeOf(b) - sizeOf(a)) as [
      string,
      string,
      string,
    ];
    const others = keys.filter((key) => ![damaged, missing, short].includes(key));
    rmSync(objectPath(dataDir, missing));
    damage(objectPath(dataDir, damaged));
    writeFileSync(objectPath(dataDir, short), '%PDF-');
    const { problems, objects } = await backUpTo(backup, dataDir);
    assert.deepEqual(problems.map(({ objectKey }) => objectKey).sort(), [missing, damaged, short].sort());
    assert.match(problems.find(({ objectKey }) => objectKey === damaged)?.problem ?? '', /SHA-256/);
    assert.equal(objects.count, others.length);
    assert.deepEqual(Object.keys(filesOf(backup)), others);

    const restored = newPath();
    const refused = await restoreTo(restored, backup);
    assert.deepEqual([refused.isRestored, refused.objects.problems.length], [false, 3]);
    assert.equal(existsSync(restored), false);
    assert.equal((await restoreTo(restored, backup, true)).isRestored, true);
    assert.deepEqual(rowsOfSqlite(restored), rowsOfSqlite(dataDir));
  });

  it('is refused where its target exists', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), '');
    await assert.rejects(backUpTo(folder), { name: 'OperatorError', message: /not empty/ });
    await assert.rejects(backUpTo(join(folder, 'mine.txt')), { code: 'ENOTDIR' });
    assert.deepEqual(readdirSync(folder), ['mine.txt']);
  });

  it('is refused where there is no installation', async () => {
    const [nothing, backup] = [newPath(), newPath()];
    await assert.rejects(backUpTo(backup, nothing), { name: 'OperatorError', message: /no installation/ });
    assert.deepEqual([existsSync(nothing), existsSync(backup)], [false, false]);
  });

  it('is refused on PostgreSQL and on object stores; the error says what to use there', async () => {
    const parts = { features, version: '1.2.3', clock: settableClock() };
    const onPostgres = configOf(source, { DATABASE_URL: 'postgres://127.0.0.1/lectern' });
    const onS3 = configOf(source, { LECTERN_STORAGE: 's3', S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' });
    for (const [refused, message] of [
      [() => backUp(newPath(), { config: onPostgres, ...parts }), /pg_dump/],
      [() => backUp(newPath(), { config: onS3, ...parts }), /lectern transfer/],
      [() => restore(source, { config: onPostgres, features }), /pg_restore/],
    ] as const) {
      await assert.rejects(refused, { name: 'OperatorError', message });
    }
  });

  it('of a damaged database is refused', async () => {
    const dataDir = newPath();
    await restoreTo(dataDir, await newBackup());
    damage(join(dataDir, 'lectern.db'));
    const backup = newPath();
    await assert.rejects(backUpTo(backup, dataDir), { name: 'OperatorError', message: /is damaged/ });
    assert.equal(existsSync(join(backup, 'backup.json')), false);
  });
});

describe('a restore', () => {
  const noDatabase = (backup: string) =>
    writeFileSync(join(backup, 'lectern.db'), 'is text, and no database');
  const later = `insert into kysely_migration values ('9999-later', '2030')`;
  for (const [what, change, message] of [
    ['was interrupted', (backup: string) => rmSync(join(backup, 'backup.json')), /not a complete backup/],
    ['has a damaged database', (backup: string) => damage(join(backup, 'lectern.db')), /is damaged/],
    ['has a file that is no database', noDatabase, /is damaged/],
    ['has other rows', (backup: string) => execute(backup, 'delete from "contestStaff"'), /contestStaff/],
    ['is of a later version', (backup: string) => execute(backup, later), /9999-later/],
  ] as const) {
    it(`refuses a backup that ${what}`, async () => {
      const [backup, dataDir] = [await newBackup(), newPath()];
      change(backup);
      await assert.rejects(restoreTo(dataDir, backup), { name: 'OperatorError', message });
      assert.equal(existsSync(dataDir), false);
    });
  }

  it('refuses a data folder that is not empty', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'mine.txt'), '');
    const refusal = { name: 'OperatorError', message: /not empty/ };
    await assert.rejects(restoreTo(dataDir, await newBackup()), refusal);
    assert.deepEqual(readdirSync(dataDir), ['mine.txt']);
  });

  it('fills an empty data folder, whatever an interrupted restore left next to it', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(`${dataDir}.restoring/files`, { recursive: true });
    writeFileSync(`${dataDir}.restoring/lectern.db`, 'cut off');
    assert.equal((await restoreTo(dataDir, await newBackup())).isRestored, true);
    assert.deepEqual(rowsOfSqlite(dataDir), rowsOfSqlite(source));
    assert.equal(existsSync(`${dataDir}.restoring`), false);
  });

  it('names a file that was damaged in the backup, and restores nothing', async () => {
    const backup = await newBackup();
    const [key] = Object.keys(filesOf(backup)) as [string];
    damage(objectPath(backup, key));
    const dataDir = newPath();
    const { isRestored, objects } = await restoreTo(dataDir, backup);
    assert.equal(isRestored, false);
    assert.partialDeepStrictEqual(objects.problems, [{ objectKey: key }]);
    assert.deepEqual([existsSync(dataDir), existsSync(`${dataDir}.restoring`)], [false, false]);
  });
});

function execute(backup: string, statement: string): void {
  const database = new DatabaseSync(join(backup, 'lectern.db'));
  database.exec(statement);
  database.close();
}
