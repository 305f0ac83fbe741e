import { useEffect, useEffectEvent } from 'react';
import { serverNowMs } from '../shell/server-clock.ts';

/** Not everybody who waits may ask in the same moment. */
const longestJitterMs = 3000;
/** Timers hold no more than 2^31 ms; a device may sleep, and its clock be set. */
const longestWaitMs = 60_000;

/** Calls back a random moment after the earliest of these times (ISO 8601, on the server's clock) that is to come. */
export function useMoment(times: ReadonlyArray<string | null>, onMoment: () => void): void {
  const call = useEffectEvent(onMoment);
  const nowMs = serverNowMs();
  const coming = times
    .flatMap((time) => (time === null ? [] : [Date.parse(time)]))
    .filter((ms) => ms > nowMs);
  const nextMs = coming.length === 0 ? undefined : Math.min(...coming);
  useEffect(() => {
    if (nextMs === undefined) return;
    const atMs = nextMs + Math.random() * longestJitterMs;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const waitMs = atMs - serverNowMs();
      if (waitMs <= 0) call();
      else timer = setTimeout(wait, Math.min(waitMs, longestWaitMs));
    };
    wait();
    return () => clearTimeout(timer);
  }, [nextMs]);
}
