import type { Page } from '../database/paging.ts';

const pageSize = 500;

/**
 * Everything of a list, which is read a page at a time.
 * @param keyOf what the next page begins after
 */
export async function readAll<Item>(
  read: (page: Page) => Promise<ReadonlyArray<Item>>,
  keyOf: (item: Item) => string,
): Promise<ReadonlyArray<Item>> {
  const all: Array<Item> = [];
  let last: Item | undefined;
  do {
    const page = await read({ after: last && keyOf(last), limit: pageSize });
    all.push(...page);
    last = page.at(-1);
  } while (last !== undefined);
  return all;
}
