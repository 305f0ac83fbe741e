import { syncBuiltinESMExports } from 'node:module';
import type { TestContext } from 'node:test';
import promises from 'node:timers/promises';

interface Timers {
  /** A part of the path of the file that starts them, to distinguish others of the same length. */
  readonly from: string;
  readonly isMeant: (ms: number) => boolean;
  /** Default: immediately. */
  readonly isDue?: () => boolean;
}

/**
 * Ends timers of a test as soon as they are due, so that it need not wait for their time.
 * @returns the milliseconds of each of them, in the order in which they were started
 */
export function endEarly(
  test: TestContext,
  { from, isMeant, isDue = () => true }: Timers,
): ReadonlyArray<number> {
  const started: Array<number> = [];
  const { setTimeout: start } = globalThis;
  const { setTimeout: pause } = promises;
  const isOne = (ms: number) => isMeant(ms) && starter().includes(from);
  const startEarly = (callback: () => void, ms: number) => {
    started.push(ms);
    const timer = start(() => (isDue() ? callback() : timer.refresh()), 1);
    return timer;
  };
  const startAny = (callback: (...values: Array<unknown>) => void, ms = 0, ...values: Array<unknown>) =>
    isOne(ms) ? startEarly(() => callback(...values), ms) : start(callback, ms, ...values);
  const pauseAny: typeof pause = (ms = 0, value, options) =>
    isOne(ms)
      ? new Promise((resolve) => startEarly(() => resolve(value as never), ms))
      : pause(ms, value, options);
  test.mock.method(globalThis, 'setTimeout', startAny as typeof setTimeout);
  test.mock.method(promises, 'setTimeout', pauseAny);
  syncBuiltinESMExports();
  test.after(() => {
    test.mock.restoreAll();
    syncBuiltinESMExports();
  });
  return started;
}

/** Where a timer is started: the first line of the stack outside of this file and the mock. */
function starter(): string {
  const between = [import.meta.filename, 'node:internal/test_runner/'];
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  return frames.find((frame) => !between.some((file) => frame.includes(file))) ?? '';
}
