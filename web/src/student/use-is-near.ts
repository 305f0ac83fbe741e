import { useServerNowMs } from '../shell/server-clock.ts';

/** Beyond that, a date says more than hours do. */
const nearMs = 48 * 60 * 60 * 1000;

/** Whether a time (ISO 8601, on the server's clock) is so near that the time until then is counted down. */
export function useIsNear(time: string): boolean {
  return Date.parse(time) - useServerNowMs() <= nearMs;
}
