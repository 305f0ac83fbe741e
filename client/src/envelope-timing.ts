import { sleep } from './send-request.ts';

/** What the moments of requests depend on; tests have their own. */
export interface Timing {
  /** Unix milliseconds on the server's clock. Default: the device's clock. */
  readonly nowMs: () => number;
  /** From 0 up to and without 1. */
  readonly random: () => number;
  /** Rejects with the reason of the signal when that is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const ownTiming: Timing = { nowMs: Date.now, random: Math.random, wait: sleep };

const minuteMs = 60_000;
/** Devices sleep, and clocks are set: no timer is trusted for longer. */
const longestWaitMs = minuteMs;

/** Resolves when the server's clock has come to a time. */
export async function waitUntil(atMs: number, { nowMs, wait }: Timing, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const leftMs = atMs - nowMs();
    if (leftMs <= 0) return;
    await wait(Math.min(leftMs, longestWaitMs), signal);
  }
}

/** Thousands open the page of a contest in the same minute, and their first requests are spread over more than that. */
const longestSpreadMs = 10 * minuteMs;
const [shortestPauseMs, longestPauseMs] = [3 * minuteMs, 60 * minuteMs];
/** So near the start a newer envelope would come too late. */
const tooNearMs = 20_000;

/** When to ask for the first time: soon, by chance, and with half of the time left in case that fails. */
export function firstAskAt(fromMs: number, opensAtMs: number, { nowMs, random }: Timing): number {
  const beginMs = Math.max(nowMs(), fromMs);
  return beginMs + random() * Math.min(longestSpreadMs, (opensAtMs - beginMs) / 2);
}

/**
 * When to ask whether there is a newer envelope: after a quarter up to three quarters of the time until the start, so a
 * few times in a day and every few minutes at last. Undefined when it is not worth it any more.
 */
export function nextAskAt(opensAtMs: number, { nowMs, random }: Timing): number | undefined {
  const leftMs = opensAtMs - nowMs();
  const pauseMs = Math.max(shortestPauseMs, Math.min(longestPauseMs, leftMs * (0.25 + random() / 2)));
  return pauseMs > leftMs - tooNearMs ? undefined : nowMs() + pauseMs;
}

/** Milliseconds until another attempt, after so many that failed: more each time, at least what a server names, by chance. */
export function pauseAfterFailures(
  failures: number,
  firstMs: number,
  namedSeconds: number | undefined,
  { random }: Timing,
): number {
  const growingMs = Math.min(longestSpreadMs, firstMs * 2 ** (failures - 1));
  return Math.max(growingMs, (namedSeconds ?? 0) * 1000) * (1 + random() / 2);
}
