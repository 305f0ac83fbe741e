import { syncBuiltinESMExports } from 'node:module';
import type { TestContext } from 'node:test';
import promises from 'node:timers/promises';

/**
 * Ends timers of a test as soon as they are due, so that it need not wait for the time that they were started with.
 * Those of Node itself, such as the timers of `fetch`, and of packages, such as the pool of PostgreSQL, are left alone.
 * @param isMeant selects them by their milliseconds
 * @param isDue default: at once
 * @returns the milliseconds of each of them, in the order in which they were started
 */
export function endEarly(
  test: TestContext,
  isMeant: (ms: number) => boolean,
  isDue: () => boolean = () => true,
): ReadonlyArray<number> {
  const started: Array<number> = [];
  const { setTimeout: start } = globalThis;
  const { setTimeout: pause } = promises;
  const startEarly = (callback: (...values: Array<unknown>) => void, ms = 0, ...values: Array<unknown>) => {
    if (!isMeant(ms) || isOfOthers()) return start(callback, ms, ...values);
    started.push(ms);
    const timer = start(() => (isDue() ? callback(...values) : timer.refresh()), 1);
    return timer;
  };
  test.mock.method(globalThis, 'setTimeout', startEarly as typeof setTimeout);
  const pauseEarly: typeof pause = (ms = 0, value, options) =>
    isMeant(ms)
      ? new Promise((resolve) => startEarly(() => resolve(value as never), ms))
      : pause(ms, value, options);
  test.mock.method(promises, 'setTimeout', pauseEarly);
  syncBuiltinESMExports();
  test.after(() => {
    test.mock.restoreAll();
    syncBuiltinESMExports();
  });
  return started;
}

/** Whether Node or a package starts the timer. */
function isOfOthers(): boolean {
  const between = [import.meta.filename, 'node:internal/test_runner/'];
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const starter = frames.find((frame) => !between.some((file) => frame.includes(file)));
  return /node_modules|node:internal/.test(starter ?? '');
}
