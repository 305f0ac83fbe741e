import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient, type TokenSource } from '../../client/src/index.ts';
import { refusedWith } from './refused-with.ts';

/** A server that accepts one token, and the requests that it received. */
function connect(token: string | TokenSource, taken = 'good') {
  const sent: Array<{
    method: string | undefined;
    authorization: string | null;
    credentials: string | undefined;
  }> = [];
  const client = createLecternClient({
    baseUrl: 'https://lectern.example.org',
    token,
    async fetch(_url, init = {}) {
      const authorization = new Headers(init.headers).get('authorization');
      sent.push({ method: init.method, authorization, credentials: init.credentials });
      return authorization === `Bearer ${taken}`
        ? Response.json({ ok: true })
        : Response.json({ code: 'unauthenticated' }, { status: 401 });
    },
  });
  return { client, bearers: () => sent.map(({ authorization }) => authorization), sent };
}

describe('a client whose token comes from a function', () => {
  it('waits for it, and sends it without a cookie', async () => {
    const { client, sent } = connect(async () => 'good');
    await client.get('/api/v1/me');
    assert.deepEqual(sent, [{ method: 'GET', authorization: 'Bearer good', credentials: 'omit' }]);
  });

  it('passes it the token that was refused, and sends the request once more with the next', async () => {
    const refused: Array<string | undefined> = [];
    const source: TokenSource = (old) => {
      refused.push(old);
      return old === undefined ? 'ended' : 'good';
    };
    const { client, bearers } = connect(source);
    await client.post('/api/v1/tasks/{taskId}/description-url', { path: { taskId: 'a' }, body: {} });
    assert.deepEqual(bearers(), ['Bearer ended', 'Bearer good']);
    assert.deepEqual(refused, [undefined, 'ended']);
  });

  for (const [title, source, times] of [
    ['the next is refused too', (old?: string) => (old === undefined ? 'ended' : 'forged'), 2],
    ['there is no other token', () => 'ended', 1],
    ['there is no token any more', (old?: string) => (old === undefined ? 'ended' : undefined), 1],
  ] as const) {
    it(`throws the refusal when ${title}`, async () => {
      const { client, bearers } = connect(source);
      await assert.rejects(client.get('/api/v1/me'), refusedWith('unauthenticated'));
      assert.equal(bearers().length, times);
    });
  }

  it('throws what the function throws, and sends nothing', async () => {
    const { client, bearers } = connect(() => Promise.reject(new Error('signed out')));
    await assert.rejects(client.get('/api/v1/me'), /signed out/);
    assert.deepEqual(bearers(), []);
  });

  it('calls it for each attempt, because a token may expire in the meantime, and throws what it throws', async () => {
    const tokens = [() => 'ends meanwhile', () => 'good', () => Promise.reject(new Error('signed out'))];
    const bearers: Array<string | null> = [];
    const client = createLecternClient({
      baseUrl: 'https://lectern.example.org',
      token: (refused) => (refused === undefined ? tokens.shift()?.() : undefined),
      async fetch(_url, init) {
        bearers.push(new Headers(init?.headers).get('authorization'));
        throw new TypeError('fetch failed');
      },
    });
    await assert.rejects(client.get('/api/v1/me'), /signed out/);
    assert.deepEqual(bearers, ['Bearer ends meanwhile', 'Bearer good']);
  });

  it('sends a token that is a string only once', async () => {
    const { client, bearers } = connect('ended');
    await assert.rejects(client.get('/api/v1/me'), refusedWith('unauthenticated'));
    assert.deepEqual(bearers(), ['Bearer ended']);
  });
});
