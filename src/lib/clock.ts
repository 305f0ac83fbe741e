import { LecternError } from './errors.ts';

/**
 * The only source of time. Everything that depends on time takes a `Clock`, so a test can set it.
 * Times are Unix milliseconds inside Lectern, ISO 8601 in UTC at its edges.
 */
export interface Clock {
  /** Unix milliseconds. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/**
 * A clock for deletions, safe while the system clock is wrong. Returns a time that `clock` has shown and not gone back behind for `delayMs`
 * of this process's running time; 0 until one exists. So if a clock is set forward and corrected within `delayMs`, nothing is deleted too
 * early. Call it regularly: it samples `clock` only when called, so its result may lag by another `delayMs`.
 */
export function createConservativeClock(
  clock: Clock,
  delayMs: number,
  runningMs: () => number = () => performance.now(),
): Clock {
  const look = () => ({ nowMs: clock.nowMs(), sinceMs: runningMs() });
  let seen = look();
  let conservativeMs = 0;
  return {
    nowMs() {
      const now = look();
      if (now.nowMs < seen.nowMs) {
        conservativeMs = 0;
        seen = now;
      } else if (now.sinceMs - seen.sinceMs >= delayMs) {
        conservativeMs = seen.nowMs;
        seen = now;
      }
      return conservativeMs;
    },
  };
}

/** A cache: most replies repeat the times of the same tasks and contests. */
const isoTimes = new Map<number, string>();
const maxIsoTimes = 4096;

/** `1764000000000` -> `"2025-11-24T16:00:00Z"`; milliseconds appear only if they are not zero. */
export function isoTime(ms: number): string {
  const known = isoTimes.get(ms);
  if (known !== undefined) return known;
  const iso = new Date(ms).toISOString();
  const time = iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
  if (isoTimes.size >= maxIsoTimes) isoTimes.clear();
  isoTimes.set(ms, time);
  return time;
}

export function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

/** ISO 8601 years have four digits by default. The margins leave room for computed times. */
const minTimeMs = Date.UTC(1900);
const maxTimeMs = Date.UTC(9999) - 1;

/** Whether a time (Unix milliseconds) is in the years 1900 to 9998. */
const isIsoTime = (ms: number): boolean => ms >= minTimeMs && ms <= maxTimeMs;

/**
 * Parses an RFC 3339 date-time (already checked by the request schema) to Unix milliseconds.
 * @throws LecternError `request-invalid` for years before 1900 and after 9998
 */
export function parseIsoTime(text: string): number {
  const ms = Date.parse(text);
  if (!isIsoTime(ms)) {
    throw new LecternError('request-invalid', `Use a time in the years 1900 to 9998, not ${text}.`);
  }
  return ms;
}
