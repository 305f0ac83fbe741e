import { mock } from 'node:test';

const kinds = [
  ['setTimeout', 'clearTimeout'],
  ['setInterval', 'clearInterval'],
] as const;

/**
 * Node's mocked `clearTimeout` accepts any timer. One of an earlier mock, which a socket of an earlier suite clears
 * when it closes, removes the timer at its position from the queue, which then never fires. With this, a mock only gets
 * timers that it has created.
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
