import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import { download, pdfOfSize, signIn, taskTitled, upload } from '../support/api-client.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

/**
 * The client library continues to read after a storage has refused an expired URL.
 * @param refusal the status with which this storage refuses an expired URL
 */
export function renewedDescriptionContract(
  name: string,
  refusal: number,
  startStorage: () => Promise<{ settings: Readonly<Record<string, string>>; stop(): Promise<void> }>,
): void {
  describe(`an opened document on ${name}`, async () => {
    const storage = await startStorage();
    after(() => storage.stop());
    const server = await startServer('demo', { ...storage.settings, SIGNED_URL_TTL_SECONDS: '2' });
    after(() => server.end());
    const [teacher, student] = await Promise.all(
      ['teacher', 'student'].map((person) => signIn(server.apiUrl, person)),
    );
    assert.ok(teacher && student);
    const taskId = await taskTitled(student, 'Sum of Squares');

    it(`is read on after the storage has refused its URL with ${refusal}`, async (test) => {
      // On a device with a wrong clock; otherwise the client renews the URL before it is refused.
      const { now } = Date;
      test.mock.method(Date, 'now', () => now() - 7_200_000);
      const pdf = pdfOfSize(100_000);
      await upload(teacher, taskId, pdf);
      const seen: Array<number> = [];
      const client = createLecternClient({
        baseUrl: server.apiUrl,
        token: student.token,
        async fetch(input, init) {
          const reply = await fetch(input, init);
          seen.push(reply.status);
          return reply;
        },
      });
      const document = await client.openDocument(taskId, { language: 'en' });
      const { url } = document;
      assert.deepEqual(await download(url), pdf);
      let status = 200;
      await waitUntil('the storage to refuse the URL', async () => {
        status = (await fetch(url)).status;
        return status >= 400;
      });
      assert.equal(status, refusal);
      const ranges = [0, 1, 2, 3].map((at) => ({ begin: at * 25_000, end: (at + 1) * 25_000 }));
      const parts = await Promise.all(
        ranges.map(async (range) => Buffer.from(await (await document.fetch(range)).arrayBuffer())),
      );
      assert.deepEqual(Buffer.concat(parts), pdf);
      assert.notEqual(document.url, url);
      assert.ok(seen.includes(refusal), String(seen));
    });
  });
}
