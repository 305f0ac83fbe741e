import type { Person } from './app.ts';

/** All items of a list of the API; the path has a query. */
export async function allPages<Item>(reader: Person, path: string): Promise<ReadonlyArray<Item>> {
  const all: Array<Item> = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await reader.send(`GET ${path}${cursor && `&cursor=${cursor}`}`);
    all.push(...body.items);
    cursor = body.nextCursor;
  }
  return all;
}
