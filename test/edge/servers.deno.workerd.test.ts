import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { logFormats } from 'lectern-access-logs';
import { pdfReplyContract } from '../contracts/pdf-reply-contract.ts';
import { refusalPageContract } from '../contracts/refusal-page-contract.ts';
import type { ServedStore } from '../contracts/served-store.ts';
import { startDeno, startWorker } from '../servers/edge-runtimes.ts';
import { waitUntil } from '../support/server-process.ts';
import { openEdgeStore } from './edge-store.ts';

const small = Buffer.from('%PDF-1.7 a small one');

const pathOf = (target: string) => target.slice(0, target.indexOf('?'));

for (const [name, start] of [
  ['the Worker', startWorker],
  ['the server in Deno', startDeno],
] as const) {
  describe(`${name}, before Lectern’s file server`, () => {
    let store: ServedStore & { readonly feed: { isDown: boolean } };
    before(async () => {
      store = await openEdgeStore(start);
    });
    after(() => store.stop());

    pdfReplyContract(() => store);
    refusalPageContract(() => store);

    it('asks it by a URL of its own', async () => {
      const target = await store.store(small, { issueId: 'of_a_reader' });
      assert.equal((await store.send(target)).status, 200);
      const lines = () =>
        store
          .logs()
          .split('\n')
          .filter((line) => line.includes(pathOf(target)));
      await waitUntil('the line of the request', () => lines().length > 0);
      for (const line of lines()) assert.match(line, /"issueId":"edge"/);
    });

    it('refuses a revoked URL soon, also one that it has delivered', async () => {
      const target = await store.store(small, { issueId: 'to_be_revoked' });
      assert.equal((await store.send(target)).status, 200);
      writeFileSync(join(store.dataDir, 'revoked', 'to_be_revoked'), '');
      await waitUntil('the refusal', async () => (await store.send(target)).status === 403);
      await store.refuses(target, 'url-revoked');
    });

    it('opens nothing when it has not learned for a while what is revoked', async () => {
      const target = await store.store(small);
      assert.equal((await store.send(target)).status, 200);
      store.feed.isDown = true;
      await waitUntil('the refusal', async () => (await store.send(target)).status === 503);
      await store.refuses(target, 'storage-unavailable');
      store.feed.isDown = false;
      await waitUntil('the file', async () => (await store.send(target)).status === 200);
    });

    it('does not open URLs of keys that it has not', async () => {
      await store.keys.rotate();
      await store.refuses(await store.store(small), 'url-invalid');
    });
  });
}

describe('the server in Deno', () => {
  it('logs each reply as nginx does, so that its downloads can be imported', async () => {
    const store = await openEdgeStore(startDeno);
    after(() => store.stop());
    const target = await store.store(small, { issueId: 'of_a_reader' });
    const headers = { Range: 'bytes=0-3' };
    assert.equal((await store.send(target, { headers })).status, 206);
    await store.refuses(`${target}x`, 'url-invalid');
    const lines = () =>
      store
        .edgeLogs()
        .split('\n')
        .slice(0, -1)
        .map((line) => logFormats.nginx.open()(line));
    await waitUntil('both lines', () => lines().length === 3);
    const [, delivered, refused] = lines();
    assert.partialDeepStrictEqual(delivered?.download, { issueId: 'of_a_reader', bytes: 4 });
    assert.deepEqual(Object.keys(refused ?? {}), ['atMs']);
    assert.doesNotMatch(store.edgeLogs(), /sig=|kid=/);
  });
});

describe('the Worker', () => {
  it('gets a file once for 100 readers, and gives each of them their own headers', async () => {
    const store = await openEdgeStore(startWorker);
    after(() => store.stop());
    const target = await store.store(small);
    const objectKey = decodeURIComponent(pathOf(target).slice(1));
    // With a range, the copy is stored before the reply.
    const [first, rest] = [{ Range: 'bytes=0-3' }, { Range: 'bytes=4-' }];
    assert.deepEqual((await store.send(target, { headers: first })).body, small.subarray(0, 4));
    for (let reader = 0; reader < 100; reader += 1) {
      const own = store.sign({ objectKey, issueId: `reader-${reader}`, fileName: `${reader}.pdf` });
      const { status, headers, body } = await store.send(own, { headers: reader % 2 === 0 ? {} : rest });
      assert.deepEqual([status, body], reader % 2 === 0 ? [200, small] : [206, small.subarray(4)]);
      assert.equal(headers['content-disposition'], `inline; filename=${reader}.pdf`);
    }
    assert.equal(store.logs().split(pathOf(target)).length - 1, 1);
  });

  it('takes files from a bucket that is bound to it', async () => {
    const own = await openEdgeStore((bindings) =>
      startWorker({ ...bindings, ORIGIN_URL: 'http://127.0.0.1:9' }, { 'documents/ab/Übung 1.pdf': small }),
    );
    after(() => own.stop());
    const asked = { objectKey: 'documents/ab/Übung 1.pdf' };
    assert.deepEqual((await own.send(own.sign(asked))).body, small);
    await own.refuses(own.sign(), 'object-not-found');
  });
});
