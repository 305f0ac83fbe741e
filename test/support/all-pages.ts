import assert from 'node:assert/strict';
import type { Person } from './app.ts';

/** All items of a list of the API; the path has a query. */
export async function allPages<Item>(
  reader: Pick<Person, 'send'>,
  path: string,
): Promise<ReadonlyArray<Item>> {
  const all: Array<Item> = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null; pages += 1) {
    assert.ok(pages < 1000, `the pages of ${path} do not end`);
    const { body } = await reader.send(`GET ${path}${cursor && `&cursor=${cursor}`}`);
    all.push(...body.items);
    cursor = body.nextCursor;
  }
  return all;
}
