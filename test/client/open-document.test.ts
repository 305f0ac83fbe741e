import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient, type HeldBytes, type HeldDocument } from '../../client/src/index.ts';
import { waitUntil } from '../support/server-process.ts';
import { taskDetail } from './task-detail.ts';

const apiUrl = 'https://lectern.example.org';
const toApi = `${apiUrl}/api/v1/tasks/t1`;
const urls = ['https://files.example.org/a?sig=1', 'https://files.example.org/a?sig=2'] as const;
const sha256 = 'a'.repeat(64);

/** A client whose API returns the first URL once and then the second, and whose storage refuses the first. */
function connect(refusal: () => Response, renewal: Promise<void> = Promise.resolve()) {
  const fetched: Array<string> = [];
  const client = createLecternClient({
    baseUrl: apiUrl,
    async fetch(input) {
      const url = String(input);
      fetched.push(url);
      if (url === urls[0]) return refusal();
      if (url === urls[1]) return new Response('signed', { status: 206 });
      const isFirst = fetched.length === 1;
      if (!isFirst) await renewal;
      return Response.json(taskDetail(urls[isFirst ? 0 : 1], { sha256 }));
    },
  });
  return { client, fetched };
}
const textOf = async (reply: Promise<Response>) => (await reply).text();
const range = { begin: 0, end: 6 };

describe('a PDF whose bytes are on the device', () => {
  const signed = () => new Response('signed', { status: 206 });

  it('is read from there, once the API has named the PDF', async () => {
    const asked: Array<HeldDocument> = [];
    const { client, fetched } = connect(signed);
    const document = await client.openDocument('t1', {
      async findHeld(found) {
        asked.push(found);
        return { fetch: async () => new Response('held', { status: 206 }) };
      },
    });
    assert.equal(await textOf(document.fetch(range)), 'held');
    assert.deepEqual(fetched, [toApi]);
    assert.deepEqual(
      asked.map((each) => [each.taskId, each.sha256, each.documents.length]),
      [['t1', sha256, 1]],
    );
  });

  it('is read through its signed URL where the device cannot read it, or does not have it', async () => {
    const damaged: HeldBytes = { fetch: () => Promise.reject(new Error('damaged')) };
    for (const held of [undefined, damaged]) {
      const { client, fetched } = connect(signed);
      const document = await client.openDocument('t1', { findHeld: async () => held });
      for (const _ of [1, 2]) assert.equal(await textOf(document.fetch(range)), 'signed');
      assert.deepEqual(fetched, [toApi, urls[0], urls[0]]);
    }
  });
});

describe('a signed URL', () => {
  it('that Google refuses as expired, by a 400, is replaced, and so is one that was refused by a 403', async () => {
    // As documented for XML replies: cloud.google.com/storage/docs/xml-api/reference-status
    const expired = '<Error><Code>ExpiredToken</Code><Message>Invalid argument.</Message></Error>';
    for (const refusal of [
      () => new Response(expired, { status: 400, headers: { 'content-type': 'application/xml' } }),
      () => new Response(null, { status: 403 }),
    ]) {
      const { client, fetched } = connect(refusal);
      const document = await client.openDocument('t1');
      assert.equal(await textOf(document.fetch(range)), 'signed');
      assert.deepEqual(fetched, [toApi, urls[0], `${toApi}?language=en`, urls[1]]);
    }
  });

  it('is renewed for others that wait when one of them is aborted', { timeout: 10_000 }, async () => {
    const renewal = Promise.withResolvers<void>();
    const { client, fetched } = connect(() => new Response(null, { status: 403 }), renewal.promise);
    const document = await client.openDocument('t1');
    const leaving = new AbortController();
    const left = document.fetch(range, leaving.signal);
    const stays = document.fetch(range, new AbortController().signal);
    const renewals = () => fetched.filter((url) => url === `${toApi}?language=en`).length;
    await waitUntil('the renewal', () => renewals() > 0);
    leaving.abort(new Error('the reader has left'));
    await assert.rejects(left, { message: 'the reader has left' });
    renewal.resolve();
    assert.equal(await textOf(stays), 'signed');
    assert.equal(renewals(), 1);
  });
});
