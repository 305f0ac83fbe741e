/** What a list that is put whole changes. */
export interface ListChanges<Item> {
  readonly added: ReadonlyArray<Item>;
  readonly changed: ReadonlyArray<Item>;
  readonly removed: ReadonlyArray<Item>;
  readonly unchanged: number;
}

export interface PutList<Item> extends ListChanges<Item> {
  /** Of the list as it is now. */
  readonly tag: string;
}

/** Compares what is there with what is wanted, each by its key. Pure. */
export function listChanges<Item>(
  current: ReadonlyArray<Item>,
  wanted: ReadonlyArray<Item>,
  { keyOf, isSame }: { keyOf: (item: Item) => string; isSame: (a: Item, b: Item) => boolean },
): ListChanges<Item> {
  const before = new Map(current.map((item) => [keyOf(item), item]));
  const after = new Set(wanted.map(keyOf));
  const added: Array<Item> = [];
  const changed: Array<Item> = [];
  for (const item of wanted) {
    const known = before.get(keyOf(item));
    if (known === undefined) added.push(item);
    else if (!isSame(known, item)) changed.push(item);
  }
  const removed = current.filter((item) => !after.has(keyOf(item)));
  return { added, changed, removed, unchanged: wanted.length - added.length - changed.length };
}
