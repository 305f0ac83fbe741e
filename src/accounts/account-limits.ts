import { inThisProcess, type OpenLimiter, rateLimited } from './failure-count.ts';

/**
 * What an account may do only so often: `costly` is what takes long, or makes rows that stay; `look-ups` tell whether
 * an address has an account.
 */
export type LimitedWork = 'fresh-urls' | 'uploads' | 'costly' | 'look-ups';

/** Long enough for a burst, such as a batch of a hundred URLs when a contest starts; nobody has to wait longer. */
const windowMinutes = 5;
const costlyPerMinute = 120;
/** In a window, two of the longest lists of people. */
const lookUpsPerMinute = 200;

export interface AccountLimits {
  /**
   * Counts what an account is about to do, before it is done; what is refused counts too.
   * @throws LecternError `rate-limited` with `retryAfterSeconds`, after which the window is a new one
   */
  take(what: LimitedWork, accountId: string, points: number): Promise<void>;
}

/** Counted in memory unless `openLimiter` counts elsewhere, never in the database. */
export function createAccountLimits(parts: {
  readonly freshUrlsPerMinute: number;
  readonly uploadsPerMinute: number;
  readonly openLimiter?: OpenLimiter | undefined;
}): AccountLimits {
  const { freshUrlsPerMinute, uploadsPerMinute, openLimiter = inThisProcess } = parts;
  const open = (what: LimitedWork, perMinute: number) =>
    openLimiter({
      keyPrefix: `lectern:account:${what}`,
      points: perMinute * windowMinutes,
      duration: windowMinutes * 60,
    });
  const limiters = {
    'fresh-urls': open('fresh-urls', freshUrlsPerMinute),
    uploads: open('uploads', uploadsPerMinute),
    costly: open('costly', costlyPerMinute),
    'look-ups': open('look-ups', lookUpsPerMinute),
  };

  return {
    async take(what, accountId, points) {
      try {
        await limiters[what].consume(accountId, points);
      } catch (refused) {
        throw rateLimited(refused);
      }
    },
  };
}
