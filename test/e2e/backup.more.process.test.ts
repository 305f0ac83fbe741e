import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  createOpenTask,
  download,
  pdfOfSize,
  sha256,
  signIn,
  targetOf,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { queryDatabase } from '../support/data-folder.ts';
import { issueRecords } from '../support/issue-records.ts';
import { runLectern, startServer, waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { filesOf, rowsOfSqlite } from '../support/whole-content.ts';

const server = await startServer('demo');
after(() => server.end());
const [teacher, student] = await Promise.all([
  signIn(server.apiUrl, 'teacher'),
  signIn(server.apiUrl, 'student'),
]);
const readTask = await taskTitled(student, 'Sum of Squares');
const folder = temporaryFolder();
const [backup, restored] = [join(folder, 'backup'), join(folder, 'restored')];

describe('a backup of a server under load', () => {
  it('is the state of one moment, with everything answered before, and can be restored', async () => {
    const urls: Array<string> = [];
    const uploads: Array<string> = [];
    let isOver = false;
    const keepBusy = async (job: () => Promise<void>) => {
      while (!isOver) await job();
    };
    const uploadTask = await createOpenTask(teacher, 'Uploads');
    const load = [
      ...Array.from({ length: 6 }, () =>
        keepBusy(async () => void urls.push(await student.freshUrl(readTask))),
      ),
      ...Array.from({ length: 3 }, () =>
        keepBusy(async () => void uploads.push(await upload(teacher, uploadTask, pdfOfSize(200_000)))),
      ),
    ];
    await waitUntil('some load', () => urls.length >= 50 && uploads.length >= 5);
    const before = { urls: [...urls], uploads: [...uploads] };
    const { code, stdout, stderr } = await server.lectern(['backup', backup, '--json']);
    const after = { urls: urls.length, uploads: uploads.length };
    isOver = true;
    await Promise.all(load);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, `The backup in ${backup} is complete.\n`);
    assert.ok(
      after.urls > before.urls.length && after.uploads > before.uploads.length,
      'it was busy during the backup',
    );

    const held = queryDatabase<{ issueId: string; issuedAt: number }>(backup, issueRecords.sqlite);
    const issueIds = new Set(held.map(({ issueId }) => issueId));
    for (const url of before.urls) assert.ok(issueIds.has(new URL(url).searchParams.get('issue') as string));
    const versions = queryDatabase<{ id: string; objectKey: string; sha256: string }>(
      backup,
      'select "id", "objectKey", "sha256" from "documentVersions" where "completedAt" is not null',
    );
    const versionIds = new Set(versions.map(({ id }) => id));
    for (const versionId of before.uploads) assert.ok(versionIds.has(versionId));

    // Nothing later is in it without what came before: it has every record of the live database up to its own
    // last one, every file of every completed version, and no other.
    const lastMs = Math.max(...held.map(({ issuedAt }) => issuedAt));
    const live = queryDatabase<{ issueId: string }>(
      server.dataDir,
      `select "issueId" from (${issueRecords.sqlite}) where "issuedAt" < ${lastMs}`,
    );
    assert.deepEqual(
      live.filter(({ issueId }) => !issueIds.has(issueId)),
      [],
    );
    const files = Object.fromEntries(
      versions.map(({ objectKey, sha256: hash }) => [objectKey, hash] as const).sort(),
    );
    assert.deepEqual(filesOf(backup), files);
    const manifest = JSON.parse(stdout);
    const moved = queryDatabase(backup, 'select "issueId" from "issuedUrls"');
    assert.equal(manifest.tables.issuedUrls, moved.length);
    assert.equal(manifest.objects.count, versions.length);

    const restore = await runLectern(['restore', backup], { LECTERN_DATA_DIR: restored });
    assert.equal(restore.code, 0, restore.stderr);
    assert.match(restore.stdout, /^rows of issuedUrls +\d+$/m);
    assert.deepEqual(rowsOfSqlite(restored), rowsOfSqlite(backup));
    assert.deepEqual(filesOf(restored), files);
    const again = await runLectern(['restore', backup], { LECTERN_DATA_DIR: restored });
    assert.equal(again.code, 1);
    assert.match(again.stderr, /^lectern: .* is not empty/);
  });

  it('restores an installation in which sessions and signed URLs still work', async () => {
    const url = await student.freshUrl(readTask);
    const pdf = await download(url);
    await server.stop();
    const successor = await startServer('serve', { LECTERN_DATA_DIR: restored });
    after(() => successor.end());
    // The origin of a URL is not signed.
    assert.equal(sha256(await download(successor.filesUrl + targetOf(url))), sha256(pdf));
    const { status } = await fetch(`${successor.apiUrl}/api/v1/tasks/${readTask}`, {
      headers: { authorization: `Bearer ${student.token}` },
    });
    assert.equal(status, 200);
  });
});
