import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
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

  describe('a changed URL', () => {
    it('is refused with any one character changed or removed', async () => {
      for (let i = 1; i < target.length; i++) {
        const other = target[i] === 'A' ? 'B' : 'A';
        await store.refuses(target.slice(0, i) + other + target.slice(i + 1), 'url-invalid');
        await store.refuses(target.slice(0, i) + target.slice(i + 1), 'url-invalid');
      }
    });

    const changes: ReadonlyArray<readonly [string, (url: string) => string]> = [
      ['parameters in another order', (url) => url.replace(/(expires=\d+)&(issue=\w+)/, '$2&$1')],
      ['a parameter twice', (url) => url.replace('&v=1', '&v=1&v=1')],
      ['an unknown parameter', (url) => url.replace('&v=1', '&utm=x&v=1')],
      ['a parameter after the signature', (url) => `${url}&utm=x`],
      ['a parameter missing', (url) => url.replace('&issue=issue_1', '')],
      ['`download=1` added', (url) => url.replace('&name', '&download=1&name')],
      ['an encoded letter', (url) => url.replace('/documents', '/%64ocuments')],
      ['a second slash', (url) => url.replace('/documents', '//documents')],
      ['dots in the path', (url) => url.replace('/documents', '/x/../documents')],
      ['half a percent-encoding', (url) => url.replace('/documents', '/%documents')],
      ['a path out of the root', (url) => url.replace('/documents', '/../documents')],
      [
        'an absolute form and another path',
        (url) => `http://127.0.0.1${url.replace('/documents', '/document')}`,
      ],
      ['an absolute form of another scheme', (url) => `ftp://127.0.0.1${url}`],
      ['an absolute form without a host', (url) => `http://${url}`],
      ['two absolute forms', (url) => `http://127.0.0.1/http://127.0.0.1${url}`],
      ['no query', (url) => url.slice(0, url.indexOf('?'))],
      ['an encoded question mark', (url) => url.replace('?', '%3F')],
      ['an unknown key', (url) => url.replace(/kid=\w+/, 'kid=__proto__')],
    ];
    for (const [title, change] of changes) {
      it(`is refused with ${title}`, async () => {
        assert.notEqual(change(target), target);
        await store.refuses(change(target), 'url-invalid');
      });
    }
  });

  it('opens in absolute form with any host too (RFC 9112 §3.2.2)', async () => {
    for (const origin of ['http://127.0.0.1', 'HTTPS://files.example.com:8443']) {
      const { status, body } = await store.send(origin + target);
      assert.deepEqual([status, body], [200, small], origin);
    }
  });

  describe('a URL that the signer would not make, although its signature is right', () => {
    const path = '/documents/ab/c.pdf';
    const queryOf = (changes: { name?: string; end?: string; expires?: string } = {}) => {
      const { name = 'c.pdf', end = '&v=1', expires = String(nowSeconds() + 100) } = changes;
      const kid = store.keys.ring()[0].id;
      return `expires=${expires}&issue=i&kid=${kid}&name=${name}${end}`;
    };

    it('opens when this test signs the usual parts', async () => {
      await store.store(small, { objectKey: path.slice(1) });
      assert.equal((await store.send(store.signByHand(path, queryOf()))).status, 200);
    });

    it('is refused with a second encoding of its path or its name', async () => {
      for (const each of ['/documents/ab/%63.pdf', '/%c3%9c.pdf', '/%C3.pdf', '/a%2fb.pdf']) {
        await store.refuses(store.signByHand(each, queryOf()), 'url-invalid');
      }
      for (const each of ['%63.pdf', '%c3%9c', '%C3', '%0A', '%2F', '%E2%80%AE', 'a'.repeat(201)]) {
        await store.refuses(store.signByHand(path, queryOf({ name: each })), 'url-invalid');
      }
    });

    it('is refused with other parameters, or in any undocumented format', async () => {
      for (const end of ['', '&v=2', '&v=1&x=1', '&x=1&v=1', '&download=1&v=1']) {
        await store.refuses(store.signByHand(path, queryOf({ end })), 'url-invalid');
      }
      await store.refuses(store.signByHand(path, queryOf({ expires: '01795543583' })), 'url-invalid');
    });

    it('is refused with a key that leads out of the store', async () => {
      for (const each of ['/a/../../etc/passwd', '/..', '/a//b', '/./a', '/a%5Cb', '/a%00b', '/a/']) {
        await store.refuses(store.signByHand(each, queryOf()), 'object-key-invalid');
      }
    });

    it('is refused with a secret that does not belong to its key', async () => {
      await store.refuses(store.signByHand(path, queryOf(), randomBytes(32)), 'url-invalid');
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

  describe('an expired URL', () => {
    it('is refused as `url-expired` when it is signed, and as `url-invalid` when not', async () => {
      const late = await store.store(small, { expiresAtSeconds: nowSeconds() });
      await store.refuses(late, 'url-expired');
      await store.refuses(late.replace('issue_1', 'issue_2'), 'url-invalid');
    });
  });
}
