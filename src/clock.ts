/**
 * The only source of time. Everything that depends on time takes a `Clock`, so a test can set it.
 * Times are Unix milliseconds inside Lectern, ISO 8601 in UTC at its edges.
 */
export interface Clock {
  /** Unix milliseconds. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** `1764000000000` -> `"2025-11-24T16:00:00Z"`; milliseconds are shown only where there are any. */
export function isoTime(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
}

export function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

/** Reads an RFC 3339 date-time (already checked by the request schema) as Unix milliseconds. */
export function parseIsoTime(text: string): number {
  return Date.parse(text);
}
