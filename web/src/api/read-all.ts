const limit = 200;
/** Beyond it nobody chooses from a list. */
const pagesToChooseFrom = 10;

/** All items of a list of the API, by default as many as are chosen from. */
export async function readAll<Item>(
  read: (page: { limit: number; cursor?: string }) => Promise<{
    readonly items: ReadonlyArray<Item>;
    readonly nextCursor: string | null;
  }>,
  maxPages = pagesToChooseFrom,
): Promise<ReadonlyArray<Item>> {
  const all: Array<Item> = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextCursor } = await read(cursor === undefined ? { limit } : { limit, cursor });
    all.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return all;
}
