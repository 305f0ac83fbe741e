import { useEffect, useEffectEvent, useState } from 'react';
import { serverNowMs } from '../server-clock.ts';

/** Close to one of the times, and else. Not everybody asks in the same moment. */
const everyMs = { near: 20_000, far: 60_000 };
const nearMs = 10 * 60_000;

/**
 * Asks again and again for times that others may move, such as those of a contest, while the page is seen: what counts down to
 * them must not go on to an old one. Whoever comes back to the page asks anyway.
 * @param times ISO 8601, on the server's clock; null for never. Empty: nothing is asked
 */
export function useLiveTimes(times: ReadonlyArray<string | null>, onAsk: () => void): void {
  const ask = useEffectEvent(onAsk);
  const [spread] = useState(() => 0.75 + Math.random() / 2);
  const list = JSON.stringify(times);
  useEffect(() => {
    const atMs = (JSON.parse(list) as typeof times).map((time) => Date.parse(time ?? ''));
    if (atMs.length === 0) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const isNear = atMs.some((ms) => Math.abs(ms - serverNowMs()) <= nearMs);
      timer = setTimeout(
        () => {
          if (document.visibilityState === 'visible') ask();
          wait();
        },
        spread * (isNear ? everyMs.near : everyMs.far),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [list, spread]);
}
