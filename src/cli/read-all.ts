import type { Page } from '../database/paging.ts';

const pageSize = 500;

/**
 * Reads all items of a list, page by page.
 * @param keyOf the key after which the next page begins
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
