import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pdfOfSize, sha256, signIn, type TaskDetail, taskTitled } from '../support/api-client.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { newFolder, run, startServer } from '../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl } = server;
const json = ['-H', 'Content-Type: application/json'];

describe('the lines of docs/requests.md', () => {
  it('open a PDF, create a task, and upload it there', async () => {
    const lines = commandsIn('docs/requests.md').join('\n').replace('http://127.0.0.1:8080', apiUrl);
    const folder = await newFolder();
    const { code, stdout, stderr } = await run('bash', ['-e', '-u', '-o', 'pipefail', '-c', lines], {
      cwd: folder,
    });
    assert.equal(code, 0, stderr);
    const completed = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{')));
    assert.equal(completed.fileName, 'first.pdf');
    assert.equal(completed.sha256, sha256(await readFile(join(folder, 'task.pdf'))));
    await rm(folder, { recursive: true });
  });
});

describe('curl', () => {
  let folder: string;
  let detail: TaskDetail;
  let url: string;
  before(async () => {
    folder = await newFolder();
  });
  after(() => rm(folder, { recursive: true }));

  /** Runs curl in the folder, and returns its output. */
  const curl = async (...args: ReadonlyArray<string>) => {
    const { code, stdout, stderr } = await run('curl', ['-sS', ...args], { cwd: folder });
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const statusOf = (...args: ReadonlyArray<string>) => curl('-o', '/dev/null', '-w', '%{http_code}', ...args);
  const fileIn = (...path: ReadonlyArray<string>) => readFile(join(folder, ...path));

  it('signs in with a cookie jar, reads a task, and saves its PDF under its own name', async () => {
    const body = '{"email":"student@example.org","password":"lectern-demo"}';
    await curl('-c', 'jar', `${apiUrl}/api/auth/sign-in/email`, ...json, '-d', body);
    const taskId = await taskTitled(await signIn(apiUrl, 'student'), 'Sum of Squares');
    detail = JSON.parse(await curl('-b', 'jar', `${apiUrl}/api/v1/tasks/${taskId}`));
    url = detail.descriptionPdfUrl as string;
    await mkdir(join(folder, 'saved'));
    await curl('--output-dir', 'saved', '-OJ', url);
    assert.deepEqual(await readdir(join(folder, 'saved')), [detail.documents[0]?.fileName]);
    assert.equal(
      sha256(await fileIn('saved', detail.documents[0]?.fileName ?? '')),
      detail.documents[0]?.sha256,
    );
  });

  it('fetches parts, resumes an interrupted download, and checks whether it changed', async () => {
    const whole = await fileIn('saved', 'sum-of-squares.en.pdf');
    for (const [range, expected] of [
      ['0-99', whole.subarray(0, 100)],
      ['-100', whole.subarray(-100)],
      ['100-', whole.subarray(100)],
    ] as const) {
      assert.equal(await curl('-r', range, '-o', 'part', '-w', '%{http_code}', url), '206');
      assert.deepEqual(await fileIn('part'), expected);
    }
    await writeFile(join(folder, 'broken.pdf'), whole.subarray(0, 1234));
    await curl('-C', '-', '-o', 'broken.pdf', url);
    assert.deepEqual(await fileIn('broken.pdf'), whole);
    await curl('--etag-save', 'etag', '-o', 'first.pdf', url);
    assert.equal(await statusOf('--etag-compare', 'etag', url), '304');
    assert.equal(await statusOf('-r', '99999999-', url), '416');
  });

  it('uploads a PDF, also with Expect: 100-continue', async () => {
    const { token } = await signIn(apiUrl, 'teacher');
    const asTeacher = ['-H', `Authorization: Bearer ${token}`, ...json];
    const bytes = pdfOfSize(2_000_000);
    await writeFile(join(folder, 'new.pdf'), bytes);
    const announcement = { language: 'de', fileName: 'new.pdf', size: bytes.length, sha256: sha256(bytes) };
    const documents = `${apiUrl}/api/v1/tasks/${detail.taskId}/documents`;
    const { versionId, uploadUrl } = JSON.parse(
      await curl(...asTeacher, documents, '-d', JSON.stringify(announcement)),
    );
    assert.equal(await statusOf('-T', 'new.pdf', '-H', 'Expect: 100-continue', uploadUrl), '201');
    assert.equal(await statusOf(...asTeacher, '-X', 'POST', `${documents}/${versionId}/complete`), '200');
    const newUrl = JSON.parse(await curl('-b', 'jar', `${apiUrl}/api/v1/tasks/${detail.taskId}?language=de`));
    await curl('-o', 'again.pdf', newUrl.descriptionPdfUrl);
    assert.deepEqual(await fileIn('again.pdf'), bytes);
  });
});
