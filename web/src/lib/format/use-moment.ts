import { useEffect, useEffectEvent } from 'react';
import { serverNowMs } from '../server-clock.ts';

/** Spreads the requests of everyone who waits for the same time. */
const longestJitterMs = 2000;
/** A busy device calls timers late. */
const latestTimerMs = 1000;
const againAfterMs = 5000;
/** Timers hold at most 2^31 ms, and a device may sleep or change its clock. */
const longestWaitMs = 60_000;

/**
 * Calls back a random moment after a time.
 * @param atMs Unix milliseconds on the server's clock; undefined if there is nothing to wait for
 * @param again also calls back every few seconds afterwards, until the time changes
 */
export function useMoment(atMs: number | undefined, onMoment: () => void, { again = false } = {}): void {
  const call = useEffectEvent(onMoment);
  useEffect(() => {
    if (atMs === undefined) return;
    const jitterMs = Math.random() * longestJitterMs;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const waitMs = atMs + jitterMs - serverNowMs();
      if (waitMs > 0) timer = setTimeout(wait, Math.min(waitMs, longestWaitMs));
      else {
        call();
        if (again) timer = setTimeout(wait, againAfterMs + jitterMs);
      }
    };
    wait();
    return () => clearTimeout(timer);
  }, [atMs, again]);
}

/**
 * The earliest of these times (ISO 8601, on the server's clock) whose moment can still come, in Unix milliseconds. It may have just passed:
 * otherwise a page that renders then would miss it.
 */
export function earliestToCome(times: ReadonlyArray<string | null>): number | undefined {
  const nowMs = serverNowMs();
  const coming = times
    .flatMap((time) => (time === null ? [] : [Date.parse(time)]))
    .filter((ms) => ms > nowMs - longestJitterMs - latestTimerMs);
  return coming.length === 0 ? undefined : Math.min(...coming);
}
