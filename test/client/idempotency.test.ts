import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import type { Input, Method, Operation, PathOf } from '../../client/src/api.ts';
import { createLecternClient } from '../../client/src/index.ts';
import { refusedWith } from './refused-with.ts';
import { type Reply, scripted } from './scripted-server.ts';

const made: Reply = (response) => void response.writeHead(201).end('{"groupId":"1"}');
const cutOff: Reply = (response) => void response.destroy();
const refusal =
  (status: number, code: string): Reply =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ code, detail: 'No.' }));

const group = ['/api/v1/groups', { body: { name: 'A' } }] as const;
const keysOf = (seen: ReadonlyArray<IncomingMessage>) =>
  seen.map(({ headers }) => headers['idempotency-key']);

describe('a call that creates something', { concurrency: true }, () => {
  for (const [title, first] of [
    ['nobody answered', cutOff],
    ['the server was overloaded', refusal(503, 'overloaded')],
    ['the first is still running', refusal(409, 'request-in-progress')],
  ] as const) {
    it(`is sent again with its key when ${title}`, async () => {
      const { client, seen } = await scripted(first, made);
      assert.deepEqual(await client.post(...group), { groupId: '1' });
      const [key, again] = keysOf(seen);
      assert.equal(seen.length, 2);
      assert.match(String(key), /^"[0-9a-f]{32}"$/);
      assert.equal(again, key);
    });
  }

  it('has a different key than the call before it', async () => {
    const { client, seen } = await scripted(made);
    for (let call = 1; call <= 2; call++) await client.post(...group);
    const [first, second] = keysOf(seen);
    assert.notEqual(first, second);
  });

  it('has the given key, as a string of structured fields (RFC 8941 §3.3.3)', async () => {
    const { client, seen } = await scripted(made);
    await client.post('/api/v1/groups', { body: { name: 'A' }, idempotencyKey: 'a "b" \\ c' });
    assert.deepEqual(keysOf(seen), ['"a \\"b\\" \\\\ c"']);
  });

  it('keeps its key when its token is refused and another one is used', async () => {
    const { seen, url } = await scripted(refusal(401, 'unauthenticated'), made);
    const token = (refused?: string) => (refused === undefined ? 'ended' : 'good');
    await createLecternClient({ baseUrl: url, token }).post(...group);
    const [first, second] = keysOf(seen);
    assert.equal(second, first);
    assert.deepEqual(
      seen.map(({ headers }) => headers.authorization),
      ['Bearer ended', 'Bearer good'],
    );
  });

  it('is not sent again when that cannot help', async () => {
    const { client, seen } = await scripted(refusal(422, 'idempotency-key-reused'));
    await assert.rejects(client.post(...group), refusedWith('idempotency-key-reused'));
    assert.equal(seen.length, 1);
  });
});

it('calls that create nothing have no key', async () => {
  const { client, seen } = await scripted(made);
  await client.post('/api/v1/groups/{groupId}/members', { path: { groupId: '1' }, body: { emails: [] } });
  await client.put('/api/v1/groups/{groupId}', { path: { groupId: '1' }, body: { name: 'A' } });
  await client.get('/api/v1/me');
  assert.deepEqual(keysOf(seen), [undefined, undefined, undefined]);
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
