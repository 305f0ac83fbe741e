import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient, createRangeTransport } from '../../client/src/index.ts';
import { putBytes } from '../../client/src/put-bytes.ts';
import { endEarly } from '../support/end-early.ts';
import { waitUntil } from '../support/server-process.ts';
import { ReceivedRanges } from './received-ranges.ts';
import { refusedWith } from './refused-with.ts';
import { impatientMs, type Reply, scripted } from './scripted-server.ts';
import { taskDetail } from './task-detail.ts';

const me = '{"id":"1","name":"Ada"}';

const whole: Reply = (response) => void response.writeHead(200).end(me);

/** Sends the head and a part of the body, and never ends, even after the client has left. */
const standsStill: Reply = (response) => {
  response.writeHead(200, { 'content-length': me.length });
  response.write(me.slice(0, 10));
};

const post = ['/api/v1/issued-urls/trace', { body: { url: 'https://a' } }] as const;
/** Timeout of a test that would otherwise wait forever. */
const patience = { timeout: 10_000 };

describe('a reply whose body', { concurrency: true }, () => {
  it('stands still is requested again when that is safe', patience, async () => {
    const { impatient: client, seen } = await scripted(standsStill, whole);
    assert.deepEqual(await client.get('/api/v1/me'), JSON.parse(me));
    assert.equal(seen.length, 2);
  });

  it('stands still is `network` when retrying is not safe or does not help', patience, async () => {
    const { impatient: client, seen } = await scripted(standsStill);
    await assert.rejects(client.post(...post), refusedWith('network'));
    assert.equal(seen.length, 1);
    await assert.rejects(client.get('/api/v1/me', { attempts: 2 }), refusedWith('network'));
    assert.equal(seen.length, 3);
  });

  it('arrives slowly is read as long as bytes arrive', patience, async () => {
    const { url, seen } = await scripted((response) => {
      response.writeHead(200);
      const letters = [...me];
      const timer = setInterval(() => {
        response.write(letters.shift());
        if (letters.length > 0) return;
        clearInterval(timer);
        response.end();
      }, 100);
    });
    // All letters take longer than that, but on a busy machine one may take twenty times its 100 ms.
    const client = createLecternClient({ baseUrl: url, timeoutMs: 2000 });
    assert.deepEqual(await client.get('/api/v1/me'), JSON.parse(me));
    assert.equal(seen.length, 1);
  });

  it('is no longer needed fails with the reason of the caller', patience, async () => {
    const { url } = await scripted(standsStill);
    const controller = new AbortController();
    const client = createLecternClient({
      baseUrl: url,
      async fetch(input, init) {
        const reply = await fetch(input, init);
        setImmediate(() => controller.abort(new Error('the reader has left')));
        return reply;
      },
    });
    const call = client.get('/api/v1/me', { signal: controller.signal });
    await assert.rejects(call, /the reader has left/);
  });
});

describe('a `Retry-After` that is a date', () => {
  // The three formats of one instant in RFC 9110 §5.6.7.
  for (const [form, date] of [
    ['IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT'],
    ['asctime', 'Sun Nov  6 08:49:37 1994'],
  ]) {
    it(`as ${form} counts from the date of the reply`, patience, async (context) => {
      const { client, seen } = await scripted(
        (response) =>
          void response
            .writeHead(503, { date: 'Sun, 06 Nov 1994 08:49:28 GMT', 'retry-after': date })
            .end('{"code":"unavailable"}'),
        whole,
      );
      const pauses = endEarly(context, { from: '/client/src/', isMeant: (ms) => ms === 9000 });
      await client.get('/api/v1/me');
      assert.equal(pauses.length, 1, 'retried at another time than the nine seconds that it names');
      assert.equal(seen.length, 2);
    });
  }
});

describe('the bytes of a PDF', () => {
  it('are requested again by the range transport when they stop', patience, async (context) => {
    const pdf = '%PDF-1.7 and what follows';
    let url = '';
    const server = await scripted(
      (response) =>
        void response.writeHead(200).end(JSON.stringify(taskDetail(`${url}/a.pdf`, { size: pdf.length }))),
      (response) => {
        response.writeHead(206, { 'content-length': 4 });
        response.write(pdf.slice(0, 2));
      },
      (response) => void response.writeHead(206).end(pdf.slice(0, 4)),
    );
    url = server.url;
    const document = await server.impatient.openDocument('1');
    const waits: Array<string | undefined> = [];
    const transport = createRangeTransport(
      document,
      ReceivedRanges,
      (error) => assert.fail(String(error)),
      (why) => waits.push(why?.code),
    );
    endEarly(context, { from: '/client/src/', isMeant: (ms) => ms > impatientMs && ms <= 1500 });
    transport.requestDataRange(0, 4);
    await waitUntil('the range', () => transport.received.length > 0);
    assert.equal(Buffer.from(transport.received[0] as Uint8Array).toString(), '%PDF');
    assert.deepEqual(waits, ['network', undefined]);
  });
});

describe('an upload in Node', () => {
  it('that the storage neither reads nor answers counts as broken', patience, async () => {
    const { url, seen } = await scripted(() => {});
    const outcome = await putBytes(
      {
        ...{ url, headers: {}, body: new Blob([new Uint8Array(100_000)]), onProgress: () => {} },
        ...{ signal: AbortSignal.timeout(5000), stalledAfterMs: 200 },
      },
      fetch,
    );
    assert.equal(outcome, 'broken');
    assert.equal(seen.length, 1);
  });
});
