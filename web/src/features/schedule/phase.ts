import type { Schemas } from 'lectern-client';

/**
 * The phase of a contest or window (ISO 8601; null for never). The end itself counts as past.
 * @param nowMs Unix milliseconds, on the server's clock
 */
export function phaseAt(from: string, to: string | null, nowMs: number): Schemas.Contest['phase'] {
  if (nowMs < Date.parse(from)) return 'upcoming';
  return to !== null && nowMs >= Date.parse(to) ? 'past' : 'running';
}
