import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient, type HeldBytes, type HeldDocument } from '../../client/src/index.ts';
import { taskDetail } from './task-detail.ts';

const apiUrl = 'https://lectern.example.org';
const signedUrl = 'https://files.example.org/a?sig=x';
const sha256 = 'a'.repeat(64);

/** Opens a task whose bytes the device may have. */
async function open(findHeld: (document: HeldDocument) => Promise<HeldBytes | undefined>) {
  const fetched: Array<string> = [];
  const client = createLecternClient({
    baseUrl: apiUrl,
    async fetch(input) {
      const url = String(input);
      fetched.push(url);
      if (url === signedUrl) return new Response('signed', { status: 206 });
      return Response.json(taskDetail(signedUrl, { sha256 }));
    },
  });
  const document = await client.openDocument('t1', { findHeld });
  const read = async () => (await document.fetch({ begin: 0, end: 6 })).text();
  return { fetched, read };
}
const toApi = `${apiUrl}/api/v1/tasks/t1`;

describe('a PDF whose bytes are on the device', () => {
  it('is read from there, once the API has named the PDF', async () => {
    const asked: Array<HeldDocument> = [];
    const { fetched, read } = await open(async (document) => {
      asked.push(document);
      return { fetch: async () => new Response('held', { status: 206 }) };
    });
    assert.equal(await read(), 'held');
    assert.deepEqual(fetched, [toApi]);
    assert.deepEqual(
      asked.map((each) => [each.taskId, each.sha256, each.documents.length]),
      [['t1', sha256, 1]],
    );
  });

  it('is read through its signed URL where the device cannot read it, or does not have it', async () => {
    for (const held of [undefined, { fetch: () => Promise.reject(new Error('damaged')) }]) {
      const { fetched, read } = await open(async () => held);
      assert.equal(await read(), 'signed');
      assert.equal(await read(), 'signed');
      assert.deepEqual(fetched, [toApi, signedUrl, signedUrl]);
    }
  });
});
