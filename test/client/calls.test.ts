import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Input, Method, Operation, PathOf } from '../../client/src/api.ts';
import { createLecternClient } from '../../client/src/index.ts';
import { pluck } from '../support/pluck.ts';
import { refusedWith } from './refused-with.ts';
import { type Reply, scripted } from './scripted-server.ts';

const json =
  (body: object, status = 200): Reply =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const refusal = (status: number, code: string) => json({ code, detail: 'No.' }, status);
const list = '/api/v1/tasks';
const page = (ids: ReadonlyArray<string>, nextCursor: string | null) =>
  json({ items: ids.map((taskId) => ({ taskId })), nextCursor });

describe('the pages of a list', () => {
  it('follow one another with the same query, until there is no cursor', async () => {
    const { client, seen } = await scripted(page(['a', 'b'], 'c1'), page([], 'c2'), page(['c'], null));
    const found: Array<string> = [];
    for await (const { items } of client.pages(list, { query: { limit: 2, text: 'x' } })) {
      found.push(...items.map(({ taskId }) => taskId));
    }
    assert.deepEqual(found, ['a', 'b', 'c']);
    assert.deepEqual(
      pluck(seen, 'url'),
      ['', '&cursor=c1', '&cursor=c2'].map((cursor) => `${list}?limit=2&text=x${cursor}`),
    );
  });

  it('begin after the given cursor, and are requested only when they are needed', async () => {
    const { client, seen } = await scripted(page(['a'], 'c1'));
    for await (const _ of client.pages(list, { query: { cursor: 'c9' } })) break;
    assert.deepEqual(pluck(seen, 'url'), [`${list}?cursor=c9`]);
  });

  it('end with the error of the page that failed', async () => {
    const { client } = await scripted(page(['a'], 'c1'), refusal(400, 'request-invalid'));
    const pages = client.pages(list);
    assert.equal((await pages.next()).done, false);
    await assert.rejects(pages.next(), refusedWith('request-invalid'));
  });
});

describe('a call that creates something', () => {
  const made = json({ groupId: '1' }, 201);
  const group = ['/api/v1/groups', { body: { name: 'A' } }] as const;

  it('is sent again with its key while the first is still running', async () => {
    const { client, seen } = await scripted(refusal(409, 'request-in-progress'), made);
    assert.deepEqual(await client.post(...group), { groupId: '1' });
    const [key, again] = seen.map(({ headers }) => headers['idempotency-key']);
    assert.match(String(key), /^"[0-9a-f]{32}"$/);
    assert.equal(again, key);
  });

  it('keeps its key when its token is refused and another one is used', async () => {
    const { seen, url } = await scripted(refusal(401, 'unauthenticated'), made);
    const token = (refused?: string) => (refused === undefined ? 'ended' : 'good');
    await createLecternClient({ baseUrl: url, token }).post(...group);
    const [first, second] = seen.map(({ headers }) => headers);
    assert.deepEqual([first?.authorization, second?.authorization], ['Bearer ended', 'Bearer good']);
    assert.equal(second?.['idempotency-key'], first?.['idempotency-key']);
  });

  it('is not sent again when that cannot help', async () => {
    const { client, seen } = await scripted(refusal(422, 'idempotency-key-reused'));
    await assert.rejects(client.post(...group), refusedWith('idempotency-key-reused'));
    assert.equal(seen.length, 1);
  });
});

describe('a reply', () => {
  it('can be read as text, as a blob, or whole with its headers', async () => {
    const { client } = await scripted(
      (response) =>
        void response.writeHead(200, { 'content-type': 'text/csv', 'x-name': 'a' }).end('issueId'),
    );
    const path = '/api/v1/issued-urls';
    assert.equal(await client.get(path, { parseAs: 'text' }), 'issueId');
    const blob = await client.get(path, { parseAs: 'blob' });
    assert.deepEqual([blob.type, await blob.text()], ['text/csv', 'issueId']);
    const reply = await client.get(path, { parseAs: 'response' });
    assert.deepEqual([reply.headers.get('x-name'), await reply.text()], ['a', 'issueId']);
  });

  it('that is no answer of the API is reported, and not requested again if that cannot help', async () => {
    const { client, seen } = await scripted((response) => void response.writeHead(404).end('<h1>nginx</h1>'));
    await assert.rejects(client.get('/api/v1/me'), refusedWith('reply-unreadable'));
    assert.equal(seen.length, 1);
  });

  it('that does not come ends the call at its timeout, or with the reason of its caller', async () => {
    const { client } = await scripted(() => {});
    await assert.rejects(client.get('/api/v1/me', { attempts: 1, timeoutMs: 50 }), {
      message: 'The server sent nothing for 0.05 seconds.',
    });
    const controller = new AbortController();
    const call = client.get('/api/v1/me', { signal: controller.signal });
    controller.abort(new Error('the reader has left'));
    await assert.rejects(call, /the reader has left/);
  });
});

type Takes<Option extends string, M extends Method, P extends PathOf<M>> = Option extends keyof Input<
  Operation<M, P>
>
  ? true
  : false;

describe('an option that is sent as a header', () => {
  it('exists only for calls that take the header', () => {
    const ifMatch: [
      Takes<'ifMatch', 'patch', '/api/v1/tasks/{taskId}'>,
      Takes<'ifMatch', 'get', '/api/v1/me'>,
    ] = [true, false];
    const idempotencyKey: [
      Takes<'idempotencyKey', 'post', '/api/v1/tasks'>,
      Takes<'idempotencyKey', 'get', '/api/v1/me'>,
    ] = [true, false];
    // The types above are the test; the compiler checks them.
    assert.deepEqual(ifMatch, idempotencyKey);
  });
});
