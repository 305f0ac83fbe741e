import { useEffect, useEffectEvent } from 'react';
import { serverNowMs } from '../server-clock.ts';

/** Not everybody who waits may come in the same moment. */
const longestJitterMs = 2000;
const againAfterMs = 5000;
/** Timers hold no more than 2^31 ms; a device may sleep, and its clock be set. */
const longestWaitMs = 60_000;

/**
 * Calls back a random moment after a time.
 * @param atMs Unix milliseconds on the server's clock; undefined while there is nothing to wait for
 * @param again whether to call back every few seconds from then on, for as long as the time stays the same
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

/** The earliest of these times (ISO 8601, on the server's clock) that is to come, in Unix milliseconds. */
export function earliestToCome(times: ReadonlyArray<string | null>): number | undefined {
  const nowMs = serverNowMs();
  const coming = times
    .flatMap((time) => (time === null ? [] : [Date.parse(time)]))
    .filter((ms) => ms > nowMs);
  return coming.length === 0 ? undefined : Math.min(...coming);
}
