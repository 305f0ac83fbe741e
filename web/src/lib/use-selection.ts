import { useRef, useState } from 'react';

export interface Selection<Item> {
  /** By id, in the order of selection; also items that a filter now hides. */
  readonly selected: ReadonlyMap<string, Item>;
  /** With Shift, also selects or clears what is between this item and the one before. */
  readonly select: (id: string, isSelected: boolean, withShift: boolean) => void;
  readonly replace: (selected: ReadonlyMap<string, Item>) => void;
  readonly selectAll: (isSelected: boolean) => void;
  readonly clear: () => void;
}

/** Items of a list that are selected. */
export function useSelection<Item>(
  items: ReadonlyArray<Item>,
  idOf: (item: Item) => string,
): Selection<Item> {
  const [selected, setSelected] = useState<ReadonlyMap<string, Item>>(new Map());
  const last = useRef<string>(undefined);
  const set = (changed: ReadonlyArray<Item>, isSelected: boolean) =>
    setSelected((before) => {
      const after = new Map(before);
      for (const item of changed) {
        if (isSelected) after.set(idOf(item), item);
        else after.delete(idOf(item));
      }
      return after;
    });
  return {
    selected,
    select(id, isSelected, withShift) {
      const at = items.findIndex((item) => idOf(item) === id);
      const from = withShift ? items.findIndex((item) => idOf(item) === last.current) : at;
      const [first, end] = from < 0 ? [at, at] : [Math.min(from, at), Math.max(from, at)];
      set(items.slice(first, end + 1), isSelected);
      last.current = id;
    },
    replace: setSelected,
    selectAll: (isSelected) => set(items, isSelected),
    clear: () => setSelected(new Map()),
  };
}
