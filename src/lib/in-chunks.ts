import { setImmediate as nextTick } from 'node:timers/promises';

/** How many values or rows one statement takes, as each is a parameter. */
const perStatement = 500;
/** Few enough that requests hardly wait for one deletion: some 10 ms. */
const rowsPerDeletion = 250;

/** Does something for any number of values, in as many statements as that takes. */
export async function inChunks<T>(
  values: ReadonlyArray<T>,
  step: (chunk: ReadonlyArray<T>) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < values.length; at += perStatement) await step(values.slice(at, at + perStatement));
}

/**
 * The chunks of a list, with a tick of the event loop after each, so that other requests do not wait for the whole.
 * SQLite answers at once: without it not even a loop that awaits queries lets anybody else in.
 * @param size so many items that a chunk takes some milliseconds
 */
export async function* inYieldingChunks<T>(
  items: ReadonlyArray<T>,
  size: number,
): AsyncGenerator<ReadonlyArray<T>> {
  for (let at = 0; at < items.length; at += size) {
    yield items.slice(at, at + size);
    await nextTick();
  }
}

/**
 * Deletes in small chunks with room for requests between them.
 * @param step deletes at most so many rows, and returns how many it has
 * @returns how many; fewer than there are when the signal ends it early
 */
export async function deleteInChunks(
  step: (limit: number) => Promise<number>,
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0;
  while (!signal?.aborted) {
    const count = await step(rowsPerDeletion);
    removed += count;
    if (count < rowsPerDeletion) break;
    await nextTick();
  }
  return removed;
}
