import type { Clock } from '../../src/lib/clock.ts';

/** A clock that runs, and can be advanced. */
export interface RunningClock extends Clock {
  advance(ms: number): void;
}

export interface SettableClock extends RunningClock {
  set(ms: number): void;
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The real time, in whole seconds: for tests that take links, whose end better-auth compares with it, not with the `Clock`. */
export const realNowMs = (): number => Math.floor(Date.now() / secondMs) * secondMs;

/** Stands still unless a test moves it. */
export function settableClock(startMs = Date.UTC(2026, 10, 24, 12)): SettableClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    set: (ms) => {
      nowMs = ms;
    },
  };
}
