/** When a URL is asked for, how long it shall live, and how long the access under it lasts. */
export interface UrlTime {
  readonly nowMs: number;
  readonly ttlSeconds: number;
  /** Unix milliseconds; null when the access has no end. */
  readonly validUntilMs: number | null;
}

/** Within a fifth of the TTL every reader gets the same expiry, so at least 4/5 of the TTL remains. */
const windowsPerTtl = 5;

/**
 * The expiry, in Unix seconds, of a stable URL: it stays the same within a window of a fifth of the TTL.
 * Undefined when the access ends in less than a second: there is nothing left to sign for.
 */
export function stableExpiry(time: UrlTime): number | undefined {
  const nowSeconds = Math.floor(time.nowMs / 1000);
  const windowSeconds = Math.floor(time.ttlSeconds / windowsPerTtl);
  const windowStart = windowSeconds === 0 ? nowSeconds : nowSeconds - (nowSeconds % windowSeconds);
  return cappedByAccess(windowStart + time.ttlSeconds, time);
}

/** The expiry, in Unix seconds, of a fresh URL: the full TTL from now. Undefined as for `stableExpiry`. */
export function freshExpiry(time: UrlTime): number | undefined {
  return cappedByAccess(Math.floor(time.nowMs / 1000) + time.ttlSeconds, time);
}

function cappedByAccess(expiresAtSeconds: number, { nowMs, validUntilMs }: UrlTime): number | undefined {
  if (validUntilMs === null) return expiresAtSeconds;
  const lastSecond = Math.floor(validUntilMs / 1000);
  return lastSecond * 1000 - nowMs < 1000 ? undefined : Math.min(expiresAtSeconds, lastSecond);
}
