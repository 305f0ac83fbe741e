import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { waitUntil } from '../support/server-process.ts';
import { sha256 } from './driver-contract.ts';
import { pdfReplyContract } from './pdf-reply-contract.ts';
import { refusalPageContract } from './refusal-page-contract.ts';
import { nowSeconds, openServedStore, type ServedStore, type StartFileServer } from './served-store.ts';
import { signedUrlContract } from './signed-url-contract.ts';

/** All differences between the servers, by status. docs/nginx.md has the same table. */
export const knownDifferences = {
  upload: { request: '`PUT` with an upload URL', lectern: 201, nginx: 405 },
  ifMatch: { request: '`GET` with `If-Match`, of another tag', lectern: 200, nginx: 412 },
  linkedFolder: { request: '`GET` below a folder that is a symbolic link', lectern: 200, nginx: 404 },
} as const;

const small = Buffer.from('%PDF-1.7 a small one');
const unasked = randomBytes(5000);

/** What every server of the embedded store's signed URLs does, by docs/signed-urls.md. */
export function fileServerContract(name: string, server: 'lectern' | 'nginx', start: StartFileServer): void {
  describe(`file server contract: ${name}`, () => {
    let store: ServedStore;
    let target: string;
    before(async () => {
      store = await openServedStore(start);
      target = await store.store(small);
    });
    after(async () => {
      assertNoSignature(); // in all requests so far
      await store.stop();
    });

    signedUrlContract(() => store);
    pdfReplyContract(() => store);
    refusalPageContract(() => store);

    describe('storage', () => {
      it('has lost the object, or has only a folder: `object-not-found`', async () => {
        await store.refuses(store.sign(), 'object-not-found');
        await store.refuses(store.sign({ objectKey: 'documents' }), 'object-not-found');
        await store.refuses(store.sign({ objectKey: 'documents/ab/c.pdf/d' }), 'object-not-found');
      });

      it('contains a symbolic link, which is not followed', async () => {
        const outside = join(store.dataDir, 'outside');
        mkdirSync(outside);
        writeFileSync(join(outside, 'secret.pdf'), 'secret');
        symlinkSync(join(outside, 'secret.pdf'), join(store.objectsFolder, 'link.pdf'));
        symlinkSync(outside, join(store.objectsFolder, 'linked'));
        await store.refuses(store.sign({ objectKey: 'link.pdf' }), 'object-not-found');
        const throughFolder = await store.send(store.sign({ objectKey: 'linked/secret.pdf' }));
        assert.equal(throughFolder.status, knownDifferences.linkedFolder[server]);
      });
    });

    describe('methods', () => {
      for (const method of ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        it(`other than GET: ${method} is 405, with and without a body`, async () => {
          for (const size of method === 'HEAD' ? [0] : [0, 5000]) {
            const headers = { 'Content-Length': `${size}` };
            const sending = { method, headers, body: unasked.subarray(0, size) };
            const reply = await store.refuses(target, 'method-not-allowed', sending);
            assert.equal(reply.headers.allow, 'GET');
          }
        });
      }

      it('refuse a GET with a body (RFC 9110 §9.3.1), and a GET of an upload URL', async () => {
        for (const size of [1, 5000]) {
          const body = unasked.subarray(0, size);
          await store.refuses(target, 'request-invalid', { body, headers: { 'Content-Length': `${size}` } });
        }
        await store.refuses(uploadTarget(), 'url-invalid');
      });

      it('take an upload, or leave that to Lectern', async () => {
        const { status } = await store.send(uploadTarget(), { method: 'PUT', body: small });
        assert.equal(status, knownDifferences.upload[server]);
      });
    });

    it('ignores `If-Match`, or reports that it does not match', async () => {
      const { status } = await store.send(target, { headers: { 'If-Match': '"other"' } });
      assert.equal(status, knownDifferences.ifMatch[server]);
    });

    it('refuses URLs of a removed key; no request fails while keys rotate', async () => {
      const own = await openServedStore(start);
      after(() => own.stop());
      const old = await own.store(small);
      const statuses: Array<number> = [];
      let isDone = false;
      const asking = (async () => {
        while (!isDone) statuses.push((await own.send(old)).status);
      })();
      await own.keys.rotate();
      await own.applyKeys();
      const fresh = await own.store(small);
      assert.equal((await own.send(fresh)).status, 200);
      isDone = true;
      await asking;
      assert.notEqual(keyIdOf(fresh), keyIdOf(old));
      assert.deepEqual(new Set(statuses), new Set([200]));

      await own.keys.remove(keyIdOf(old));
      await own.applyKeys();
      await own.refuses(old, 'url-invalid');
      assert.equal((await own.send(await own.store(small))).status, 200);
    });

    describe('a revoked URL', () => {
      const [reader, task, program] = ['r'.repeat(11), 't'.repeat(11), 'p'.repeat(11)];
      const [start, rest] = [`0abcdef${reader}${task}`, 'o'.repeat(11)];
      const [issueId, ofProgram] = [`${start}${rest}`, `${start}${program}${rest}`];
      const subjects: ReadonlyArray<readonly [what: string, subject: string, issueId: string]> = [
        ['issue', issueId, issueId],
        ['reader', reader, issueId],
        ['task', task, issueId],
        ['issue, of a program', ofProgram, ofProgram],
        ['reader, asked for by a program', reader, ofProgram],
        ['task, asked for by a program', task, ofProgram],
        ['program', program, ofProgram],
      ];
      for (const [what, subject, carriedBy] of subjects) {
        it(`is refused from the next request: its ${what}`, async () => {
          const own = await store.store(small, { issueId: carriedBy });
          const path = join(store.dataDir, 'revoked', subject);
          assert.equal((await store.send(own)).status, 200);
          writeFileSync(path, '');
          await store.refuses(own, 'url-revoked');
          await store.refuses(own, 'url-revoked', { headers: { 'If-None-Match': '*' } });
          assert.equal((await store.send(target)).status, 200);
          rmSync(path);
          assert.equal((await store.send(own)).status, 200);
        });
      }
    });

    it('logs requests, and no signature', async () => {
      const issueId = 'issue_that_is_looked_for';
      const last = await store.store(small, { issueId });
      for (const each of [`${last}x`, last.replace('?', '%3F'), uploadTarget()]) await store.send(each);
      await store.send(last, { headers: { Referer: `http://x${last}`, 'X-Long': 'x'.repeat(50_000) } });
      await store.send(last, { headers: { Referer: `http://x${last}`, 'User-Agent': last } });
      await waitUntil('the line of a request', () => store.logs().includes(issueId));
      assertNoSignature();
    });

    function assertNoSignature(): void {
      const logs = store.logs();
      const signatures = new Set(store.sent.flatMap((each) => /sig=([\w-]{43})/.exec(each)?.[1] ?? []));
      assert.ok(signatures.size >= 2, `${signatures.size} signatures were sent`);
      for (const signature of signatures) assert.ok(!logs.includes(signature), signature);
      assert.doesNotMatch(logs, /sig(=|%3d)/i);
    }

    function uploadTarget(): string {
      const { url } = store.signer.signUpload({
        objectKey: `uploads/${randomBytes(8).toString('hex')}.pdf`,
        size: small.length,
        sha256: sha256(small),
        signedAtSeconds: nowSeconds(),
        expiresAtSeconds: nowSeconds() + 100,
      });
      return url.slice(url.indexOf('/uploads/'));
    }
  });
}

function keyIdOf(target: string): string {
  return /kid=([\w-]+)/.exec(target)?.[1] ?? '';
}
