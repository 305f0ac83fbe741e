/** The time of the request, the lifetime of the URL, and the end of the access. */
export interface UrlTime {
  readonly nowMs: number;
  readonly ttlSeconds: number;
  /** Unix milliseconds; null when the access does not end. */
  readonly validUntilMs: number | null;
}

/** For a fifth of the TTL every reader gets the same expiry, so at least 4/5 of the TTL remains. */
const windowsPerTtl = 5;

/** The times of signing and expiry; whole Unix seconds. */
export interface UrlWindow {
  readonly signedAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/**
 * The times of a stable URL: they stay the same for a window of a fifth of the TTL.
 * Undefined when the access ends in less than a second.
 */
export function stableWindow(time: UrlTime): UrlWindow | undefined {
  const nowSeconds = Math.floor(time.nowMs / 1000);
  const windowSeconds = Math.floor(time.ttlSeconds / windowsPerTtl);
  const windowStart = windowSeconds === 0 ? nowSeconds : nowSeconds - (nowSeconds % windowSeconds);
  return cappedByAccess(windowStart, time);
}

/** The times of a fresh URL: the full TTL from now. Undefined as for `stableWindow`. */
export function freshWindow(time: UrlTime): UrlWindow | undefined {
  return cappedByAccess(Math.floor(time.nowMs / 1000), time);
}

function cappedByAccess(
  signedAtSeconds: number,
  { nowMs, ttlSeconds, validUntilMs }: UrlTime,
): UrlWindow | undefined {
  const expiresAtSeconds = signedAtSeconds + ttlSeconds;
  if (validUntilMs === null) return { signedAtSeconds, expiresAtSeconds };
  const lastSecond = Math.floor(validUntilMs / 1000);
  if (lastSecond * 1000 - nowMs < 1000) return undefined;
  return { signedAtSeconds, expiresAtSeconds: Math.min(expiresAtSeconds, lastSecond) };
}
