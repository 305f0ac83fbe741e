import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { createMemoryDriver } from '../../support/memory-driver.ts';
import {
  downloadTarget,
  platformOrigin,
  type RunningFileServer,
  startFileServer,
  uploadTarget,
  webOrigin,
} from './start.ts';

const small = Buffer.from('%PDF-1.7 a small one');
const large = randomBytes(1_000_000);

describe('file server: GET', () => {
  let server: RunningFileServer;
  let target: string;
  before(async () => {
    server = await startFileServer();
    target = await server.store(small);
  });

  it('takes the client of a URL that is for one from trusted proxies only', async () => {
    const refused = await startFileServer();
    const proxied = await startFileServer(undefined, { trustedProxies: ['127.0.0.1'] });
    for (const [server, forwarded, status] of [
      [refused, '192.0.2.7', 403],
      [proxied, '192.0.2.7', 200],
      [proxied, '192.0.2.8', 403],
      [proxied, '192.0.2.7, 192.0.2.8', 403],
    ] as const) {
      const target = await server.store(Buffer.from('%PDF'), { client: '192.0.2.7' });
      const reply = await server.send(target, { headers: { 'X-Forwarded-For': forwarded } });
      assert.deepEqual([reply.status, reply.code], [status, status === 200 ? undefined : 'url-wrong-place']);
    }
  });

  it('serves the whole PDF, with the headers that describe it', async () => {
    const { status, headers, body } = await server.send(target);
    assert.equal(status, 200);
    assert.deepEqual(body, small);
    assert.equal(headers['content-type'], 'application/pdf');
    assert.equal(headers['content-length'], `${small.length}`);
    assert.equal(headers['content-disposition'], 'inline; filename=task.pdf');
    assert.equal(headers['accept-ranges'], 'bytes');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cache-control'], 'private, max-age=60, immutable');
    assert.match(
      String(headers['content-security-policy']),
      /^default-src 'none';.* frame-ancestors 'self' https:\/\/app\.example\.com https:\/\/platform\.example\.org$/,
    );
    assert.match(String(headers['x-request-id']), /^[\da-f-]{36}$/);
  });

  it('streams a large PDF', async () => {
    const { body } = await server.send(await server.store(large));
    assert.ok(body.equals(large)); // no diff of megabytes
  });

  it('serves an empty file', async () => {
    const { status, headers, body } = await server.send(await server.store(Buffer.alloc(0)));
    assert.deepEqual([status, headers['content-length'], body.length], [200, '0', 0]);
  });

  it('names a download with an ASCII fallback and `filename*` (RFC 6266 §4.3)', async () => {
    const { headers } = await server.send(
      await server.store(small, { disposition: 'attachment', fileName: 'Übung "1" – €.pdf' }),
    );
    assert.equal(
      headers['content-disposition'],
      `attachment; filename="?bung \\"1\\" ? ?.pdf"; filename*=UTF-8''%C3%9Cbung%20%221%22%20%E2%80%93%20%E2%82%AC.pdf`,
    );
  });

  it('lets a copy be cached for the remaining time of the URL (RFC 9111 §5.2.2.1)', async () => {
    const own = await startFileServer();
    const ownTarget = await own.store(small);
    own.clock.now += 58_001;
    assert.equal((await own.send(ownTarget)).headers['cache-control'], 'private, max-age=1, immutable');
  });

  describe('ranges', () => {
    const cases = [
      ['bytes=0-3', 0, 3],
      ['bytes=5-', 5, small.length - 1],
      ['bytes=-4', small.length - 4, small.length - 1],
      ['bytes=0-999', 0, small.length - 1],
    ] as const;
    for (const [range, first, last] of cases) {
      it(`gives 206 for \`${range}\` (RFC 9110 §15.3.7)`, async () => {
        const { status, headers, body } = await server.send(target, { headers: { Range: range } });
        assert.equal(status, 206);
        assert.equal(headers['content-range'], `bytes ${first}-${last}/${small.length}`);
        assert.deepEqual(body, small.subarray(first, last + 1));
      });
    }

    it('streams a large range', async () => {
      const { status, body } = await server.send(await server.store(large), {
        headers: { Range: 'bytes=7-900000' },
      });
      assert.equal(status, 206);
      assert.ok(body.equals(large.subarray(7, 900_001)));
    });

    it('gives 416 with the size for a range outside of the file (RFC 9110 §15.5.17)', async () => {
      const { status, headers, code } = await server.send(target, { headers: { Range: 'bytes=100-' } });
      assert.deepEqual([status, code], [416, 'range-not-satisfiable']);
      assert.equal(headers['content-range'], `bytes */${small.length}`);
    });

    it('ignores several ranges and other units (RFC 9110 §14.2)', async () => {
      for (const Range of ['bytes=0-1,3-4', 'pages=1-2']) {
        assert.equal((await server.send(target, { headers: { Range } })).status, 200);
      }
    });

    it('count only when `If-Range` names this exact file (RFC 9110 §13.1.5)', async () => {
      const etag = (await server.send(target)).headers.etag ?? '';
      const statusFor = async (ifRange: string) =>
        (await server.send(target, { headers: { Range: 'bytes=0-3', 'If-Range': ifRange } })).status;
      assert.equal(await statusFor(etag), 206);
      assert.equal(await statusFor(`W/${etag}`), 200);
      assert.equal(await statusFor('"other"'), 200);
      assert.equal(await statusFor('Tue, 24 Nov 2026 12:00:00 GMT'), 200);
    });
  });

  describe('If-None-Match', () => {
    it('gives 304 without a body for the tag, a weak tag, a list or `*` (RFC 9110 §13.1.2)', async () => {
      const { etag = '', ...whole } = (await server.send(target)).headers;
      for (const tags of [etag, `W/${etag}`, `"a", ${etag}`, '*']) {
        const { status, headers, body } = await server.send(target, { headers: { 'If-None-Match': tags } });
        assert.deepEqual([status, body.length, headers.etag], [304, 0, etag]);
        assert.equal(headers['cache-control'], whole['cache-control']);
        assert.equal(headers['content-type'], undefined);
      }
    });

    it('gives the PDF for another tag', async () => {
      const { status } = await server.send(target, { headers: { 'If-None-Match': '"a", W/"b"' } });
      assert.equal(status, 200);
    });

    it('comes before the range (RFC 9110 §13.2.2)', async () => {
      const { status } = await server.send(target, { headers: { 'If-None-Match': '*', Range: 'bytes=99-' } });
      assert.equal(status, 304);
    });
  });

  describe('refusals', () => {
    it('return `url-invalid` for a changed URL, before the storage is read', async () => {
      const driver = { ...createMemoryDriver(), open: () => assert.fail('the storage was asked') };
      const guarded = await startFileServer(driver);
      const changed = downloadTarget().replace('issue_1', 'issue_2');
      for (const bad of [changed, '/', '/documents/ab/c.pdf', '/%', '/../etc/passwd', '//a', '/a?']) {
        const { status, code } = await guarded.send(bad);
        assert.deepEqual([status, code], [403, 'url-invalid'], bad);
      }
    });

    it('return `url-expired` for an expired URL', async () => {
      const late = downloadTarget({ expiresAtSeconds: server.clock.now / 1000 });
      const { status, code, headers } = await server.send(late);
      assert.deepEqual([status, code, headers['cache-control']], [403, 'url-expired', 'no-store']);
    });

    it('return `object-not-found` for a valid URL whose file is missing', async () => {
      const { status, code } = await server.send(downloadTarget());
      assert.deepEqual([status, code], [404, 'object-not-found']);
    });

    it('return `object-key-invalid` for a signed key that leads out of the storage', async () => {
      const { status, code } = await server.send(downloadTarget({ objectKey: 'a/../../etc/passwd' }));
      assert.deepEqual([status, code], [400, 'object-key-invalid']);
    });

    it('return `url-invalid` for a GET of an upload URL', async () => {
      assert.equal((await server.send(uploadTarget(small))).code, 'url-invalid');
    });

    it('return `request-invalid` for a GET with a body (RFC 9110 §9.3.1)', async () => {
      const { status, code } = await server.send(target, {
        body: small,
        headers: { 'Content-Length': `${small.length}` },
      });
      assert.deepEqual([status, code], [400, 'request-invalid']);
    });

    it('are problem details with the request id, and without internal details (RFC 9457)', async () => {
      const broken = { ...createMemoryDriver(), open: () => Promise.reject(new Error('/secret/path')) };
      const own = await startFileServer(broken);
      const { status, headers, body } = await own.send(downloadTarget());
      assert.equal(status, 500);
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(JSON.parse(`${body}`).requestId, headers['x-request-id']);
      assert.ok(!body.includes('secret'));
    });

    for (const method of ['HEAD', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'PUT']) {
      it(`are 405 with \`Allow: GET\` for ${method} (RFC 9110 §15.5.6)`, async () => {
        const { status, headers } = await server.send(target, { method });
        assert.deepEqual([status, headers.allow], [405, 'GET']);
      });
    }
  });

  describe('CORS', () => {
    const known = [webOrigin, platformOrigin];

    it('lets the web app and platforms read replies, refusals included, and their headers', async () => {
      for (const Origin of known) {
        for (const path of [target, '/']) {
          const { headers } = await server.send(path, { headers: { Origin } });
          assert.equal(headers['access-control-allow-origin'], Origin);
          assert.match(
            headers['access-control-expose-headers'] ?? '',
            /Accept-Ranges, Content-Range, Content-Length/,
          );
          assert.equal(headers.vary, 'Origin');
        }
      }
    });

    it('gives another origin nothing', async () => {
      for (const Origin of ['https://evil.example.com', 'null', ...known.map((each) => `${each}.evil.com`)]) {
        const { headers } = await server.send(target, { headers: { Origin } });
        assert.equal(headers['access-control-allow-origin'], undefined);
        assert.equal(headers.vary, 'Origin');
      }
    });

    it('answers the preflight only of known origins, and allows uploads only to the web app', async () => {
      const preflight = (Origin: string) => server.send(target, { method: 'OPTIONS', headers: { Origin } });
      for (const [origin, methods] of [
        [webOrigin, 'GET, PUT'],
        [platformOrigin, 'GET'],
      ] as const) {
        const { status, headers } = await preflight(origin);
        assert.equal(status, 204);
        assert.equal(headers['access-control-allow-methods'], methods);
        assert.match(headers['access-control-allow-headers'] ?? '', /Range, If-Range/);
      }
      assert.equal((await preflight('https://evil.example.com')).status, 405);
    });
  });
});
