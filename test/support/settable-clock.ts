import type { Clock } from '../../src/clock.ts';

export interface SettableClock extends Clock {
  /** Moves the time on. */
  advance(ms: number): void;
  set(ms: number): void;
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

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
