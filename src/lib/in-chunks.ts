import { setImmediate as nextTick, setTimeout as wait } from 'node:timers/promises';

/** Values or rows per statement, because each is a parameter. */
const perStatement = 500;
/** A deletion takes about 10 ms, so requests hardly wait for it. */
const rowsPerDeletion = 250;
/** A step that would pause longer has mostly waited for the database, and kept no process busy. */
const maxPauseMs = 5000;

/** A tick of the event loop between two queries that take milliseconds each, so that other requests can run. */
export const letOthersRun = (): Promise<void> => nextTick();

/** Runs a step for any number of values, in as many statements as needed. */
export async function inChunks<T>(
  values: ReadonlyArray<T>,
  step: (chunk: ReadonlyArray<T>) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < values.length; at += perStatement) await step(values.slice(at, at + perStatement));
}

/**
 * The chunks of a list, with a tick of the event loop after each, so that other requests can run. SQLite responds synchronously: without
 * the ticks, even a loop that awaits queries would block them.
 * @param size items per chunk, for a few milliseconds of work
 */
export async function* inYieldingChunks<T>(
  items: ReadonlyArray<T>,
  size: number,
): AsyncGenerator<ReadonlyArray<T>> {
  for (let at = 0; at < items.length; at += size) {
    yield items.slice(at, at + size);
    await letOthersRun();
  }
}

/**
 * Deletes in small chunks, so that requests can run between them.
 * @param step deletes at most `limit` rows, and returns how many
 * @returns the number of deleted rows; incomplete if the signal aborted
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
    await letOthersRun();
  }
  return removed;
}

/**
 * Pauses after a step of background work, so that other work can run.
 * @param workMs how long the step took
 * @param pausePerWork how long to pause, in multiples of that; at most 5 seconds
 * @param signal ends the pause, without an error
 */
export const pauseAfter = (workMs: number, pausePerWork: number, signal: AbortSignal): Promise<void> =>
  wait(Math.min(pausePerWork * workMs, maxPauseMs), undefined, { signal }).catch(() => {});

/** Runs a step while it returns true, with a pause after each (`pauseAfter`), until the signal ends it. */
export async function inPacedSteps(
  step: () => Promise<boolean>,
  pausePerWork: number,
  signal: AbortSignal,
): Promise<void> {
  for (let startedMs = performance.now(); await step(); startedMs = performance.now()) {
    await pauseAfter(performance.now() - startedMs, pausePerWork, signal);
    if (signal.aborted) return;
  }
}
