import { mock } from 'node:test';

const kinds = [
  ['setTimeout', 'clearTimeout'],
  ['setInterval', 'clearInterval'],
] as const;

/**
 * Node's mocked `clearTimeout` takes any timer for its own. One that an earlier mock has made, and that a socket of an earlier
 * suite clears as it closes, takes whatever stands at its place out of the queue, which then never fires. With this, a mock is
 * only given timers that it has made.
 */
const prototype: typeof mock.timers = Object.getPrototypeOf(mock.timers);
const { enable } = prototype;
prototype.enable = function (options) {
  const before = kinds.map(([set, clear]) => ({ set: globalThis[set], clear: globalThis[clear] }));
  enable.call(this, options);
  for (const [at, [set, clear]] of kinds.entries()) {
    const [mockedSet, mockedClear] = [globalThis[set], globalThis[clear]];
    if (mockedSet === before[at]?.set) continue;
    const made = new WeakSet<object>();
    Object.assign(globalThis, {
      [set]: (...args: Parameters<typeof setTimeout>) => {
        const timer = mockedSet(...args);
        made.add(timer);
        return timer;
      },
      [clear]: (timer: NodeJS.Timeout | undefined) =>
        (timer !== undefined && made.has(timer) ? mockedClear : before[at]?.clear)?.(timer),
    });
  }
};
