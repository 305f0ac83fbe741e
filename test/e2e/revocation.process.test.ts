import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createReaders } from '../contracts/killed-worker.ts';
import { announce, createClient, pdfOfSize, send, signIn, targetOf } from '../support/api-client.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

const server = await startServer('serve --workers 2');
after(() => server.end());
const { reader, taskId } = await createReaders(server);
const admin = await (async () => {
  const args = ['users', 'create', '--email', 'admin@example.org', '--role', 'admin', '--password-stdin'];
  assert.equal((await server.lectern(args, 'a-long-password')).code, 0);
  return signIn(server.apiUrl, 'admin', 'a-long-password');
})();

async function lectern(...args: ReadonlyArray<string>): Promise<string> {
  const { code, stdout, stderr } = await server.lectern(args);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** Each request on a new connection, which any worker may accept. */
const codeOf = async (url: string, method = 'GET') => {
  const { status, code } = await send(server.filesUrl, targetOf(url), {
    method,
    headers: { connection: 'close' },
  });
  return code ?? status;
};

/** Waits for ten refusals in a row; with them both workers have answered, except once in a thousand times. */
const waitUntilAllRefuse = (url: string, method?: string) =>
  waitUntil(`both workers to refuse ${method ?? 'GET'}`, async () => {
    for (let time = 0; time < 10; time += 1) if ((await codeOf(url, method)) !== 'url-revoked') return false;
    return true;
  });

describe('revoking with two running workers', () => {
  it('ends one URL, and the reader gets another', async () => {
    const [url, other] = [await reader.freshUrl(taskId), await reader.freshUrl(taskId)];
    assert.match(await lectern('verify', url), /^valid/);
    assert.match(await lectern('revoke', url), /^Revoked: a URL of documents/);
    await waitUntilAllRefuse(url);
    assert.equal(await codeOf(other), 200);
    assert.equal(await codeOf(await reader.freshUrl(taskId)), 200);
    const verified = await server.lectern(['verify', url]);
    assert.deepEqual([verified.code, verified.stdout.split(':')[0]], [1, 'revoked']);
    assert.match(await lectern('trace', url), /expires .* \(revoked\)/);
    await lectern('revoke', new URL(other).searchParams.get('issue') ?? '');
    await waitUntilAllRefuse(other);
  });

  it('ends all URLs of a person, and all of a task', async () => {
    for (const which of [
      ['--user', 'student@example.org'],
      ['--task', taskId],
    ]) {
      const url = await reader.freshUrl(taskId);
      const stable = (await reader.task(taskId)).descriptionPdfUrl as string;
      await lectern('revoke', ...which);
      for (const each of [url, stable]) await waitUntilAllRefuse(each);
      assert.equal(await codeOf(await reader.freshUrl(taskId)), 200);
      assert.equal(await codeOf((await reader.task(taskId)).descriptionPdfUrl as string), 200);
    }
  });

  it('reports what it cannot revoke', async () => {
    for (const [args, code, said] of [
      [
        ['http://127.0.0.1/a'],
        1,
        /^lectern: This URL cannot be revoked: it does not begin with http:.*\.\n$/,
      ],
      [['--user', 'nobody@example.org'], 1, /no account/],
      [['--task', 'ext:unknown'], 1, /no task/],
      [['--task', taskId, '--user', 'student@example.org'], 2, /give one of these/],
    ] as const) {
      const { code: ended, stderr } = await server.lectern(['revoke', ...args]);
      assert.equal(ended, code, stderr);
      assert.match(stderr, said);
    }
  });

  it('happens when access ends over HTTP, also for uploads, and survives a restart', async () => {
    const teacher = await signIn(server.apiUrl, 'teacher', 'a-long-password');
    const pdf = pdfOfSize(100);
    const { uploadUrl } = (await announce(teacher, taskId, pdf)).body;
    const url = await reader.freshUrl(taskId);
    const { status } = await send(server.apiUrl, `/api/v1/tasks/${taskId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${admin.token}` },
    });
    assert.equal(status, 204);
    await waitUntilAllRefuse(url);
    await waitUntilAllRefuse(uploadUrl, 'PUT');
    await server.stop();
    await server.start();
    assert.equal(await codeOf(url), 'url-revoked');
    const gone = await createClient(server.apiUrl, reader.token).get(`/api/v1/tasks/${taskId}`);
    assert.equal(gone.status, 404);
  });
});
