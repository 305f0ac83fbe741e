import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRangeQueue } from '../../web/src/features/reader/viewer/range-queue.ts';

interface Sent {
  readonly begin: number;
  readonly signal: AbortSignal;
  answer(text: string): void;
}

/** A source that answers on request, and fails aborted requests like `fetch`. */
function slowSource() {
  const sent: Array<Sent> = [];
  return {
    sent,
    queue: createRangeQueue({
      size: 1000,
      fetch: (range, signal) =>
        new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          const answer = (text: string) => resolve(new Response(text, { status: 206 }));
          sent.push({ begin: range?.begin ?? 0, signal: signal as AbortSignal, answer });
        }),
    }),
  };
}
const begins = (sent: ReadonlyArray<Sent>) => sent.map(({ begin }) => begin).join(' ');
const range = (begin: number) => ({ begin, end: begin + 10 });
const microtasks = () => new Promise((resolve) => setImmediate(resolve));

describe('pending ranges when the reader jumps', () => {
  it('are aborted, and sent again after those of the new position', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { sent, queue } = slowSource();
    const old = [queue.fetch(range(0)), queue.fetch(range(10))];
    queue.jump();
    assert.deepEqual([sent.length, sent.every(({ signal }) => signal.aborted)], [2, true]);
    await microtasks();
    const wanted = queue.fetch(range(500));
    context.mock.timers.tick(1000);
    await microtasks();
    assert.equal(begins(sent), '0 10 500', 'the old ones wait');
    sent[2]?.answer('wanted');
    assert.equal(await (await wanted).text(), 'wanted');
    await microtasks();
    assert.equal(begins(sent), '0 10 500 0 10');
    sent[3]?.answer('zero');
    sent[4]?.answer('ten');
    assert.deepEqual(await Promise.all(old.map(async (reply) => (await reply).text())), ['zero', 'ten']);
  });

  it('are sent again soon if nothing else is requested', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { sent, queue } = slowSource();
    const old = queue.fetch(range(0));
    queue.jump();
    await microtasks();
    assert.equal(sent.length, 1);
    context.mock.timers.tick(1000);
    await microtasks();
    sent[1]?.answer('zero');
    assert.equal(await (await old).text(), 'zero');
  });

  it('are sent again if aborting them takes long, such as while a signed URL is renewed', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const renewal = Promise.withResolvers<never>();
    let asked = 0;
    const queue = createRangeQueue({
      size: 1000,
      fetch: () => {
        asked += 1;
        return asked === 1 ? renewal.promise : Promise.resolve(new Response('zero', { status: 206 }));
      },
    });
    const old = queue.fetch(range(0));
    queue.jump();
    context.mock.timers.tick(1000);
    renewal.reject(new Error('no connection'));
    assert.equal(await (await old).text(), 'zero');
  });

  it('fail when the document is closed, or the connection breaks', async () => {
    const { sent, queue } = slowSource();
    const ending = new AbortController();
    const reading = queue.fetch(range(0), ending.signal);
    ending.abort(new Error('left'));
    await assert.rejects(reading, { message: 'left' });
    const broken = createRangeQueue({
      size: 10,
      fetch: async () =>
        new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('broke')) })),
    });
    await assert.rejects((await broken.fetch(range(0))).arrayBuffer(), { message: 'broke' });
    assert.equal(sent.length, 1);
  });
});
