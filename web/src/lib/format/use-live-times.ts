import { useEffect, useEffectEvent, useState } from 'react';
import { serverNowMs } from '../server-clock.ts';

/** Polling interval near one of the times, and otherwise. It varies, so that clients don't ask simultaneously. */
const everyMs = { near: 20_000, far: 60_000 };
const nearMs = 10 * 60_000;

/**
 * Polls for times that others may change, such as a contest's, while the page is visible, so that countdowns don't run to an old time.
 * Returning to the page refetches anyway.
 * @param times ISO 8601, on the server's clock; null for never. Empty: no polling
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
