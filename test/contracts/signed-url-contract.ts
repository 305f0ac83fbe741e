import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { nowSeconds, type ServedStore } from './served-store.ts';

const small = Buffer.from('%PDF-1.7 a small one');

/** Which URLs open something, by docs/signed-urls.md. */
export function signedUrlContract(opened: () => ServedStore): void {
  let store: ServedStore;
  let target: string;
  before(async () => {
    store = opened();
    target = await store.store(small);
  });

  it('a URL is refused with any one character changed or removed', async () => {
    for (let i = 1; i < target.length; i++) {
      const other = target[i] === 'A' ? 'B' : 'A';
      await store.refuses(target.slice(0, i) + other + target.slice(i + 1), 'url-invalid');
      await store.refuses(target.slice(0, i) + target.slice(i + 1), 'url-invalid');
    }
  });

  it('a URL opens in absolute form with any host too (RFC 9112 §3.2.2)', async () => {
    for (const origin of ['http://127.0.0.1', 'HTTPS://files.example.com:8443']) {
      const { status, body } = await store.send(origin + target);
      assert.deepEqual([status, body], [200, small], origin);
    }
  });

  describe('a URL that the signer would not make, although its signature is right', () => {
    const path = '/documents/ab/c.pdf';
    const queryOf = (name = 'c.pdf') =>
      `expires=${nowSeconds() + 100}&issue=i&kid=${store.keys.ring()[0].id}&name=${name}&v=1`;

    it('opens when this test signs the usual parts', async () => {
      await store.store(small, { objectKey: path.slice(1) });
      assert.equal((await store.send(store.signByHand(path, queryOf()))).status, 200);
    });

    it('is refused with a second encoding of its path or its name', async () => {
      for (const each of ['/documents/ab/%63.pdf', '/%c3%9c.pdf', '/%C3.pdf', '/a%2fb.pdf']) {
        await store.refuses(store.signByHand(each, queryOf()), 'url-invalid');
      }
      for (const each of ['%63.pdf', '%c3%9c', '%C3', '%0A', '%2F', '%E2%80%AE', 'a'.repeat(201)]) {
        await store.refuses(store.signByHand(path, queryOf(each)), 'url-invalid');
      }
    });

    it('is refused with a key that leads out of the store', async () => {
      for (const each of ['/a/../../etc/passwd', '/..', '/a//b', '/./a', '/a%5Cb', '/a%00b', '/a/']) {
        await store.refuses(store.signByHand(each, queryOf()), 'object-key-invalid');
      }
    });
  });

  describe('a URL for one client', () => {
    it('opens for that client, also by its address mapped into IPv6', async () => {
      for (const client of ['127.0.0.1', '::ffff:127.0.0.1']) {
        const own = await store.store(small, { client });
        assert.match(own, /\?expires=\d+&for=127\.0\.0\.1&issue=/);
        assert.equal((await store.send(own)).status, 200);
      }
    });

    it('is refused as `url-wrong-place` for others, and when another part is wrong as without a client', async () => {
      for (const client of ['127.0.0.2', '2001:db8:1:2::1', '::1']) {
        const foreign = await store.store(small, { client });
        await store.refuses(foreign, 'url-wrong-place');
        await store.refuses(foreign.replace(/for=[^&]+/, 'for=127.0.0.1'), 'url-invalid');
        await store.refuses(foreign.replace(/for=[^&]+&/, ''), 'url-invalid');
      }
      const late = await store.store(small, { client: '127.0.0.2', expiresAtSeconds: nowSeconds() });
      await store.refuses(late, 'url-expired');
      const foreign = await store.store(small, { client: '127.0.0.2' });
      await store.refuses(foreign, 'url-wrong-place', { headers: { 'x-forwarded-for': '127.0.0.2' } });
    });
  });

  it('an expired URL is refused as `url-expired` when it is signed, and as `url-invalid` when not', async () => {
    const late = await store.store(small, { expiresAtSeconds: nowSeconds() });
    await store.refuses(late, 'url-expired');
    await store.refuses(late.replace('issue_1', 'issue_2'), 'url-invalid');
  });
}
