import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { sha256, signIn, type TaskDetail, taskTitled } from '../support/api-client.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl } = server;

it('the lines of docs/requests.md open a PDF, create a task, and upload it there', async () => {
  const lines = commandsIn('docs/requests.md').join('\n').replace('http://127.0.0.1:8080', apiUrl);
  const cwd = temporaryFolder();
  const { code, stdout, stderr } = await run('bash', ['-e', '-u', '-o', 'pipefail', '-c', lines], { cwd });
  assert.equal(code, 0, stderr);
  const completed = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{')));
  assert.equal(completed.fileName, 'first.pdf');
  assert.equal(completed.sha256, sha256(readFileSync(join(cwd, 'task.pdf'))));
});

it('curl signs in with a cookie jar, reads a task, and saves its PDF under its own name', async () => {
  const [jar, cwd] = [join(temporaryFolder(), 'jar'), temporaryFolder()];
  const curl = async (...args: ReadonlyArray<string>) => {
    const { code, stdout, stderr } = await run('curl', ['-sS', ...args], { cwd });
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const body = '{"email":"student@example.org","password":"lectern-demo"}';
  const json = ['-H', 'Content-Type: application/json'];
  await curl('-c', jar, `${apiUrl}/api/auth/sign-in/email`, ...json, '-d', body);
  const taskId = await taskTitled(await signIn(apiUrl, 'student'), 'Sum of Squares');
  const detail: TaskDetail = JSON.parse(await curl('-b', jar, `${apiUrl}/api/v1/tasks/${taskId}`));
  await curl('-OJ', detail.descriptionPdfUrl as string);
  const { fileName = '', sha256: expected } = detail.documents[0] ?? {};
  assert.deepEqual(readdirSync(cwd), [fileName]);
  assert.equal(sha256(readFileSync(join(cwd, fileName))), expected);
});
