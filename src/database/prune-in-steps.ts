/** Few enough that requests hardly wait for one step: some 10 ms. */
const rowsPerStep = 250;

/**
 * Deletes in small steps with room for requests between them.
 * @param step deletes at most so many rows, and returns how many it has
 * @returns how many; fewer than there are when the signal ends it early
 */
export async function pruneInSteps(
  step: (limit: number) => Promise<number>,
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0;
  while (!signal?.aborted) {
    const count = await step(rowsPerStep);
    removed += count;
    if (count < rowsPerStep) break;
    await new Promise(setImmediate);
  }
  return removed;
}
