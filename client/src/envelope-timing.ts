import { sleep } from './send-request.ts';

/** Sources of time and chance; tests replace them. */
export interface Timing {
  /** Unix milliseconds on the server's clock. Default: the device's clock. */
  readonly nowMs: () => number;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** Rejects with the reason of the signal when it is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const ownTiming: Timing = { nowMs: Date.now, random: Math.random, wait: sleep };

const minuteMs = 60_000;
/** Devices sleep and clocks change, so no timer runs longer than this. */
const longestWaitMs = minuteMs;

/** Resolves when the server's clock reaches a time. */
export async function waitUntil(atMs: number, { nowMs, wait }: Timing, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const leftMs = atMs - nowMs();
    if (leftMs <= 0) return;
    await wait(Math.min(leftMs, longestWaitMs), signal);
  }
}

/** Thousands open a contest's page in the same minute; their first requests are spread over a longer time. */
const longestSpreadMs = 10 * minuteMs;
const [shortestPauseMs, longestPauseMs] = [3 * minuteMs, 60 * minuteMs];
/** This close to the start, a newer envelope would arrive too late. */
const tooNearMs = 20_000;

/** When to make the first request: soon, at a random time that leaves half of the time for retries. */
export function firstAskAt(fromMs: number, opensAtMs: number, { nowMs, random }: Timing): number {
  const beginMs = Math.max(nowMs(), fromMs);
  return beginMs + random() * Math.min(longestSpreadMs, (opensAtMs - beginMs) / 2);
}

/**
 * When to check for a newer envelope: after a quarter to three quarters of the time until the start, so a few times a day and finally every
 * few minutes. Undefined when it is too late.
 */
export function nextAskAt(opensAtMs: number, { nowMs, random }: Timing): number | undefined {
  const leftMs = opensAtMs - nowMs();
  const pauseMs = Math.max(shortestPauseMs, Math.min(longestPauseMs, leftMs * (0.25 + random() / 2)));
  return pauseMs > leftMs - tooNearMs ? undefined : nowMs() + pauseMs;
}

/** Milliseconds until a retry: grows with the failures, at least what the server asks for, with a random part. */
export function pauseAfterFailures(
  failures: number,
  firstMs: number,
  namedSeconds: number | undefined,
  { random }: Timing,
): number {
  const growingMs = Math.min(longestSpreadMs, firstMs * 2 ** (failures - 1));
  return Math.max(growingMs, (namedSeconds ?? 0) * 1000) * (1 + random() / 2);
}
