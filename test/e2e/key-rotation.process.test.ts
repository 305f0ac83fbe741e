import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { announce, pdfOfSize, send, signIn, targetOf, taskTitled } from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const [teacher, student] = await Promise.all([
  signIn(server.apiUrl, 'teacher'),
  signIn(server.apiUrl, 'student'),
]);
const taskId = await taskTitled(student, 'Sum of Squares');
const keyOf = (url: string) => new URL(url).searchParams.get('kid') as string;
const statusOf = async (url: string) => (await send(server.filesUrl, targetOf(url))).status;
const lectern = async (...args: ReadonlyArray<string>) => {
  const { code, stdout, stderr } = await server.lectern(args);
  assert.equal(code, 0, stderr);
  return stdout;
};

describe('the signing keys, with a running server', () => {
  it('rotate: the new key signs, and URLs of the old one still work', async () => {
    const old = await student.freshUrl(taskId);
    const oldStable = (await student.task(taskId)).descriptionPdfUrl as string;
    await lectern('keys', 'rotate');
    const fresh = await student.freshUrl(taskId);
    assert.notEqual(keyOf(fresh), keyOf(old));
    for (const url of [old, oldStable, fresh]) assert.equal(await statusOf(url), 200);
    const keys: ReadonlyArray<{ id: string; signs: boolean }> = JSON.parse(
      await lectern('keys', 'list', '--json'),
    );
    assert.deepEqual(
      keys.map(({ id, signs }) => [id, signs]),
      [
        [keyOf(fresh), true],
        [keyOf(old), false],
      ],
    );
  });

  it('are removed: URLs of that key are refused immediately, for reading and for uploading', async () => {
    const bytes = pdfOfSize(100);
    const old = await student.freshUrl(taskId);
    const { uploadUrl } = (await announce(teacher, taskId, bytes)).body;
    await lectern('keys', 'rotate');
    const fresh = await student.freshUrl(taskId);
    await lectern('keys', 'remove', keyOf(old));

    const refused = await send(server.filesUrl, targetOf(old));
    assert.equal(refused.status, 403);
    assert.equal(refused.code, 'url-invalid');
    const put = await send(server.filesUrl, targetOf(uploadUrl), { method: 'PUT', body: bytes });
    assert.equal(put.code, 'url-invalid');
    assert.equal(await statusOf(fresh), 200);
    assert.equal((await server.lectern(['trace', old])).code, 1, 'a URL of a removed key cannot be traced');
  });

  it('include at least one key; the last one and unknown keys cannot be removed', async () => {
    const keys: ReadonlyArray<{ id: string }> = JSON.parse(await lectern('keys', 'list', '--json'));
    for (const { id } of keys.slice(1)) await lectern('keys', 'remove', id);
    const fresh = await student.freshUrl(taskId);
    assert.equal((await server.lectern(['keys', 'remove', keyOf(fresh)])).code, 1);
    assert.equal((await server.lectern(['keys', 'remove', 'unknown'])).code, 1);
    assert.equal(await statusOf(fresh), 200);
  });

  it('are in a file that only its owner can read', async () => {
    const { mode } = await stat(join(server.dataDir, 'signing-keys.json'));
    assert.equal(mode & 0o777, 0o600);
    assert.equal((await stat(join(server.dataDir, 'auth-secret'))).mode & 0o777, 0o600);
  });

  it('work across a restart', async () => {
    const url = await student.freshUrl(taskId);
    await server.stop();
    await server.start();
    assert.equal(await statusOf(url), 200);
  });
});

describe('an auth-secret file that a crash left empty', () => {
  it('is never used as a secret', async () => {
    await server.stop();
    const path = join(server.dataDir, 'auth-secret');
    await writeFile(path, '');
    await server.start().catch(() => {});
    const started = (await readFile(path, 'utf8')).trim();
    const refusedToStart = !(await fetch(`${server.apiUrl}/healthz`).then(
      () => true,
      () => false,
    ));
    assert.ok(refusedToStart || started.length >= 32, 'it runs with an empty secret');
  });
});
