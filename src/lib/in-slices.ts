import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Hands out a list in slices and lets the event loop turn after each, so that other requests do not wait for the whole.
 * SQLite answers at once: without it not even a loop that awaits queries lets anybody else in.
 * @param perSlice so many items that a slice takes some milliseconds
 */
export async function* inSlices<T>(
  items: ReadonlyArray<T>,
  perSlice: number,
): AsyncGenerator<ReadonlyArray<T>> {
  for (let begin = 0; begin < items.length; begin += perSlice) {
    yield items.slice(begin, begin + perSlice);
    await nextTurn();
  }
}
