import { inThisProcess, type OpenLimiter, rateLimited } from './failure-count.ts';

/**
 * What an account may do only so often: `everyday` requests, and `costly` ones, which take long or create permanent rows, both in
 * milliseconds of work; `look-ups` reveal whether an address has an account.
 */
export type LimitedWork = 'fresh-urls' | 'granted-urls' | 'uploads' | 'everyday' | 'costly' | 'look-ups';

/** Long enough for a burst, such as a batch of a hundred URLs when a contest starts. No wait is longer. */
const windowMinutes = 5;
/** Two of the longest lists of people per window. */
const lookUpsPerMinute = 200;
/** A program asks for all people of its platform. */
const grantedUrlsPerMinute = 60_000;
const programFactor = 50;

export type AccountLimits = ReturnType<typeof createAccountLimits>;

/** Counts in memory unless `openLimiter` counts elsewhere, never in the database. */
export function createAccountLimits(parts: {
  readonly freshUrlsPerMinute: number;
  readonly uploadsPerMinute: number;
  /** In milliseconds. */
  readonly workPerMinute: number;
  readonly openLimiter?: OpenLimiter | undefined;
}) {
  const { freshUrlsPerMinute, uploadsPerMinute, workPerMinute, openLimiter = inThisProcess } = parts;
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
    everyday: workPerMinute,
    costly: workPerMinute,
    'look-ups': lookUpsPerMinute,
  };
  const limitersOf = (prefix: string, factor: number) =>
    Object.fromEntries(
      Object.entries(perMinute).map(([what, points]) => [what, open(prefix + what, points * factor)]),
    ) as Readonly<Record<LimitedWork, ReturnType<typeof open>>>;
  const limiters = { person: limitersOf('', 1), program: limitersOf('program:', programFactor) };

  return {
    /**
     * Counts what an account is about to do; refused work counts too.
     * @throws LecternError `rate-limited` with `retryAfterSeconds`, after which a new window begins
     */
    async take(
      what: LimitedWork,
      accountId: string,
      points: number,
      who: 'person' | 'program' = 'person',
    ): Promise<void> {
      try {
        await limiters[who][what].consume(accountId, points);
      } catch (refused) {
        throw rateLimited(refused);
      }
    },
  };
}
