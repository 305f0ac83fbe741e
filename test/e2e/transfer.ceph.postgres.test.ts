import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { issueColumns } from '../../src/core/issue/issue-record.ts';
import { seedDemoFolder } from '../../src/features/demo/seed-folder.ts';
import { migrations } from '../../src/features/migrations.ts';
import { readConfig } from '../../src/features/settings.ts';
import { newCephBucket } from '../servers/buckets.ts';
import { startCeph } from '../servers/ceph.ts';
import { download, pdfOfSize, sha256, signIn, taskTitled } from '../support/api-client.ts';
import { store } from '../support/app.ts';
import { issueRecord } from '../support/issue-record.ts';
import {
  killAtExit,
  programEnvironment,
  runLectern,
  spawnLectern,
  startServer,
  waitUntil,
} from '../support/server-process.ts';
import { openSilentCore } from '../support/silent-core.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createPostgresDatabase, runOnPostgres } from '../support/test-database.ts';
import { filesOf, rowsOfPostgres, rowsOfSqlite } from '../support/whole-content.ts';

const [issueCount, uploadCount] = [60_000, 120];

const ceph = await startCeph();
after(() => ceph.stop());
const base = temporaryFolder();
const [source, back] = [join(base, 'source'), join(base, 'back')];
await seedDemoFolder(readConfig({ LECTERN_DATA_DIR: source }), migrations);
await addRowsAndFiles();
const DATABASE_URL = await createPostgresDatabase();
const target = {
  ...(await newCephBucket(ceph)),
  DATABASE_URL,
  LECTERN_DATA_DIR: join(base, 'target'),
  LECTERN_AUTH_SECRET: 'the-secret-of-the-target-0123456789abcdef',
  LECTERN_SIGNING_KEYS_SECRET: 'c2VjcmV0'.repeat(6),
};
const targetFile = join(base, 'target.env');
writeFileSync(
  targetFile,
  Object.entries(target)
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
);
const transferArguments = ['transfer', '--from', source, '--to', targetFile];

/** Enough rows and files for a transfer to take its time. */
async function addRowsAndFiles(): Promise<void> {
  const core = await openSilentCore({ LECTERN_DATA_DIR: source });
  const teacher = await core.accounts.findByEmail('teacher@example.org');
  const [task] = await core.database.kysely.selectFrom('tasks').select('id').limit(1).execute();
  const taskId = task?.id as string;
  for (let at = 0; at < uploadCount; at += 1) {
    const bytes = pdfOfSize(100_000);
    const { version } = await core.uploads.announce({
      taskId,
      language: 'de',
      fileName: 'task.de.pdf',
      size: bytes.length,
      sha256: sha256(bytes),
      uploadedBy: teacher.id,
    });
    await store(core, version, bytes);
    await core.uploads.complete(taskId, version.id);
  }
  const issues = Array.from({ length: issueCount }, (_, at) =>
    issueRecord({
      ...{ principalId: teacher.id, taskId, versionId: null },
      ...{ issueId: `issue-${String(at).padStart(8, '0')}`, issuedAt: 1_790_000_000_000 + at },
    }),
  );
  await core.database.prepareInsert('issuedUrls', issueColumns)(issues);
  await core.close();
}

/** Starts a transfer, waits until it has reached a point, and kills it. */
async function startAndKill(where: string, isThere: () => Promise<boolean>): Promise<void> {
  const child: ChildProcess = spawnLectern(transferArguments, { env: programEnvironment(), stdio: 'pipe' });
  killAtExit(child);
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const ended = once(child, 'exit');
  await waitUntil(where, async () => {
    if (child.exitCode !== null) throw new Error(`the transfer ended before ${where}: ${said}`);
    return isThere();
  });
  child.kill('SIGKILL');
  assert.deepEqual(await ended, [null, 'SIGKILL']);
}

/** The last key of the records of issued URLs that the transfer has saved. */
async function savedKey(): Promise<string | undefined> {
  const query = `select "lastKey" from "unfinishedTransfer" where "table" = 'issuedUrls'`;
  const rows = await runOnPostgres(DATABASE_URL, query).catch(() => []);
  return rows[0]?.['lastKey'] ?? undefined;
}

/** How often the bucket received an object of each key. */
async function puts(): Promise<Readonly<Record<string, number>>> {
  const found = (await ceph.accessLog()).matchAll(
    /"uri":"PUT \/lectern\/(documents\/\S+\.(?:pdf|txt))[^"]*"[^}]*"http_status":"200"/g,
  );
  const counts: Record<string, number> = {};
  for (const [, key = ''] of found) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Everything except what each installation creates for itself. */
function moved({
  discardedObjects,
  idempotencyKeys,
  leases,
  signingKeys,
  ...rows
}: Readonly<Record<string, ReadonlyArray<string>>>): object {
  return rows;
}

const completedFiles = Object.keys(filesOf(source)).sort();

describe('a transfer from SQLite and a folder to PostgreSQL and Ceph', () => {
  it('continues where it was when it is killed among the rows', async () => {
    await startAndKill('the rows', async () => (await savedKey()) !== undefined);
    const reached = await savedKey();
    const { code, stderr } = await runLectern(['users', 'list'], target);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^lectern: This database holds an unfinished transfer from .*lectern\.db\. Run the same/,
    );
    assert.doesNotMatch(stderr, /secret/);

    await startAndKill('more rows', async () => {
      const key = (await savedKey()) as string;
      assert.ok(key >= (reached as string), 'it did not start over');
      return key > (reached as string);
    });
  });

  it('continues where it was when it is killed among the files, and sends none twice', async () => {
    await startAndKill('the files', async () => Object.keys(await puts()).length >= 5);
    assert.ok(Object.keys(await puts()).length < completedFiles.length, 'it was killed before the end');
    const { code, stdout, stderr } = await runLectern([...transferArguments, '--json'], {});
    assert.equal(code, 0, stderr);
    const report = JSON.parse(stdout);
    assert.deepEqual([report.isFinished, report.objects.count], [true, completedFiles.length]);
    assert.match(stderr, /^Give the target the LECTERN_AUTH_SECRET of .*auth-secret/);
    await waitUntil('the log', async () => Object.keys(await puts()).length === completedFiles.length);
    assert.deepEqual(await puts(), Object.fromEntries(completedFiles.map((key) => [key, 1])));
    for (const secret of [
      target.LECTERN_AUTH_SECRET,
      target.LECTERN_SIGNING_KEYS_SECRET,
      ceph.secretAccessKey,
    ]) {
      assert.ok(!`${stdout}${stderr}`.includes(secret));
    }
  });

  it('has every row in the end', async () => {
    assert.deepEqual(moved(await rowsOfPostgres(DATABASE_URL)), moved(rowsOfSqlite(source)));
  });

  it('is refused a second time, because the target is in use then', async () => {
    const { code, stderr } = await runLectern(transferArguments, {});
    assert.equal(code, 1);
    assert.match(stderr, /^lectern: postgres:.* already contains data/);
  });

  it('is an installation where people sign in and read', async () => {
    const server = await startServer('serve', target);
    const student = await signIn(server.apiUrl, 'student');
    const detail = await student.task(await taskTitled(student, 'Sum of Squares'));
    const url = detail.descriptionPdfUrl as string;
    assert.ok(url.startsWith(ceph.endpoint));
    const document = detail.documents.find(({ language }) => language === detail.language);
    assert.equal(sha256(await download(url)), document?.sha256);
    await server.end();
  });
});

describe('a transfer back to SQLite and a folder', () => {
  it('has every row and every file again', async () => {
    const { code, stdout, stderr } = await runLectern(['transfer', '--from', targetFile, '--to', back], {});
    assert.equal(code, 0, stderr);
    assert.match(stdout, new RegExp(`^files +${completedFiles.length}$`, 'm'));
    assert.deepEqual(moved(rowsOfSqlite(back)), moved(await rowsOfPostgres(DATABASE_URL)));
    assert.deepEqual(filesOf(back), filesOf(source));
    assert.deepEqual(readdirSync(join(back, 'files/incoming')), []);
    const keysOf = (folder: string) =>
      JSON.parse(readFileSync(join(folder, 'signing-keys.json'), 'utf8')).keys;
    const secrets = keysOf(back).map(({ secret }: { secret: string }) => secret);
    assert.ok(secrets.includes(keysOf(source)[0].secret), 'both transfers, through the database');
  });
});
