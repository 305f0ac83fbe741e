import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryDriver } from '../../support/memory-driver.ts';
import { downloadTarget, startFileServer } from './start.ts';

const small = Buffer.from('%PDF-1.7 a small one');

/** What the contract in conformance.test.ts cannot see from outside, or not with the real clock. */
describe('file server: GET', () => {
  it('takes the client of a URL that is for one from trusted proxies only', async () => {
    const refused = await startFileServer();
    const proxied = await startFileServer(undefined, { trustedProxies: ['127.0.0.1'] });
    for (const [server, forwarded, status] of [
      [refused, '192.0.2.7', 403],
      [proxied, '192.0.2.7', 200],
      [proxied, '192.0.2.8', 403],
      [proxied, '192.0.2.7, 192.0.2.8', 403],
    ] as const) {
      const target = await server.store(small, { client: '192.0.2.7' });
      const reply = await server.send(target, { headers: { 'X-Forwarded-For': forwarded } });
      assert.deepEqual([reply.status, reply.code], [status, status === 200 ? undefined : 'url-wrong-place']);
    }
  });

  it('lets a copy be cached for the remaining time of the URL (RFC 9111 §5.2.2.1)', async () => {
    const server = await startFileServer();
    const target = await server.store(small);
    assert.equal((await server.send(target)).headers['cache-control'], 'private, max-age=60, immutable');
    server.clock.now += 58_001;
    assert.equal((await server.send(target)).headers['cache-control'], 'private, max-age=1, immutable');
  });

  it('refuses a changed URL before it reads the storage', async () => {
    const driver = { ...createMemoryDriver(), open: () => assert.fail('the storage was asked') };
    const guarded = await startFileServer(driver);
    const changed = downloadTarget().replace('issue_1', 'issue_2');
    for (const bad of [changed, '/', '/documents/ab/c.pdf', '/%', '/../etc/passwd', '//a', '/a?']) {
      const { status, code } = await guarded.send(bad);
      assert.deepEqual([status, code], [403, 'url-invalid'], bad);
    }
  });

  it('reveals no internal details when the storage fails', async () => {
    const broken = { ...createMemoryDriver(), open: () => Promise.reject(new Error('/secret/path')) };
    const { status, headers, body } = await (await startFileServer(broken)).send(downloadTarget());
    assert.deepEqual([status, headers['cache-control']], [500, 'no-store']);
    assert.equal(JSON.parse(`${body}`).requestId, headers['x-request-id']);
    assert.ok(!body.includes('secret'));
  });
});
