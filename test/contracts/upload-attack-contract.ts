import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { pluck } from '../support/pluck.ts';
import { exchangeRaw, repliesIn } from '../support/raw-http.ts';
import { sha256 } from './driver-contract.ts';
import { nowSeconds, type ServedStore } from './served-store.ts';

/** A request that is hidden in an upload, or after it, never runs. */
export function uploadAttackContract(name: string, opened: () => ServedStore): void {
  describe(`${name} and uploads that hide a request`, () => {
    let store: ServedStore;
    let hidden: string;
    before(async () => {
      store = opened();
      const target = await store.store(Buffer.from('%PDF of the hidden request'));
      hidden = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    });

    /** The target of a new upload of these bytes. */
    function targetFor(body: string): string {
      const bytes = Buffer.from(body, 'latin1');
      const times = { signedAtSeconds: nowSeconds(), expiresAtSeconds: nowSeconds() + 100 };
      const objectKey = `uploads/${randomUUID()}.pdf`;
      const { url } = store.signer.signUpload({
        objectKey,
        size: bytes.length,
        sha256: sha256(bytes),
        ...times,
      });
      return url.slice(url.indexOf('/uploads/'));
    }

    const head = (target: string, lines: string) =>
      `PUT ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n\r\n`;

    /** The statuses of the replies, none of which is the hidden PDF. */
    async function statusesOf(bytes: string): Promise<ReadonlyArray<number>> {
      const received = await exchangeRaw(store.port, bytes);
      assert.ok(!received.includes('%PDF'));
      return repliesIn(received).map(({ status }) => status);
    }

    it('stores a body that looks like a request, and runs no part of it', async () => {
      const put = head(targetFor(hidden), `Content-Length: ${hidden.length}`);
      assert.deepEqual(await statusesOf(put + hidden), [201]);
    });

    it('runs nothing that follows the body of a connection’s last request', async () => {
      assert.deepEqual(await statusesOf(`${head(targetFor('abc'), 'Content-Length: 3')}abc${hidden}`), [201]);
    });

    it('runs a valid request that follows, as a request of its own', async () => {
      const put = head(targetFor('abc'), 'Content-Length: 3').replace('Connection: close\r\n', '');
      const replies = repliesIn(await exchangeRaw(store.port, `${put}abc${hidden}`));
      assert.deepEqual(pluck(replies, 'status'), [201, 200]);
    });

    for (const [title, linesFor] of [
      ['chunks', () => 'Transfer-Encoding: chunked'],
      ['a length and chunks', (size: number) => `Content-Length: ${size}\r\nTransfer-Encoding: chunked`],
      [
        'a malformed Transfer-Encoding',
        (size: number) => `Content-Length: ${size}\r\nTransfer-Encoding: xchunked`,
      ],
      ['two lengths', (size: number) => `Content-Length: ${size}\r\nContent-Length: 3`],
      ['no length', () => 'X: y'],
    ] as const) {
      it(`answers one refusal to an upload with ${title}`, async () => {
        const body = `3\r\nabc\r\n0\r\n\r\n${hidden}`;
        const put = head(targetFor(body), linesFor(body.length));
        const [status, ...others] = await statusesOf(put + body);
        assert.deepEqual(others, []);
        assert.ok(status !== undefined && [400, 405, 411, 413, 501].includes(status), `${status}`);
      });
    }

    it('answers one refusal to an upload that was not signed, and to another method', async () => {
      const target = targetFor(hidden);
      for (const put of [
        head(target.replace('.pdf', '.PDF'), `Content-Length: ${hidden.length}`),
        head(target, `Content-Length: ${hidden.length}`).replace('PUT', 'POST'),
        head(target, `Content-Length: ${hidden.length}`).replace('PUT', 'GET'),
        head(target.replace(/size=\d+/, 'size=1'), 'Content-Length: 1'),
      ]) {
        const [status, ...others] = await statusesOf(put + hidden);
        assert.deepEqual(others, []);
        assert.ok(status === 403 || status === 405, `${status}`);
      }
    });
  });
}
