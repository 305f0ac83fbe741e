import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { FrameMessage } from 'lectern-client';
import { createPlatformTokens, type TokenFailure } from '../../web/src/lib/platform-tokens.ts';
import { oddMessages } from './support/odd-messages.ts';

const platform = 'https://platform.example.org';
const evil = 'https://evil.example.org';

type Asked = FrameMessage & { readonly type: 'lectern:token-wanted' };

/** A framed page of Lectern, and the parent page's side of the conversation. */
function openFrame({ origins = [platform], answerWithinMs = 1000, isFramed = true } = {}) {
  const frame = new EventTarget() as EventTarget & { parent: unknown };
  const posted: Array<{ message: FrameMessage; to: string }> = [];
  const parent = { postMessage: (message: FrameMessage, to: string) => posted.push({ message, to }) };
  frame.parent = isFramed ? parent : frame;
  let nowMs = 1_800_000_000_000;
  const tokens = createPlatformTokens({
    frame: frame as never,
    origins,
    nowMs: () => nowMs,
    fail: (code: TokenFailure) => new Error(code),
    answerWithinMs,
  });
  tokens.listen();
  const say = (data: unknown, { source = parent as unknown, origin = platform } = {}) =>
    frame.dispatchEvent(Object.assign(new Event('message'), { source, origin, data }));
  const asked = () => posted.map(({ message }) => message as Asked);
  return {
    tokens,
    posted,
    say,
    nowMs: () => nowMs,
    pass: (ms: number) => {
      nowMs += ms;
    },
    connect: () => say({ type: 'lectern:connect' }),
    asked,
    /** Answers the latest question. */
    give: (token: string, more: object = {}, from: Parameters<typeof say>[1] = {}) =>
      say({ type: 'lectern:token', request: asked().at(-1)?.request, token, ...more }, from),
  };
}

/** Whether it is still pending. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  const waiting = Symbol('waiting');
  await turn();
  return (await Promise.race([promise, Promise.resolve(waiting)])) === waiting;
}

const isoIn = (nowMs: number, ms: number) => ({ expiresAt: new Date(nowMs + ms).toISOString() });

describe('a frame in the page of a platform', () => {
  it('requests a token after the first message of the page, and posts to no other origin', async () => {
    const { tokens, posted, connect, give, asked } = openFrame({ origins: [evil, platform] });
    const token = tokens.token();
    await turn();
    assert.deepEqual(posted, []);
    connect();
    assert.deepEqual(posted, [{ message: asked()[0], to: platform }]);
    assert.equal(asked()[0]?.reason, 'none');
    give('first');
    assert.equal(await token, 'first');
    assert.equal(await tokens.token(), 'first');
    assert.equal(posted.length, 1);
  });

  it('asks once for all waiting requests, and again if the page reconnects', async () => {
    const { tokens, posted, connect, give } = openFrame();
    connect();
    const waiting = [tokens.token(), tokens.token(), tokens.token()];
    connect();
    assert.equal(posted.length, 2);
    assert.deepEqual(posted[0], posted[1]);
    give('first');
    assert.deepEqual(await Promise.all(waiting), ['first', 'first', 'first']);
  });

  for (const [title, from] of [
    ['an origin that is not allowed', { origin: evil }],
    ['an origin that only begins like an allowed one', { origin: `${platform}.evil.example.org` }],
    ['a null origin, as in a sandbox', { origin: 'null' }],
    ['another window of that origin', { source: {} }],
    ['no window', { source: null }],
  ] as const) {
    it(`accepts no messages from ${title}`, async () => {
      const { tokens, posted, say, connect, give } = openFrame();
      const token = tokens.token();
      say({ type: 'lectern:connect' }, from);
      assert.deepEqual(posted, []);
      connect();
      give('stolen-session', {}, from);
      assert.ok(await isWaiting(token));
      give('first');
      assert.equal(await token, 'first');
    });
  }

  it('accepts messages only from the page that it is connected to, even among allowed ones', async () => {
    const { tokens, connect, give } = openFrame({ origins: [platform, evil] });
    connect();
    const token = tokens.token();
    give('other', {}, { origin: evil });
    assert.ok(await isWaiting(token));
    give('first');
    assert.equal(await token, 'first');
  });

  it('accepts only a reply to its current question: none that is replayed, guessed or late', async () => {
    const { tokens, connect, say, give, asked } = openFrame();
    connect();
    const first = tokens.token();
    const replayed = { type: 'lectern:token', request: asked()[0]?.request, token: 'first' };
    say(replayed);
    await first;
    const second = tokens.token('first');
    say(replayed);
    say({ ...replayed, request: 'guessed' });
    say({ type: 'lectern:token', token: 'without-a-question' });
    assert.ok(await isWaiting(second));
    give('second');
    assert.equal(await second, 'second');
    say({ ...replayed, request: asked()[1]?.request, token: 'third' });
    assert.equal(await tokens.token(), 'second');
  });

  it('ignores malformed messages', async () => {
    const { tokens, connect, say, give, asked } = openFrame();
    connect();
    const token = tokens.token();
    const { request } = asked()[0] as Asked;
    for (const data of [
      ...[undefined, null, 1, 'lectern:token', [], {}, { type: 'lectern:token' }],
      ...['', 'two words', 'line\nbreak', 'ż', 7, null, {}].map((each) => ({
        type: 'lectern:token',
        request,
        token: each,
      })),
      { type: 'lectern:token', request: [request], token: 'a' },
      { type: 'other:token', request, token: 'a' },
      ...oddMessages('lectern:token', { request }),
    ]) {
      say(data);
    }
    assert.ok(await isWaiting(token));
    give('first', { expiresAt: 'soon' });
    assert.equal(await token, 'first');
  });

  it('fails when no reply comes in time, or there is no token, and asks again for the next request', async () => {
    const { tokens, connect, say, give, asked } = openFrame({ answerWithinMs: 20 });
    connect();
    await assert.rejects(tokens.token(), /token-missing/);
    give('late');
    const second = tokens.token();
    say({ type: 'lectern:no-token', request: asked().at(-1)?.request });
    await assert.rejects(second, /token-missing/);
    const third = tokens.token();
    give('third');
    assert.equal(await third, 'third');
  });

  it('fails immediately outside a frame', async () => {
    const { tokens, say } = openFrame({ isFramed: false });
    say({ type: 'lectern:connect' });
    await assert.rejects(tokens.token(), /not-framed/);
  });

  it('requests another token after a refusal, once for all requests with the refused one', async () => {
    const { tokens, connect, give, asked } = openFrame();
    connect();
    const first = tokens.token();
    give('first');
    await first;
    const refused = [tokens.token('first'), tokens.token('first')];
    assert.equal(asked().at(-1)?.reason, 'refused');
    give('second');
    assert.deepEqual(await Promise.all(refused), ['second', 'second']);
    assert.equal(await tokens.token('first'), 'second');
    assert.equal(asked().length, 2);
  });

  const jwt = (claims: object) =>
    `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${Buffer.alloc(64).toString('base64url')}`;
  for (const [title, make] of [
    ['the given expiry', (nowMs: number) => ['opaque', isoIn(nowMs, 300_000)] as const],
    ['the `exp` of a JWT', (nowMs: number) => [jwt({ sub: 'ż?>', exp: nowMs / 1000 + 300 }), {}] as const],
    [
      'the earlier of both',
      (nowMs: number) => [jwt({ exp: nowMs / 1000 + 9999 }), isoIn(nowMs, 300_000)] as const,
    ],
  ] as const) {
    it(`requests the next token before ${title}, and uses the old one only until then`, async () => {
      const { tokens, connect, give, asked, nowMs, pass } = openFrame();
      connect();
      const first = tokens.token();
      const [token, more] = make(nowMs());
      give(token, more);
      assert.equal(await first, token);
      pass(269_000);
      assert.equal(await tokens.token(), token);
      assert.equal(asked().length, 1);
      pass(2000);
      assert.equal(await tokens.token(), token);
      assert.equal(asked().at(-1)?.reason, 'ending');
      pass(29_000);
      const next = tokens.token();
      assert.ok(await isWaiting(next));
      assert.equal(asked().length, 2);
      give('next');
      assert.equal(await next, 'next');
    });
  }

  it('renews a short-lived token in its last third', async () => {
    const { tokens, connect, give, asked, nowMs, pass } = openFrame();
    connect();
    const first = tokens.token();
    give('first', isoIn(nowMs(), 9000));
    await first;
    pass(5900);
    await tokens.token();
    assert.equal(asked().length, 1);
    pass(200);
    await tokens.token();
    assert.equal(asked().length, 2);
  });

  it('uses a token that looks expired until it is refused, because the clock may be wrong', async () => {
    const { tokens, connect, give, asked, nowMs } = openFrame();
    connect();
    const first = tokens.token();
    give(jwt({ exp: nowMs() / 1000 - 60 }));
    await first;
    await tokens.token();
    assert.equal(asked().length, 1);
  });

  it('reports shown errors to the page, and to no page before its first message', () => {
    const { tokens, posted, connect } = openFrame();
    tokens.report('closed');
    connect();
    tokens.report('not-found');
    assert.deepEqual(posted, [{ message: { type: 'lectern:problem', code: 'not-found' }, to: platform }]);
  });
});
