/** What becomes of somebody or something in a list. */
export const listOutcomes = ['added', 'changed', 'removed'] as const;
type ListOutcome = (typeof listOutcomes)[number];

/** What a list that is put whole changes. */
export interface ListChanges<Item> {
  readonly added: ReadonlyArray<Item>;
  readonly changed: ReadonlyArray<Item>;
  readonly removed: ReadonlyArray<Item>;
  readonly unchanged: number;
}

/** What came of a list that was put. */
export interface PutList<Item> extends Readonly<Record<ListOutcome | 'unchanged', number>> {
  /** Of the list as it is now. */
  readonly tag: string;
  /** The first `maxShown` changes. */
  readonly shown: ReadonlyArray<readonly [ListOutcome, Item]>;
}

/** How many of the changes of a list are shown. */
export const maxShown = 1000;

export const countsOf = ({ added, changed, removed, unchanged }: ListChanges<unknown>) => ({
  added: added.length,
  changed: changed.length,
  removed: removed.length,
  unchanged,
});

export const shownOf = <Item>(changes: ListChanges<Item>): PutList<Item>['shown'] =>
  listOutcomes
    .flatMap((outcome) => changes[outcome].map((item) => [outcome, item] as const))
    .slice(0, maxShown);

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
