import { inThisProcess, type OpenLimiter, rateLimited } from './failure-count.ts';

/**
 * What an account may do only so often: `costly` is what takes long, or makes rows that stay; `look-ups` tell whether
 * an address has an account.
 */
export type LimitedWork = 'fresh-urls' | 'granted-urls' | 'uploads' | 'costly' | 'look-ups';

/** Long enough for a burst, such as a batch of a hundred URLs when a contest starts; nobody has to wait longer. */
const windowMinutes = 5;
const costlyPerMinute = 120;
/** In a window, two of the longest lists of people. */
const lookUpsPerMinute = 200;
/** A program asks for all people of its platform. */
const grantedUrlsPerMinute = 60_000;
const programFactor = 50;

export interface AccountLimits {
  /**
   * Counts what an account is about to do, before it is done; what is refused counts too.
   * @throws LecternError `rate-limited` with `retryAfterSeconds`, after which the window is a new one
   */
  take(what: LimitedWork, accountId: string, points: number, who?: 'person' | 'program'): Promise<void>;
}

/** Counted in memory unless `openLimiter` counts elsewhere, never in the database. */
export function createAccountLimits(parts: {
  readonly freshUrlsPerMinute: number;
  readonly uploadsPerMinute: number;
  readonly openLimiter?: OpenLimiter | undefined;
}): AccountLimits {
  const { freshUrlsPerMinute, uploadsPerMinute, openLimiter = inThisProcess } = parts;
  const open = (what: string, perMinute: number) =>
    openLimiter({
      keyPrefix: `lectern:account:${what}`,
      points: perMinute * windowMinutes,
      duration: windowMinutes * 60,
    });
  const perMinute: Readonly<Record<LimitedWork, number>> = {
    'fresh-urls': freshUrlsPerMinute,
    'granted-urls': grantedUrlsPerMinute / programFactor,
    uploads: uploadsPerMinute,
    costly: costlyPerMinute,
    'look-ups': lookUpsPerMinute,
  };
  const limitersOf = (prefix: string, factor: number) =>
    Object.fromEntries(
      Object.entries(perMinute).map(([what, points]) => [what, open(prefix + what, points * factor)]),
    ) as Readonly<Record<LimitedWork, ReturnType<typeof open>>>;
  const limiters = { person: limitersOf('', 1), program: limitersOf('program:', programFactor) };

  return {
    async take(what, accountId, points, who = 'person') {
      try {
        await limiters[who][what].consume(accountId, points);
      } catch (refused) {
        throw rateLimited(refused);
      }
    },
  };
}
