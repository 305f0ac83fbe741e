import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it, mock } from 'node:test';

const origin = 'https://lectern.example';
// Suites share a process, so others must not find a page.
const page = { document: { querySelector: () => null }, location: new URL(origin) };
Object.assign(globalThis, page);
const { takeEarlyReplies, timesOnTheWay } = await import('../../web/src/lib/server/early-replies.ts');
for (const name of Object.keys(page)) Reflect.deleteProperty(globalThis, name);

const path = '/api/v1/openings';
const url = `${origin}${path}?limit=20`;
const send = mock.fn(async () => new Response('asked again'));
const take = (init: RequestInit = { method: 'GET' }) => takeEarlyReplies(send)(url, init);
const textOf = async (reply: Promise<Response>) => (await reply).text();

/** A request that `first-paint.js` sent, and whose reply arrived, this long ago. */
function ask(sentAgoMs: number, arrivedAgoMs: number, reply = Promise.resolve(new Response('early'))) {
  const [sentAtMs, arrivedAtMs] = [Date.now() - sentAgoMs, Date.now() - arrivedAgoMs];
  const abort = new AbortController();
  window.lecternEarlyReplies = new Map([[url, { sentAtMs, arrivedAtMs, abort, reply }]]);
  return { sentAtMs, arrivedAtMs, abort };
}

describe('early replies', () => {
  before(() => Object.assign(globalThis, { window: globalThis }));
  beforeEach(() => send.mock.resetCalls());
  after(() => {
    for (const name of ['window', 'lecternEarlyReplies']) Reflect.deleteProperty(globalThis, name);
  });

  it('are used once, with their own times, however late the app starts', async () => {
    const { sentAtMs, arrivedAtMs } = ask(3000, 2800);
    assert.equal(await textOf(take()), 'early');
    assert.equal(send.mock.callCount(), 0);
    assert.deepEqual(timesOnTheWay(path, Date.now()), { sentAtMs, arrivedAtMs });
    assert.equal(await textOf(take()), 'asked again');
    assert.equal(timesOnTheWay(path, 42).sentAtMs, 42);
  });

  it('are not used when they are too old, or for other methods than GET', async () => {
    ask(10_001, 9000);
    assert.equal(await textOf(take()), 'asked again');
    ask(0, 0);
    assert.equal(await textOf(take({ method: 'POST' })), 'asked again');
  });

  it('are aborted together with the request that waits for them', async () => {
    const waiting = new AbortController();
    const { promise, reject } = Promise.withResolvers<Response>();
    const { abort } = ask(0, 0, promise);
    abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
    const taken = take({ method: 'GET', signal: waiting.signal });
    waiting.abort(new Error('too late'));
    await assert.rejects(taken, /too late/);
  });
});
