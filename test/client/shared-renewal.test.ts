import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient } from '../../client/src/index.ts';
import { waitUntil } from '../support/server-process.ts';
import { taskDetail } from './task-detail.ts';

const urls = ['https://files.example.org/a?sig=1', 'https://files.example.org/a?sig=2'] as const;

describe('a renewal of a signed URL that several requests wait for', () => {
  it('releases requests that were aborted, and continues for the others', { timeout: 10_000 }, async () => {
    const renewal = Promise.withResolvers<void>();
    let details = 0;
    const client = createLecternClient({
      baseUrl: 'https://lectern.example.org',
      async fetch(input) {
        if (String(input) === urls[0]) return new Response(null, { status: 403 });
        if (String(input) === urls[1]) return new Response('signed', { status: 206 });
        const detail = taskDetail(urls[details]);
        details += 1;
        if (details === 2) await renewal.promise;
        return Response.json(detail);
      },
    });
    const document = await client.openDocument('t1');
    const leaving = new AbortController();
    const left = document.fetch({ begin: 0, end: 6 }, leaving.signal);
    const stays = document.fetch({ begin: 0, end: 6 }, new AbortController().signal);
    await waitUntil('the renewal', () => details === 2);
    leaving.abort(new Error('the reader has left'));
    await assert.rejects(left, { message: 'the reader has left' });
    renewal.resolve();
    assert.equal(await (await stays).text(), 'signed');
    assert.equal(details, 2);
  });
});
