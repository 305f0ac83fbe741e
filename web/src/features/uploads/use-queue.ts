import { useEffect, useRef, useState } from 'react';

interface Queueable {
  readonly id: string | number;
  readonly state: { readonly name: string };
}

export interface Queue<Item extends Queueable> {
  readonly items: ReadonlyArray<Item>;
  readonly setItems: (change: (now: ReadonlyArray<Item>) => ReadonlyArray<Item>) => void;
  readonly change: (id: Item['id'], changes: (item: Item) => Partial<Item>) => void;
  /** Whether leaving the page would lose work. */
  readonly isBusy: boolean;
  /** Aborts the running item and takes queued ones back: a single item, or all. */
  readonly stop: (id?: Item['id']) => void;
}

interface Work<Item extends Queueable> {
  /** Sends a `queued` item, and resolves to its final state. */
  readonly run: (item: Item, signal: AbortSignal) => Promise<Item['state']>;
  /** State of an item that isn't queued, as after a stop. */
  readonly idle: Item['state'];
  readonly failed: (error: unknown, item: Item) => Item['state'];
}

/** Sends items one by one, in order, until the page is left. */
export function useQueue<Item extends Queueable>({ run, idle, failed }: Work<Item>): Queue<Item> {
  const [items, setItems] = useState<ReadonlyArray<Item>>([]);
  const running = useRef<{ readonly id: Item['id']; readonly controller: AbortController }>(undefined);

  const replace = (isMeant: (item: Item) => boolean, next: (item: Item) => Item) =>
    setItems((now) => now.map((item) => (isMeant(item) ? next(item) : item)));

  async function begin(item: Item): Promise<void> {
    const controller = new AbortController();
    running.current = { id: item.id, controller };
    const settle = (stateOf: (item: Item) => Item['state']) => {
      running.current = undefined;
      replace(
        ({ id }) => id === item.id,
        (now) => ({ ...now, state: stateOf(now) }),
      );
    };
    try {
      const state = await run(item, controller.signal);
      settle(() => state);
    } catch (error) {
      settle((now) => (controller.signal.aborted ? idle : failed(error, now)));
    }
  }

  const next = items.find(({ state }) => state.name === 'queued');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next item depends only on the items
  useEffect(() => {
    if (next && !running.current) void begin(next);
  }, [items]);
  useEffect(() => () => running.current?.controller.abort(), []);

  return {
    items,
    setItems,
    change: (id, changes) =>
      replace(
        (item) => item.id === id,
        (item) => ({ ...item, ...changes(item) }),
      ),
    isBusy: next !== undefined || items.some(({ state }) => state.name === 'running'),
    stop(id) {
      const isMeant = (each: Pick<Item, 'id'> | undefined) => id === undefined || each?.id === id;
      replace(
        (item) => isMeant(item) && item.state.name === 'queued',
        (item) => ({ ...item, state: idle }),
      );
      if (isMeant(running.current)) running.current?.controller.abort();
    },
  };
}
