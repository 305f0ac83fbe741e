import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type SignedDescription, send, signIn, targetOf, taskTitled } from '../support/api-client.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

const server = await startServer('demo', { SIGNED_URL_TTL_SECONDS: '2' });
after(() => server.end());
const student = await signIn(server.apiUrl, 'student');
const taskId = await taskTitled(student, 'Sum of Squares');

describe('with SIGNED_URL_TTL_SECONDS=2', () => {
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/description-url'],
  ] as const) {
    it(`a URL of ${method} …${path} works until its stated time, and not after`, async () => {
      const { body } = await student.request<SignedDescription>(method, `/api/v1/tasks/${taskId}${path}`);
      const target = targetOf(body.descriptionPdfUrl);
      const expiresAtMs = Date.parse(body.descriptionPdfUrlExpiresAt);
      assert.ok(expiresAtMs <= Date.now() + 2000);

      let served = 0;
      await waitUntil('the URL to expire', async () => {
        const askedMs = Date.now();
        const { status, code, bytes } = await send(server.filesUrl, target);
        const answeredMs = Date.now();
        if (answeredMs < expiresAtMs) assert.equal(status, 200);
        if (askedMs >= expiresAtMs) {
          assert.equal(status, 403);
          assert.equal(code, 'url-expired');
          assert.ok(!bytes.includes('%PDF'));
        }
        served += Number(status === 200);
        return askedMs >= expiresAtMs;
      });
      assert.ok(served > 0);

      const tampered = target.replace(/expires=\d+/, `expires=${Math.floor(Date.now() / 1000) + 60}`);
      assert.equal((await send(server.filesUrl, tampered)).code, 'url-invalid');
      const late = await send(server.filesUrl, target, { headers: { range: 'bytes=0-9' } });
      assert.equal(late.code, 'url-expired');
    });
  }

  it('an expired URL can still be traced to its reader', async () => {
    const url = await student.freshUrl(taskId);
    await waitUntil(
      'the URL to expire',
      async () => (await send(server.filesUrl, targetOf(url))).status === 403,
    );
    const { code, stdout } = await server.lectern(['trace', url, '--json']);
    assert.equal(code, 0);
    const traced = JSON.parse(stdout);
    assert.equal(traced.expired, true);
    assert.equal(traced.issues[0].email, 'student@example.org');
    assert.equal(traced.issues[0].taskId, taskId);
  });
});
