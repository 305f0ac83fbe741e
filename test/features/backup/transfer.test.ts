import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { Config } from '../../../src/config/config.ts';
import { openCore } from '../../../src/core/open-core.ts';
import {
  type TransferOptions,
  transferInstallation as transferWith,
} from '../../../src/features/backup/transfer.ts';
import { readTransferTables } from '../../../src/features/backup/transferred-tables.ts';
import { features } from '../../../src/features/index.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { attachFile } from '../../support/attach-file.ts';
import { lecternCommand, programEnvironment } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { filesOf, rowsOfPostgres, rowsOfSqlite } from '../../support/whole-content.ts';

const base = temporaryFolder();
let paths = 0;
const newFolder = () => join(base, `path-${++paths}`);
const folderConfig = (dataDir: string) => readConfig({ LECTERN_DATA_DIR: dataDir });

/** A source with rows in most tables, four files, and a signed URL of one of them. */
async function openSource() {
  const source = await openTestApp();
  const [teacher, student] = [await source.person('teacher'), await source.person()];
  const task = await source.task(teacher, { title: 'Zażółć 🦢 ' });
  for (const language of ['en', 'pl']) await source.publish(task, teacher, language);
  await source.publish(task, teacher, 'en');
  await attachFile(source.core, task.id, teacher.id);
  await source.upload(task, teacher, { language: 'de' }); // never completed
  await source.group(teacher, { members: [student], tasks: [{ id: task.id }] });
  const { status, body } = await student.send(`POST /api/v1/tasks/${task.id}/description-url`);
  assert.equal(status, 200);
  const { descriptionPdfUrl: url } = body;
  return { ...source, config: readConfig(source.environment), taskId: task.id, url };
}

const rowsOf = ({ environment: { DATABASE_URL }, dataDir }: TestApp) =>
  DATABASE_URL ? rowsOfPostgres(DATABASE_URL) : rowsOfSqlite(dataDir);

const objectPaths = ({ dataDir }: TestApp) =>
  Object.keys(filesOf(dataDir)).map((key) => join(dataDir, 'files/objects', key));

const transferInstallation = (from: Config, to: Config, options?: Omit<TransferOptions, 'features'>) =>
  transferWith(from, to, { features, ...options });
const refuses = (from: Config, to: Config, message: RegExp) =>
  assert.rejects(transferInstallation(from, to), { name: 'OperatorError', message });
const open = (config: Config) => openCore(config, { migrations, log: pino({ level: 'silent' }) });

describe('a transfer', () => {
  it('copies every table except those that the target fills itself', async () => {
    const { core } = await openTestApp();
    const all = await core.database.kysely.introspection.getTables({ withInternalKyselyTables: true });
    const moving = new Set((await readTransferTables(core.database, features)).map(({ name }) => name));
    const others = all.map(({ name }) => name).filter((name) => !moving.has(name));
    const made = ['discardedObjects', 'idempotencyKeys', 'kysely_migration', 'kysely_migration_lock'];
    assert.deepEqual(others.sort(), [...made, 'leases', 'signingKeys']);
  });

  it('copies every row, every file of a completed version, and the secret of sessions', async () => {
    const source = await openSource();
    const dataDir = newFolder();
    const report = await transferInstallation(source.config, folderConfig(dataDir));
    assert.deepEqual(
      [report.isFinished, report.differing, report.changed, report.objects.problems, report.advice],
      [true, [], [], [], []],
    );
    const rows = await rowsOf(source);
    assert.deepEqual({ ...rowsOfSqlite(dataDir), leases: rows['leases'] }, rows);
    const { discardedObjects, idempotencyKeys, leases, signingKeys, ...moved } = rows;
    assert.deepEqual(
      Object.fromEntries(report.tables.map((table) => [table.name, table.rows])),
      Object.fromEntries(Object.entries(moved).map(([name, { length }]) => [name, length])),
    );
    const { [await pendingKey(source)]: pending, ...completed } = filesOf(source.dataDir);
    assert.ok(pending);
    assert.deepEqual(filesOf(dataDir), completed);
    assert.equal(report.objects.count, 4);
    const secret = join(dataDir, 'auth-secret');
    assert.deepEqual(readFileSync(secret), readFileSync(join(source.dataDir, 'auth-secret')));
    assert.equal(statSync(secret).mode & 0o777, 0o600);
    await (await open(folderConfig(dataDir))).close();
  });

  it('copies the records of a deleted account, but not the person', async () => {
    const source = await openSource();
    const { deleteAccount, accounts, issuedUrls } = source.core;
    const page = { limit: 10, after: undefined };
    const [teacher] = await accounts.list({ ...page, role: 'teacher' });
    const [student] = await accounts.list({ ...page, role: 'student' });
    await issuedUrls.list(page);
    await deleteAccount(student?.id ?? '', { heir: teacher?.id ?? '' });
    const dataDir = newFolder();
    const { isFinished, differing } = await transferInstallation(source.config, folderConfig(dataDir));
    assert.deepEqual([isFinished, differing], [true, []]);
    const rows = rowsOfSqlite(dataDir);
    assert.ok(JSON.stringify(rows['issuedUrls']).includes(student?.id ?? '-'));
    assert.ok(!JSON.stringify(rows).includes(student?.email ?? '-'));
  });

  it('copies the signing keys, so that issued URLs still work', async () => {
    const source = await openSource();
    for (const settings of [{}, { LECTERN_SIGNING_KEYS_SECRET: 'c2VjcmV0'.repeat(6) }]) {
      const target = readConfig({ LECTERN_DATA_DIR: newFolder(), ...settings });
      const { advice } = await transferInstallation(source.config, target);
      assert.deepEqual(advice, []);
      const core = await open(target);
      const read = core.storage.signer.readUrl(source.url);
      assert.equal('issueId' in read && read.issueId, new URL(source.url).searchParams.get('issue'));
      await core.close();
    }
  });

  it('says what to do about a secret of sessions and signing keys that the target has from elsewhere', async () => {
    const source = await openSource();
    const [own] = source.core.keys.ring();
    const variable = (id: string, secret: Buffer) => `${id}:${secret.toString('base64url')}`;
    const ofSessions = /LECTERN_AUTH_SECRET of .*auth-secret, or everybody signs in again/;
    const ofKeys = /signing-keys\.json\) to LECTERN_SIGNING_KEYS of the target/;
    for (const [settings, expected] of [
      [{ LECTERN_AUTH_SECRET: 'x'.repeat(40) }, ofSessions],
      [{ LECTERN_SIGNING_KEYS: variable('other', Buffer.alloc(32, 1)) }, ofKeys],
      [{ LECTERN_SIGNING_KEYS: variable(own.id, own.secret.export()) }, /^$/],
    ] as const) {
      const target = readConfig({ LECTERN_DATA_DIR: newFolder(), ...settings });
      const { advice, isFinished } = await transferInstallation(source.config, target);
      assert.equal(isFinished, true);
      assert.match(advice.join(), expected);
    }
  });

  it('is refused into a database with rows, into the target of another transfer, and into its source', async () => {
    const [source, other] = [await openSource(), await openSource()];
    const before = await rowsOf(other);
    await refuses(source.config, other.config, /already contains data/);
    await refuses(source.config, source.config, /Source and target are both/);
    assert.deepEqual(await rowsOf(other), before);

    const target = folderConfig(newFolder());
    for (const path of objectPaths(other)) rmSync(path);
    assert.equal((await transferInstallation(other.config, target)).isFinished, false);
    await refuses(source.config, target, /unfinished/);
  });

  it('is refused from a folder without an installation, and creates none', async () => {
    const [from, to] = [newFolder(), newFolder()];
    await refuses(folderConfig(from), folderConfig(to), /no installation/);
    assert.deepEqual([existsSync(from), existsSync(to)], [false, false]);
  });

  it('is refused from another schema than that of this version', async () => {
    const { core, config } = await openSource();
    const { kysely } = core.database;
    const last = sql`select max(name) from kysely_migration`;
    await sql`update kysely_migration set name = '9999-later' where name = (${last})`.execute(kysely);
    await refuses(config, folderConfig(newFolder()), /9999-later/);
    await sql`delete from kysely_migration where name = '9999-later'`.execute(kysely);
    await refuses(config, folderConfig(newFolder()), /lectern migrate/);
  });
});

describe('an unfinished transfer', () => {
  const differs = 'has a different SHA-256 than in the database';
  const spoil = (path: string) => writeFileSync(path, readFileSync(path).fill(0x2a, 9, 12));

  it('names the wrong files, does not serve, and is finished once the files are there', async () => {
    const source = await openSource();
    const target = folderConfig(newFolder());
    const pending = await pendingKey(source);
    const keys = Object.keys(filesOf(source.dataDir)).filter((key) => key !== pending);
    const paths = keys.map((key) => join(source.dataDir, 'files/objects', key));
    const [damaged, missing, whole] = paths as [string, string, string];
    const bytes = [damaged, missing].map((path) => readFileSync(path));
    spoil(damaged);
    rmSync(missing);

    const first = await transferInstallation(source.config, target);
    assert.deepEqual([first.isFinished, first.objects.count], [false, 2]);
    assert.deepEqual(
      new Map(first.objects.problems.map(({ objectKey, problem }) => [objectKey, problem])),
      new Map([
        [keys[0] ?? '', differs],
        [keys[1] ?? '', 'is missing in the storage'],
      ]),
    );
    await assert.rejects(open(target), /^OperatorError: .*unfinished transfer from .*"lectern transfer"/);

    writeFileSync(damaged, bytes[0] as Buffer);
    writeFileSync(missing, bytes[1] as Buffer);
    const before = statSync(whole.replace(source.dataDir, target.dataDir));
    const second = await transferInstallation(source.config, target);
    assert.deepEqual([second.isFinished, second.objects.count], [true, 4]);
    assert.equal(statSync(whole.replace(source.dataDir, target.dataDir)).ino, before.ino, 'not sent again');
    await (await open(target)).close();
  });

  it('is finished without them on request', async () => {
    const source = await openSource();
    const target = folderConfig(newFolder());
    for (const path of objectPaths(source)) rmSync(path);
    const options = { isIncompleteFine: true };
    const { isFinished, objects } = await transferInstallation(source.config, target, options);
    assert.deepEqual([isFinished, objects.count, objects.problems.length], [true, 0, 4]);
    await (await open(target)).close();
  });

  it('names a file of the target whose bytes have changed', async () => {
    const source = await openSource();
    const target = folderConfig(newFolder());
    let spoilt: string | undefined;
    const { isFinished, objects } = await transferInstallation(source.config, target, {
      onProgress(phase) {
        if (phase !== 'checking objects' || spoilt) return;
        spoilt = Object.keys(filesOf(target.dataDir))[0] as string;
        spoil(join(target.dataDir, 'files/objects', spoilt));
      },
    });
    assert.deepEqual([isFinished, objects.problems], [false, [{ objectKey: spoilt, problem: differs }]]);
  });

  it('names the tables that changed in the source during the transfer', async () => {
    const source = await openSource();
    const target = folderConfig(newFolder());
    let isChanged = false;
    const report = await transferInstallation(source.config, target, {
      onProgress(phase) {
        if (phase !== 'copying objects' || isChanged) return;
        isChanged = true;
        createAccount(source);
      },
    });
    assert.deepEqual([report.isFinished, report.differing], [false, []]);
    assert.deepEqual(report.changed.toSorted(), ['account', 'user']);
  });

  it('names the tables that changed in the source before it continued', async () => {
    const source = await openSource();
    const target = folderConfig(newFolder());
    for (const each of objectPaths(source)) rmSync(each);
    assert.equal((await transferInstallation(source.config, target)).isFinished, false);
    await source.core.tasks.change(source.taskId, { title: 'Changed' });
    const again = await transferInstallation(source.config, target, { isIncompleteFine: true });
    assert.partialDeepStrictEqual(again, { isFinished: false, differing: ['tasks'] });
    assert.deepEqual(again.changed, []);
  });
});

/** Changes the source in another process, and waits for it. */
function createAccount({ environment }: TestApp): void {
  const [program, ...before] = lecternCommand;
  execFileSync(program, [...before, 'users', 'create', '--email', 'new@example.org'], {
    env: { ...programEnvironment(), ...environment },
    stdio: 'ignore',
  });
}

/** The key of the file whose upload was never completed. */
async function pendingKey({ core }: TestApp): Promise<string> {
  const { objectKey } = await core.database.kysely
    .selectFrom('documentVersions')
    .select('objectKey')
    .where('completedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return objectKey;
}
