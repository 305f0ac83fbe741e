/** How an item of a list changes. */
export const listOutcomes = ['added', 'changed', 'removed'] as const;
type ListOutcome = (typeof listOutcomes)[number];

/** The changes that replace a whole list. */
export interface ListChanges<Item> {
  readonly added: ReadonlyArray<Item>;
  readonly changed: ReadonlyArray<Item>;
  readonly removed: ReadonlyArray<Item>;
  readonly unchanged: number;
}

/** The result of putting a list. */
export interface PutList<Item> extends Readonly<Record<ListOutcome | 'unchanged', number>> {
  /** Entity tag of the new list. */
  readonly tag: string;
  /** The first `maxShown` changes. */
  readonly shown: ReadonlyArray<readonly [ListOutcome, Item]>;
}

/** Maximum number of changes shown. */
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

/** Compares the current list with the wanted one by key. Pure. */
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
