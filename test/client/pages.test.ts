import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Reply, scripted } from './scripted-server.ts';

const page =
  (ids: ReadonlyArray<string>, nextCursor: string | null): Reply =>
  (response) =>
    void response.end(JSON.stringify({ items: ids.map((taskId) => ({ taskId })), nextCursor }));
const list = '/api/v1/tasks';

describe('the pages of a list', () => {
  it('follow one another with the same query, until there is no cursor', async () => {
    const { client, seen } = await scripted(page(['a', 'b'], 'c1'), page([], 'c2'), page(['c'], null));
    const found: Array<string> = [];
    for await (const { items } of client.pages(list, { query: { limit: 2, text: 'x' } })) {
      found.push(...items.map(({ taskId }) => taskId));
    }
    assert.deepEqual(found, ['a', 'b', 'c']);
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['', '&cursor=c1', '&cursor=c2'].map((cursor) => `${list}?limit=2&text=x${cursor}`),
    );
  });

  it('are requested only when they are needed', async () => {
    const { client, seen } = await scripted(page(['a'], 'c1'));
    for await (const _ of client.pages(list)) break;
    assert.equal(seen.length, 1);
  });

  it('begin after the given cursor', async () => {
    const { client, seen } = await scripted(page(['a'], null));
    for await (const _ of client.pages(list, { query: { cursor: 'c9' } }));
    assert.deepEqual(
      seen.map(({ url }) => url),
      [`${list}?cursor=c9`],
    );
  });

  it('end with the error of the page that failed', async () => {
    const refused: Reply = (response) =>
      void response
        .writeHead(400, { 'content-type': 'application/problem+json' })
        .end('{"code":"request-invalid"}');
    const { client } = await scripted(page(['a'], 'c1'), refused);
    const pages = client.pages(list);
    assert.equal((await pages.next()).done, false);
    await assert.rejects(pages.next(), { code: 'request-invalid' });
  });
});
