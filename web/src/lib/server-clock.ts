import { createContext, useContext, useEffect, useState } from 'react';

let aheadMs = 0;

/**
 * Sets the offset between the server's clock and this device's from a reply with the server's time.
 * @param sentAtMs when the request left, by this device's clock; the server is assumed to have answered half-way
 */
export function learnServerTime(serverTime: string, sentAtMs: number, arrivedAtMs = Date.now()): void {
  aheadMs = Date.parse(serverTime) - (sentAtMs + arrivedAtMs) / 2;
}

/** Unix milliseconds on the server's clock. */
export const serverNowMs = (): number => Date.now() + aheadMs;

/** Milliseconds by which clocks below are ahead, where a page is shown as at another time. */
export const ClockShift = createContext(0);

/** The same, updated every second. */
export function useServerNowMs(): number {
  const shiftMs = useContext(ClockShift);
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(serverNowMs()), 1000);
    return () => clearInterval(timer);
  }, []);
  return nowMs + shiftMs;
}
